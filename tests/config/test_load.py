"""The loader: names, overrides, the grid of willingness to pay, and what a record allows."""

import numpy as np
import pytest
from pydantic import ValidationError

from mcsim.config.load import load
from mcsim.config.records import MOST_DRAWS, RESERVED, Evaluation, Wtp
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


@pytest.mark.parametrize(
    ("override", "why"),
    [
        ("dependence.3.kind=spearman", ": dependence is a list of 1, counted from 0"),
        ("dependence.kind=spearman", ": dependence is a list of 1, counted from 0"),
        ("dependence.0.inputs.2=other", ": dependence.0.inputs is a list of 2, counted from 0"),
        ("settings.nothing.x=1", ": settings holds no `nothing`"),
        ("title.x=1", ": title is one value, which has no keys"),
    ],
)
def test_an_override_that_leads_nowhere_is_told_where_it_stops(override, why, linked):
    with pytest.raises(ConfigError) as raised:
        load(linked, [override])
    (problem,) = raised.value.problems
    assert problem.rule == f"leads to no key of this evaluation{why}"


def test_an_override_counts_the_items_of_a_list(linked):
    found = load(linked, ["dependence.0.kind=normal_score", "dependence.0.correlations.0.2=0.25"])
    assert found.dependence[0].kind == "normal_score"
    assert found.dependence[0].correlations == (("price", "gain", 0.25),)


@pytest.mark.parametrize("stated", ["sobol", "{name: sobol}", "{name: sobol, options: {inner: 3}}"])
def test_an_override_sees_a_choice_that_is_a_name_alone(stated, linear_gaussian, tmp_path):
    main = (linear_gaussian / "evaluation.yaml").read_text()
    head, tail = main.split("model:")[0], main[main.index("settings:") :]
    text = f"{head}model: some_model\n{tail}".replace("seed:", f"design: {stated}\n  seed:")
    (tmp_path / "evaluation.yaml").write_text(text)
    (tmp_path / "inputs.yaml").write_text((linear_gaussian / "inputs.yaml").read_text())
    overrides = ["settings.design.options.inner=5", "model.options.x=1"]
    found = load(tmp_path, overrides)
    assert (found.settings.design.name, found.settings.design.options) == ("sobol", {"inner": 5})
    assert (found.model.name, found.model.options) == ("some_model", {"x": 1})
    assert load(tmp_path, ["settings.design=monte_carlo"]).settings.design.name == "monte_carlo"


def test_text_is_stripped_and_may_not_be_empty_then(linear_gaussian):
    assert load(linear_gaussian, {"inputs.price.source": "  a book "}).inputs["price"].source == "a book"
    for key in ("unit", "source", "description"):
        with pytest.raises(ConfigError, match=rf"price.{key}: is empty; expected: "):
            load(linear_gaussian, {f"inputs.price.{key}": " \t"})


def test_an_evaluation_knows_where_its_values_stand(linked):
    found = load(linked)
    inputs, main = f"{found.folder}/inputs.yaml", f"{found.folder}/evaluation.yaml"
    lines = (linked / "inputs.yaml").read_text().splitlines()
    price = lines.index("price:") + 1
    assert found.place("inputs.yaml", ("price", "distribution")) == f"{inputs}:{price + 1} price.distribution"
    assert found.place("inputs.yaml", ("price", "price_index")) == f"{inputs}:{price} price.price_index"
    text = (linked / "evaluation.yaml").read_text().splitlines()
    at = next(number for number, line in enumerate(text, 1) if "kind:" in line)
    assert found.place("evaluation.yaml", ("dependence", 0, "kind")) == f"{main}:{at} dependence.0.kind"
    assert found.place("evaluation.yaml") == f"{main}:1"


def test_a_value_that_was_not_read_from_a_file_has_no_line(linked):
    found = load(linked)
    settings = found.settings.model_copy(update={"draws": 5})
    changed = found.model_copy(update={"settings": settings})
    main = f"{found.folder}/evaluation.yaml"
    assert changed.place("evaluation.yaml", ("settings", "draws")) == f"{main} settings.draws"
    assert changed.place("evaluation.yaml", ("model",)) == found.place("evaluation.yaml", ("model",))
    assert changed.place("inputs.yaml", ("gain",)) == found.place("inputs.yaml", ("gain",))
    fewer = found.model_copy(update={"inputs": {}})
    assert fewer.place("inputs.yaml", ("gain",)) == f"{found.folder}/inputs.yaml gain"
    stored = Evaluation.model_validate(found.model_dump(mode="json"), context={"folder": found.folder})
    assert stored.place("inputs.yaml", ("gain",)) == f"{found.folder}/inputs.yaml gain"


@pytest.fixture
def linked(linear_gaussian, tmp_path):
    """An evaluation whose two inputs go together."""
    (tmp_path / "inputs.yaml").write_text((linear_gaussian / "inputs.yaml").read_text())
    copula = "dependence:\n- inputs: [price, gain]\n  kind: spearman\n  correlations: [[price, gain, 0.5]]\n"
    text = (linear_gaussian / "evaluation.yaml").read_text()
    (tmp_path / "evaluation.yaml").write_text(f"{text}\n{copula}  source: none\n")
    return tmp_path


