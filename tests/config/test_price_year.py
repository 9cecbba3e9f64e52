"""Whatever the year in whose prices an evaluation is, money that follows other money follows it there."""

from pathlib import Path

import numpy as np
import pytest

from mcsim.config.load import load
from mcsim.config.money import from_others
from mcsim.config.prices import PriceIndex
from mcsim.config.references import refers_only
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import ConfigError
from mcsim.evaluation.describe import described
from mcsim.evaluation.run import run
from mcsim.inputs.make import make_design
from mcsim.inputs.sample import frame_of, sampler

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "configs"
SHIPPED = sorted(file.parent for file in CONFIGS.rglob("evaluation.yaml"))
OTHER = "2023/24"
NO_INDEX = {
    "linear_gaussian": "invented, and in prices of one year",
    "anchors/loneliness": "held beside a published figure in the prices of that",
}
"""Evaluations that have no price index, and why: these can be in the prices of one year alone."""


def name_of(folder):
    return str(folder.relative_to(CONFIGS))


@pytest.mark.parametrize("folder", [each for each in SHIPPED if name_of(each) not in NO_INDEX], ids=name_of)
def test_the_price_year_of_every_evaluation_can_be_another(folder):
    here, there = load(folder), load(folder, {"settings.price_year": OTHER})
    drawn, elsewhere = values(here), values(there)
    money = 0
    for name, scalars in here.scalars.items():
        ratio = expected_ratio(here, name)
        if ratio is None:
            assert any((elsewhere[scalar] != drawn[scalar]).any() for scalar in scalars)
            continue
        money += ratio != 1.0
        for scalar in scalars:
            assert elsewhere[scalar] == pytest.approx(drawn[scalar] * ratio, rel=1e-12), scalar
    assert money > 0


def values(evaluation):
    return sampler(evaluation, make_design(evaluation.settings.design, frame_of(evaluation)))(0, 64)


def expected_ratio(evaluation, name):
    """By what money changes: by its own index, or as the money does that it comes from.

    None where that comes from money of several indices, which have no one ratio.
    """
    record, settings = evaluation.inputs[name], evaluation.settings
    if not record.unit.startswith(settings.currency):
        return 1.0
    if from_others(record, evaluation.inputs, settings):
        ratios = {expected_ratio(evaluation, parent) for parent in record.references}
        return ratios.pop() if len(ratios) == 1 else None
    file = Path(evaluation.folder) / (record.price_index or settings.price_index)
    index = PriceIndex.model_validate(read_yaml(file).data)
    return index.factor(settings.price_year, OTHER)


@pytest.mark.parametrize("name", NO_INDEX)
def test_those_that_cannot_say_why(name):
    with pytest.raises(ConfigError) as raised:
        load(CONFIGS / name, {"settings.price_year": OTHER})
    assert {problem.rule.split(", and ")[1] for problem in raised.value.problems} == {
        "no price index is named"
    }
    assert all(
        problem.remedy == "add `price_index: FILE` to the settings" for problem in raised.value.problems
    )


def test_costs_change_by_the_index_and_effects_not_at_all():
    folder = CONFIGS / "befriending"
    here, there = (
        run(load(folder, change), draws=64).outcomes for change in ({}, {"settings.price_year": OTHER})
    )
    view = {"perspective": "health_and_social_care"}  # society's counts hours, by another index
    np.testing.assert_allclose(there["cost"].sel(view) * 1.0402, here["cost"].sel(view), rtol=1e-12)
    np.testing.assert_array_equal(there["effect"], here["effect"])
    assert there.attrs["price_year"] == OTHER
    assert f"({OTHER} prices)" in there["cost"].attrs["units"]


@pytest.fixture
def made(linear_gaussian, tmp_path):
    """An evaluation whose price comes from another input, as a test states it."""

    def make(price, **more):
        (tmp_path / "evaluation.yaml").write_bytes((linear_gaussian / "evaluation.yaml").read_bytes())
        text = (linear_gaussian / "inputs.yaml").read_text().replace("price:\n", "published:\n", 1)
        lines = [
            f"price:\n  distribution: {price}",
            "  unit: GBP per person",
            "  description: Derived",
            "  source: s",
        ]
        lines += [
            "  evidence: {status: derived, centre: derived}",
            *(f"  {key}: {value}" for key, value in more.items()),
        ]
        (tmp_path / "inputs.yaml").write_text(text + "\n".join(lines) + "\n")
        return tmp_path

    return make


FOLLOWS = [
    "{family: fixed, value: {input: published}}",
    "{family: fixed, value: {input: published}, scale_by: -52}",
    "{family: normal, mean: {input: published}, se: {input: published}}",
    "{family: mixture, weights: [0.4, 0.6], parts: [{family: fixed, value: 0}, "
    "{family: fixed, value: {input: published}}]}",
]
ADDS = [
    "{family: normal, mean: {input: published}, se: 20}",
    "{family: fixed, value: {input: published}, shift_by: 20}",
    "{family: fixed, value: {input: published}, truncate_to: [100, 2000]}",
    "{family: fixed, value: {input: gain}}",  # a figure of no money: that of a unit of it is its own
]


