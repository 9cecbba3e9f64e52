"""Where a dataset comes from: what is recorded, and when two digests agree."""

import json

import numpy as np
import pytest

from mcsim.results.provenance import digest, provenance, versions

RECORD = {"model": "m", "options": {"b": 2, "a": [1, 2.5]}, "text": "é"}


@pytest.mark.parametrize(
    "other",
    [{**RECORD, "model": "n"}, {**RECORD, "more": None}, {**RECORD, "options": {"b": 2, "a": [2.5, 1]}},
     {**RECORD, "options": {"b": 2, "a": [1, 2.5000000000000004]}}, {**RECORD, "text": "e"}],
)  # fmt: skip
def test_whatever_differs_changes_the_digest(other):
    assert digest(other) != digest(RECORD)


def test_the_order_of_keys_does_not():
    turned = {"text": "é", "options": {"a": [1, 2.5], "b": 2}, "model": "m"}
    assert digest(turned) == digest(RECORD)
    # Frozen: stored results name it, so it may not change between versions.
    assert digest(RECORD) == "806bb52d5aa36a2882306e5e6ddfa86f"


def test_attributes_hold_the_configuration_whole():
    found = provenance("3f2a", RECORD, seed=7, title="T")
    assert json.loads(found["configuration"]) == RECORD
    assert json.loads(found["versions"]) == versions()
    assert versions()["numpy"] == np.__version__
    assert (found["run_digest"], found["seed"], found["title"]) == ("3f2a", 7, "T")
    assert all(isinstance(value, str | int | float) for value in found.values())  # what netCDF can hold