CORRELATIONS = {
    "a word": ("high", "'high' is not one number"),
    "text that is a number": ("0.3", "'0.3' is not one number"),
    "not a number": (float("nan"), "nan is not one number"),
    "yes": (True, "True is not one number"),
    "nothing": (None, "None is not one number"),
    "an empty list": ([], "[] is not one number"),
    "an empty row": ([[]], "[[]] is not one number"),
    "names alone": ([["price", "gain"]], "[['price', 'gain']] is not one number"),
    "numbers": ([0.5, 0.5], "row 0.5 of [0.5, 0.5] is not one number"),
    "text in a matrix": ([[1, "0.3"], [0.3, 1]], "row [1, '0.3'] of [[1, '0.3'], [0.3, 1]] is not one"),
    "an infinite number": ([["price", "gain", float("inf")]], "[['price', 'gain', inf]] is not one number"),
    "a digit too many": (10**400, "is not one number"),
    "pairs and rows": ([["price", "gain", 0.5], [0.5, 1]], "is not one number"),
    "a mapping": ({"price": 0.5}, "{'price': 0.5} is not one number"),
}


@pytest.mark.parametrize("name", CORRELATIONS)
def test_correlations_that_are_none_are_told_in_one_sentence(name, linked):
    value, says = CORRELATIONS[name]
    with pytest.raises(ConfigError) as raised:
        load(linked, {"dependence.0.correlations": value})
    (problem,) = raised.value.problems
    assert says in problem.rule
    assert problem.rule.endswith("a row of numbers for each input, or a list of [a, b, number]")
    assert problem.place.endswith("dependence.0.correlations")


def test_correlations_in_each_of_the_three_ways(linked):
    for value in (0.5, 0, [[1, 0.5], [0.5, 1]], [["price", "gain", 0.5]]):
        found = load(linked, {"dependence.0.correlations": value}).dependence[0].correlations
        assert found == (tuple(map(tuple, value)) if isinstance(value, list) else value)


EXTREME = {
    "scaled": {"family": "normal", "mean": 0, "se": 1e10, "scale_by": 1e300},
    "normal": {"family": "normal", "mean": 0, "se": 1e140},
    "a heavy tail": {"family": "student_t", "degrees_of_freedom": 0.2, "location": 0, "scale": 1e80},
    "fixed": {"family": "fixed", "value": -1e200},
    "rows": {"family": "empirical", "columns": ["a"], "rows": [[1.0], [1e150]]},
    "one of several": {
        "family": "multivariate_normal",
        "names": ["a", "b"],
        "means": [0, 1e200],
        "ses": [1, 1],
        "correlations": [[1, 0], [0, 1]],
    },
}


@pytest.mark.parametrize("name", EXTREME)
def test_what_no_run_could_use_is_refused_when_it_is_read(name, linear_gaussian):
    with pytest.raises(ConfigError, match=r"price.distribution: .*beyond") as raised:
        load(linear_gaussian, {"inputs.price.distribution": EXTREME[name]})
    assert len(raised.value.problems) == 1


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


TAKEN = {
    "gain": {"take": "gain"},
    "price": {"take": "price", "description": "Price here", "structures": {"0": "none", "1": "some"}},
}
ENTRY = {
    "programmes": ["all"],
    "distribution": {"family": "gamma", "mean": 0.2, "se": 0.1},
    "unit": "share",
    "description": "A share",
    "source": "A study",
    "evidence": {"status": "found", "centre": "published"},
    "role": "validation",
    "address": "https://example.org",
}


def faults(name, data):
    schema = schemas()[name]
    return list(keys_within(data, schema, schema["$defs"]))


def test_the_schema_knows_what_is_taken(root):
    assert faults("inputs", TAKEN) == []
    assert faults("inputs", {"gain": {"take": "gain", "sourse": "x"}}) == ["file.gain.sourse is no property"]
    parts = [{"take": "a"}, {"take": "b", "scale_by": -1}]
    data = read_yaml(root / "configs" / "linear_gaussian" / "inputs.yaml").data
    data["gain"]["distribution"] = {"family": "mixture", "weights": [0.5, 0.5], "parts": parts}
    data["gain"]["structures"] = ["a", "b"]
    assert faults("inputs", data) == []


def test_the_schema_knows_a_library_and_where_it_is_named(root):
    assert faults("evidence", {"a": ENTRY}) == []
    assert faults("evidence", {"a": {**ENTRY, "programmes": "all"}}) == []
    assert faults("evidence", {"a": {**ENTRY, "take": "b"}}) == ["file.a.take is no property"]
    assert "file.a.unit is missing" in faults(
        "evidence", {"a": {key: ENTRY[key] for key in ENTRY if key != "unit"}}
    )
    main = read_yaml(root / "configs" / "linear_gaussian" / "evaluation.yaml").data
    for evidence in ("../evidence", ["../evidence", "../prices/unit_costs.yaml"]):
        assert faults("evaluation", {**main, "evidence": evidence}) == []
    for name, allowed in (("inputs", True), ("evidence", False)):
        items = next(
            form["properties"]["parts"]["items"]["anyOf"]
            for form in schemas()[name]["$defs"]["distribution"]["oneOf"]
            if form["properties"]["family"]["const"] == "mixture"
        )
        assert any("take" in choice.get("properties", {}) for choice in items) == allowed