@pytest.mark.parametrize("price", FOLLOWS)
def test_money_from_other_inputs_needs_no_price_year(price, made):
    found = load(made(price))
    assert found.inputs["price"].price_year == found.settings.price_year
    assert "price" not in found.price_factors
    stated = load(made(price, price_year="2024/25"))
    assert stated.inputs["price"] == found.inputs["price"]
    said = described(found)
    assert said["price"]["price_year"] == "2024/25"
    assert "published_price_year" not in said["price"]
    assert said["published"]["published_price_year"] == "2024/25"


@pytest.mark.parametrize("price", ADDS)
def test_where_it_states_figures_of_its_own_it_must_say(price, made):
    with pytest.raises(ConfigError) as raised:
        load(made(price))
    (problem,) = raised.value.problems
    assert problem.rule.startswith("is in GBP and says no price year, and not all of its money comes from")
    assert problem.remedy == "add `price_year: 2024/25`, or give its own figures to an input of their own"
    stated = load(made(price, price_year="2024/25"))
    assert described(stated)["price"]["published_price_year"] == "2024/25"


def test_a_year_of_its_own_is_refused_with_the_way_out(made):
    for price, remedy in ((FOLLOWS[0], "remove it, since"), (ADDS[0], "write price_year: 2024/25")):
        with pytest.raises(ConfigError, match="but what the input refers to is in 2024/25 prices") as raised:
            load(made(price, price_year="2019/20"))
        assert any(problem.remedy.startswith(remedy) for problem in raised.value.problems)


def test_a_shock_that_follows_money_is_money_still(made):
    folder = made(FOLLOWS[0])
    with pytest.raises(ConfigError, match="a shock has no unit"):
        load(folder, {"inputs.published.multiplied_by": "price"})


def test_nothing_alone_refers_to_no_other():
    assert not refers_only({"family": "fixed", "value": 0})
    assert not refers_only({"family": "empirical", "file": "draws.csv", "columns": [{"input": "a"}]})


def test_figures_that_a_run_puts_in_its_place_are_in_the_same_prices():
    """Whoever types a figure for one run means today's money, and is asked for no year."""
    here = load(CONFIGS / "befriending", {"inputs.cost_difference.distribution.value": -100})
    assert here.inputs["cost_difference"].price_year == "2024/25"
    assert "cost_difference" not in here.price_factors
    there = {
        "settings.price_year": OTHER,
        "inputs.cost_difference.distribution": {"family": "fixed", "value": 1},
    }
    assert load(CONFIGS / "befriending", there).inputs["cost_difference"].price_year == OTHER


def test_a_taker_whose_own_distribution_follows_others_is_in_their_prices():
    """And not in those of the entry whose unit and description it keeps."""
    own = {
        "take": "bf_service_saving",
        "distribution": {"family": "fixed", "value": {"input": "cost_per_person"}},
        "source": "The cost itself",
        "evidence": {"status": "judgement", "centre": "judgement"},
    }
    found = load(CONFIGS / "befriending", {"inputs.service_saving": own})
    assert found.inputs["service_saving"].price_year == "2024/25"
    assert found.inputs["service_saving"].price_index is None
    assert "service_saving" not in found.price_factors


def test_a_price_year_beyond_the_index_is_told_once():
    with pytest.raises(ConfigError) as raised:
        load(CONFIGS / "peer_support", {"settings.price_year": "2031/32"})
    told = [str(problem) for problem in raised.value.problems]
    assert len(told) == len(set(told))
    # One index of the settings, and one that entries name.
    assert {problem.place.split()[-1] for problem in raised.value.problems} == {"settings.price_year"}
    assert 1 <= len(told) <= 2


def test_a_year_of_a_cost_beyond_the_index_is_told_at_the_cost():
    with pytest.raises(ConfigError) as raised:
        load(CONFIGS / "peer_support", {"inputs.peer_hourly_cost.price_year": "1999/00"})
    (problem,) = raised.value.problems
    assert problem.place.endswith("peer_hourly_cost.price_year")


def test_the_missing_index_of_an_entry_is_looked_for_beside_the_entry(tmp_path, linear_gaussian):
    library = tmp_path / "library" / "costs.yaml"
    folder = tmp_path / "evaluations" / "mine"
    library.parent.mkdir()
    folder.mkdir(parents=True)
    text = (linear_gaussian / "inputs.yaml").read_text()
    entry, rest = text[text.index("price:") : text.index("gain:")], text[text.index("gain:") :]
    entry = entry.replace("price_year: 2024/25", "price_year: 2019/20\n  price_index: nowhere.yaml")
    library.write_text(entry)
    (folder / "inputs.yaml").write_text(f"price: {{take: price}}\n{rest}")
    main = (linear_gaussian / "evaluation.yaml").read_text()
    (folder / "evaluation.yaml").write_text(f"evidence: ../../library\n{main}")
    with pytest.raises(ConfigError) as raised:
        load(folder)
    (problem,) = raised.value.problems
    assert Path(problem.place).resolve() == library.parent / "nowhere.yaml"
    assert Path(problem.remedy.split("`")[3]).resolve() == library.parent.resolve()
    with pytest.raises(ConfigError, match="counted from the folder of the evaluation"):
        load(folder, {"inputs.price.price_index": "nowhere.yaml"})
