"""The loader: names, overrides, the grid of willingness to pay, and what a record allows."""

import numpy as np
import pytest
from pydantic import ValidationError

from mcsim.config.load import load
from mcsim.config.records import MOST_DRAWS, RESERVED, Wtp
from mcsim.config.schema import schemas
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import ConfigError

DIRICHLET = {"family": "dirichlet", "counts": {"well": 12, "ill": 3}}


def test_what_a_record_holds_cannot_be_changed(linear_gaussian):
    found = load(linear_gaussian)
    with pytest.raises(ValidationError, match="frozen"):
        found.settings.draws = 5


def test_the_file_itself_names_the_evaluation_too(linear_gaussian):
    assert load(linear_gaussian / "evaluation.yaml") == load(linear_gaussian)


def test_where_it_is_read_from_does_not_matter(linear_gaussian, monkeypatch):
    monkeypatch.chdir(linear_gaussian)
    found = load(".")
    assert found == load(linear_gaussian)
    assert found.name == "linear_gaussian"


def test_overrides_as_text_are_those_of_a_mapping(linear_gaussian):
    texts = [
        "settings.horizon=2",
        "inputs.price.distribution.se=3e2",
        "title= A: B",
        "model.options.cost.x={}",
    ]
    with pytest.raises(ConfigError):
        load(linear_gaussian, ["title= A: B"])  # a mapping, as in a file
    texts[2] = "title='A: B'"
    mapping = {
        "settings.horizon": 2,
        "inputs.price.distribution.se": 300.0,
        "title": "A: B",
        "model.options.cost.x": {},
    }
    found = load(linear_gaussian, texts)
    assert found == load(linear_gaussian, mapping)
    assert found.settings.horizon == 2
    assert found.model.options["cost"]["x"] == {}


def test_an_override_leaves_the_rest_as_it_is(linear_gaussian):
    plain, changed = load(linear_gaussian), load(linear_gaussian, ["inputs.gain.distribution.se=0.01"])
    assert changed.inputs["price"] == plain.inputs["price"]
    assert changed.inputs["gain"] != plain.inputs["gain"]
    assert changed.settings == plain.settings


@pytest.mark.parametrize(
    "key", ["inputs", ".", "settings..horizon", "title.x", "settings.wtp.points.0", "a.b"]
)
def test_an_override_that_leads_nowhere(key, linear_gaussian):
    with pytest.raises(ConfigError, match="leads to no key of this evaluation"):
        load(linear_gaussian, {key: 1})


@pytest.mark.parametrize("name", ["2nd", "a b", "a-b", "a.b", "é", "", "x\n", *sorted(RESERVED)])
def test_what_cannot_name_an_input(name, linear_gaussian, tmp_path):
    record = {**load(linear_gaussian).inputs["price"].model_dump(exclude_none=True)}
    lines = [f"{key}: {value!r}" for key, value in record.items()]
    text = (linear_gaussian / "inputs.yaml").read_text()
    (tmp_path / "evaluation.yaml").write_text((linear_gaussian / "evaluation.yaml").read_text())
    quoted = name.replace("\n", "\\n")
    (tmp_path / "inputs.yaml").write_text(f'{text}"{quoted}": {{{", ".join(lines)}}}\n')
    with pytest.raises(ConfigError) as raised:
        load(tmp_path)
    assert [problem.rule for problem in raised.value.problems] == ["cannot name an input"]
    assert "inputs.yaml:14" in raised.value.problems[0].place


def test_the_components_of_a_joint_input_have_names_of_their_own(linear_gaussian):
    found = load(linear_gaussian, {"inputs.price.distribution": DIRICHLET})
    assert found.scalars["price"] == ("price_well", "price_ill")
    assert found.scalars["gain"] == ("gain",)


def test_two_inputs_may_not_bring_the_same_scalar(linear_gaussian, tmp_path):
    text = (linear_gaussian / "inputs.yaml").read_text().replace("gain:", "price_well:", 1)
    (tmp_path / "inputs.yaml").write_text(text)
    (tmp_path / "evaluation.yaml").write_text((linear_gaussian / "evaluation.yaml").read_text())
    with pytest.raises(ConfigError, match="brings `price_well`, which `price` brings too"):
        load(tmp_path, {"inputs.price.distribution": DIRICHLET})


