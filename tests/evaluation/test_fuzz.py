"""Whatever stands at any key of either file: it runs, or it is refused with its place; it never crashes."""

import copy

import pytest
import yaml

from mcsim.config.load import load
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import McsimError
from mcsim.evaluation.run import run

INDEX = "nhs_cost_inflation.yaml"
FILES = ("evaluation.yaml", "inputs.yaml")
ODD = [
    None, -1, 0, 1e308, 10**400, float("nan"), True, "", "text", "\U0001f600 é", "a\x00b",
    "x" * 5000, [], {}, [[]], ["a", "a"], {1: 2}, {"a": {"b": {"c": [1, {"d": 2}]}}},
]  # fmt: skip


def places(value, at=()):
    """Every key path of nested mappings and lists."""
    yield at
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from places(value[key], (*at, key))


def put(document, at, value):
    if not at:
        return value
    changed = copy.deepcopy(document)
    here = changed
    for key in at[:-1]:
        here = here[key]
    here[at[-1]] = value
    return changed


def try_it(folder):
    """Load and run; a refusal must say where, in a sentence of a line."""
    try:
        run(load(folder), draws=10, jobs=1)
    except McsimError as error:
        for problem in error.problems:
            text = str(problem)
            assert str(folder) in text or problem.place.endswith(INDEX) or "draw" in text, text
            assert len(text.splitlines()) == 1, text
        return 0
    return 1


@pytest.fixture
def documents(linear_gaussian):
    """Both files of an evaluation, with the keys that may be left out too."""
    found = {name: read_yaml(linear_gaussian / name).data for name in FILES}
    index = str(linear_gaussian.parent / "prices" / INDEX)
    found["evaluation.yaml"]["settings"] |= {
        "price_index": index,
        "design": "monte_carlo",
        "max_failed_share": 0.0,
    }
    found["inputs.yaml"]["price"] |= {"price_year": "2019/20", "price_index": index}
    found["inputs.yaml"]["gain"]["evidence"] |= {"confidence": "low", "note": "A note"}
    return found


@pytest.mark.parametrize("file", FILES)
def test_any_value_at_any_key(file, documents, tmp_path):
    n_tried = n_run = 0
    for name, document in documents.items():
        (tmp_path / name).write_text(yaml.safe_dump(document, sort_keys=False))
    for at in places(documents[file]):
        for value in ODD:
            changed = put(documents[file], at, value)
            (tmp_path / file).write_text(yaml.safe_dump(changed, sort_keys=False, allow_unicode=True))
            n_run += try_it(tmp_path)
            n_tried += 1
    # Most are refused, and the harmless ones, such as another title, are not.
    assert n_tried > 300
    assert 0.02 < n_run / n_tried < 0.5
