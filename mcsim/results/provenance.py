"""Where a dataset comes from: enough to know whether two results may be compared, and to make them again."""

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

PACKAGES = ("mcsim-psa", "numpy", "scipy", "xarray", "netCDF4")


def digest(record: Any) -> str:
    """Thirty-two hexadecimal digits that stand for `record`, whatever the order of its keys.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(record, sort_keys=True, ensure_ascii=True, default=str)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def versions() -> dict[str, str]:
    """Versions of what can change the bits of a result."""
    return {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}}


def processor() -> str:
    """Class of processor: its kind and the vector instructions that numpy found.

    The same operation on the same numbers may differ in the last bit between classes.
    """
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    return " ".join([platform.machine(), *found])


def provenance(
    run_digest: str, configuration: Mapping[str, Any], **facts: str | int | float
) -> dict[str, Any]:
    """Attributes that every dataset of a run carries.

    Parameters
    ----------
    run_digest : str
        Digest of everything that determines the draws and the outcomes.
    configuration : mapping
        The resolved configuration, kept whole as JSON.
    **facts
        Further attributes, such as the seed.
    """
    return {
        "run_digest": run_digest,
        **facts,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": json.dumps(versions()),
        "processor": processor(),
        "configuration": json.dumps(configuration, sort_keys=True, default=str),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