def test_the_grid_is_even_and_holds_the_decision_points():
    even = Wtp(start=0, stop=100, points=11, decision_points=(20, 30)).grid()
    assert even.tolist() == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    off = Wtp(start=0, stop=100, points=11, decision_points=(33.3, 25, 140)).grid()
    assert sorted(set(off) - set(even)) == [25, 33.3, 140]
    assert (np.diff(off) > 0).all()
    assert Wtp().grid().size == 1001
    assert {20_000.0, 30_000.0} <= set(Wtp().grid())


@pytest.mark.parametrize(
    "bad",
    [
        {"start": 5, "stop": 5}, {"start": -1}, {"points": 1}, {"points": 2.5}, {"points": True},
        {"stop": 1e300}, {"stop": float("nan")}, {"decision_points": []}, {"decision_points": [5, 5]},
        {"decision_points": [-1]},
    ],
)  # fmt: skip
def test_a_grid_that_is_none(bad):
    with pytest.raises(ValidationError):
        Wtp.model_validate(bad)


@pytest.mark.parametrize("draws", [0, -1, 1.5, True, "many", MOST_DRAWS])
def test_how_many_draws_may_be_asked_for(draws, linear_gaussian):
    with pytest.raises(ConfigError, match=r"settings.draws"):
        load(linear_gaussian, {"settings.draws": draws})


def keys_within(value, schema, definitions, at="file"):
    """Every key of `value` is a property of `schema`; yields those that are not."""
    schema = definitions.get(schema.get("$ref", "").rpartition("/")[2], schema)
    choices = schema.get("anyOf", []) + schema.get("oneOf", [])
    if choices:
        found = [list(keys_within(value, choice, definitions, at)) for choice in choices]
        yield from min(found, key=len)
    elif isinstance(value, dict):
        if schema.get("type") not in (None, "object"):
            yield f"{at} is no {schema['type']}"
        for key, item in value.items():
            extra = schema.get("additionalProperties", True)
            within = schema.get("properties", {}).get(key, {} if extra is True else extra)
            if within is False:
                yield f"{at}.{key} is no property"
            else:
                yield from keys_within(item, within, definitions, f"{at}.{key}")
        yield from (f"{at}.{key} is missing" for key in schema.get("required", []) if key not in value)
        constants = {
            key: each["const"] for key, each in schema.get("properties", {}).items() if "const" in each
        }
        yield from (
            f"{at}.{key} differs" for key, constant in constants.items() if value.get(key) != constant
        )


@pytest.mark.parametrize("name", ["evaluation", "inputs"])
@pytest.mark.parametrize("config", ["peer_support", "linear_gaussian"])
def test_the_shipped_configurations_keep_the_schema(name, config, root):
    data = read_yaml(root / "configs" / config / f"{name}.yaml").data
    schema = schemas()[name]
    assert list(keys_within(data, schema, schema["$defs"])) == []


def test_the_schema_refuses_what_the_loader_refuses(root):
    schemata = schemas()
    data = read_yaml(root / "configs" / "linear_gaussian" / "inputs.yaml").data
    data["price"]["distribution"]["sd"] = 3
    data["gain"].pop("unit")
    found = list(keys_within(data, schemata["inputs"], schemata["inputs"]["$defs"]))
    assert any("price.distribution" in fault for fault in found)
    assert "file.gain.unit is missing" in found


def test_the_schema_knows_parts_and_changes_of_distributions(root):
    schemata = schemas()
    data = read_yaml(root / "configs" / "linear_gaussian" / "inputs.yaml").data
    changed = {"family": "gamma", "mean": 0.2, "se": 0.1, "scale_by": -1, "truncate_to": [0, None]}
    data["gain"]["distribution"] = {
        "family": "mixture",
        "weights": [0.5, 0.5],
        "parts": [changed, {"family": "fixed", "value": 1}],
    }
    assert list(keys_within(data, schemata["inputs"], schemata["inputs"]["$defs"])) == []
    data["gain"]["distribution"]["scale_by"] = 2
    assert list(keys_within(data, schemata["inputs"], schemata["inputs"]["$defs"]))
