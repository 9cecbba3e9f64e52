"""Fixtures that several rooms share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def peer_support():
    return ROOT / "configs" / "peer_support"


@pytest.fixture(scope="session")
def linear_gaussian():
    return ROOT / "configs" / "linear_gaussian"


@pytest.fixture(scope="session")
def reference():
    """Folder of data sets with results from R packages; they are not part of this project."""
    folder = Path(os.environ.get("MCSIM_REFERENCE", ROOT.parent / "shared" / "reference"))
    if not folder.is_dir():
        pytest.skip(f"the reference data sets are not there: {folder} (set MCSIM_REFERENCE)")
    return folder
