"""The page of an evaluation: figures in its sentences, verdicts, and what is told when they are wrong."""

import re
from types import MappingProxyType

import numpy as np
import pytest
import yaml

from mcsim.cli.main import main
from mcsim.config.page import Page, load_page
from mcsim.errors import ConfigError
from mcsim.report.page.filling import Unknown, broken_verdicts, filled, value_of
from mcsim.report.page.found import Found
from mcsim.report.page.material import Material
from mcsim.report.page.page import page_text
from mcsim.report.page.result import scenarios
from mcsim.report.page.write import links_from, material_of, titles_of_figures, write_page

FEW = MappingProxyType({"settings.draws": 400})
SAID = MappingProxyType({"decision": "d", "reading": "r", "left_out": ["l"]})


@pytest.fixture(scope="module")
def material(module_root):
    """Befriending with few draws, and a page of its own."""
    made = material_of(module_root / "configs" / "befriending", FEW)
    real = {"title": "Real", "set": {"inputs.effect_is_real.distribution.probability": 1}}
    asked = {"title": "Price", "input": "cost_per_person", "between": [0, 2000]}
    page = Page.model_validate({**SAID, "scenarios": {"real": real}, "thresholds": {"price": asked}})
    return Material(made.base, page, made.overrides)


@pytest.fixture(scope="module")
def module_root(request):
    return request.config.rootpath


def means(found):
    outcomes = found.results.outcomes[["cost", "effect"]]
    return (outcomes.sel(strategy="befriending") - outcomes.sel(strategy="usual_care")).mean("draw")


def test_figures_are_those_of_the_run(material):
    over = means(material.base)
    base = over.sel(perspective="health_and_social_care")
    assert value_of("inc_cost", material).number == pytest.approx(float(base["cost"]), rel=1e-12)
    benefit = 30_000 * over["effect"] - over["cost"]
    for view in material.base.perspectives:
        found = value_of(f"inmb.30000.{view}", material)
        assert found.number == pytest.approx(float(benefit.sel(perspective=view)), rel=1e-9, abs=1e-9)
        assert found == value_of(f"inmb.{view}.befriending.30000", material)
    costs = material.base.results.outcomes["cost"].sel(perspective="societal")
    pays = float((costs.diff("strategy") < 0).mean())
    assert value_of("p_pays.societal", material).number == pytest.approx(pays)


def test_a_figure_of_a_scenario_is_that_of_its_own_run(material):
    real = material.scenario("real")
    assert (real.results.inputs["effect_is_real"] == 1).all()
    expected = float(means(real)["cost"].sel(perspective="health_and_social_care"))
    assert value_of("scenario.real.inc_cost", material).number == pytest.approx(expected)
    # Of what the scenario does not change, the draws are the same.
    same = real.results.inputs["engagement"].values == material.base.results.inputs["engagement"].values
    assert same.all()


def test_a_sign_turns_a_figure(material):
    saving, cost = value_of("-item.measured_cost", material), value_of("item.measured_cost", material)
    assert saving.number == -cost.number
    assert saving.text != cost.text


def test_money_of_another_year_is_carried_by_the_price_index(material):
    assert value_of("uprated.80.2009/10", material).number == pytest.approx(80 * 1.4132, rel=1e-4)
    assert value_of("uprated.13.84.2012/13", material).text == "£18.29"
    assert value_of("uprated.5.2024/25", material).number == 5
    by_deflator = value_of("uprated.29000.2008/09.gdp_deflator", material)
    assert by_deflator.number == pytest.approx(43_607, abs=1)
    with pytest.raises(Unknown, match="price index"):
        value_of("uprated.5.2008/09.no_such_index", material)


def test_a_proportion_is_written_in_a_hundred(material):
    share, percent = value_of("input.engagement", material), value_of("percent.input.engagement", material)
    assert percent.number == share.number
    assert percent.text.startswith(f"{100 * share.number:.1f}"[:4])
    assert " % (SE " in percent.text


def test_a_scenario_may_be_shown_under_another_perspective(material):
    asked = {"title": "Alone", "set": {"model.options.without": ["spillover"]}, "perspective": "societal"}
    page = Page.model_validate({**SAID, "scenarios": {"alone": asked}})
    text = scenarios(Material(material.base, page, material.overrides))
    rows = [line for line in text.splitlines() if "societal perspective" in line]
    base = value_of("inmb.20000.societal", material)
    assert len(rows) == 2
    assert rows[0].startswith("| As it stands (societal perspective)")
    assert rows[0].split(" | ")[3].split(" ")[0] == base.text.removeprefix("£").split(" ")[0].replace(
        "-£", "-"
    )
    assert rows[0].split(" | ")[3] != rows[1].split(" | ")[3]


def test_the_threshold_makes_net_benefit_nil(material):
    at = value_of("threshold.price", material).number
    fixed = {"family": "fixed", "value": at}
    ours = {"inputs.cost_per_person.distribution": fixed, "inputs.cost_per_person.price_year": "2024/25"}
    base = material_of(material.base.evaluation.folder, {**FEW, **ours}).base
    inmb = means(base).sel(perspective="health_and_social_care")
    assert float(20_000 * inmb["effect"] - inmb["cost"]) == pytest.approx(0, abs=0.01)


def test_the_conservative_mode_is_of_one_year(material):
    ledger = material.one_year.ledger
    assert ledger.sizes["year"] == 1
    own = ledger["items"].sel(strategy="befriending", perspective="health_and_social_care").sum("year")
    kinds = {}
    for item in own["item"].values:
        sign = {"cost": -1.0, "effect": 20_000.0, "people": 0.0}[str(own["measure"].sel(item=item).item())]
        kind = str(own["kind"].sel(item=item).item())
        kinds[kind] = kinds.get(kind, 0.0) + sign * own.sel(item=item).values
    expected = sum(np.quantile(values, 0.25) for values in kinds.values())
    assert value_of("conservative", material).number == pytest.approx(expected)


def test_every_figure_that_there_is_not_is_told_at_once(material):
    texts = {
        "reading": "${inmbb.20000} and ${inmb.20000.martian} and ${inmb.20001.5}",
        "left_out.0": "${scenario.unreal.inmb} ${item.beds} ${input.uptake} ${budget.9} ${threshold}",
        "left_out.1": "${uprated.x.2009/10}",
        "decision": "${uprated.5.1066/67} ${scenario.real}",
    }
    with pytest.raises(ConfigError) as caught:
        filled(texts, material)
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 11
    assert all("page.yaml" in each for each in told)
    assert "inmb" in told[0]
    assert "did you mean `inmb`" in told[0]
    needles = ["martian", "grid", "scenario", "item", "input", "year from 1 to", "threshold", "2009/10"]
    for text, needle in zip(told[1:], [*needles, "1066", "too little"], strict=True):
        assert needle in text


@pytest.mark.parametrize(
    ("scenario", "needles"),
    [
        (
            {"set": {"inputs.nothing.unit": "share"}},
            ("scenarios.odd: --set inputs.nothing", "leads to no key"),
        ),
        ({"set": {"settings.horizon": 0}}, ("page.yaml scenarios.odd: ", "settings.horizon")),
        ({"set": {}, "perspective": "societl"}, ("scenarios.odd.perspective", "did you mean `societal`")),
    ],
)
def test_what_is_wrong_with_a_scenario_is_told_with_its_place(material, scenario, needles):
    page = Page.model_validate({**SAID, "scenarios": {"odd": {"title": "Odd", **scenario}}})
    with pytest.raises(ConfigError) as caught:
        scenarios(Material(material.base, page, material.overrides))
    assert all(needle in str(caught.value) for needle in needles)


def test_a_text_is_put_in_as_it_is_and_never_run(material, tmp_path):
    said = {"decision": "{{ 7 * 7 }} {% for x in y %} | $ and ${", "reading": "r", "left_out": ["{{ evil }}"]}
    made = Material(material.base, Page.model_validate(said), material.overrides)
    text = page_text(made, links_from(made, tmp_path), titles_of_figures(made))
    assert said["decision"] in text
    assert "- {{ evil }}" in text


def test_paragraphs_stay_apart_and_lines_do_not(material):
    decision = yaml.safe_load("decision: >-\n  one\n  two\n\n  three\n")["decision"]
    assert filled({"decision": decision}, material)["decision"] == "one two\n\nthree"


def test_verdicts_are_judged_by_the_run(material):
    def judged(*verdicts):
        page = material.page.model_copy(update={"verdicts": verdicts})
        return broken_verdicts(Material(material.base, page, material.overrides))

    cost = value_of("inc_cost", material).number
    assert judged(f"inc_cost < {cost + 1:.3f}", f"inc_cost >= {cost - 1:.3f}", "never <= 1") == []
    (told,) = judged("inc_cost > 100000")
    assert told.startswith("`inc_cost > 100000`: £")
    assert judged("inmb.20000 > inmb.30000")
    with pytest.raises(ConfigError, match="is no comparison"):
        judged("inmb.20000")
    with pytest.raises(ConfigError, match="did you mean"):
        judged("inmbb.20000 > 0")


def test_a_page_whose_words_do_not_hold_does_not_say_them(material, tmp_path):
    page = material.page.model_copy(update={"verdicts": ("inc_cost > 100000",), "reading": "It is dear."})
    made = Material(material.base, page, material.overrides)
    text = page_text(made, links_from(made, tmp_path), titles_of_figures(made))
    assert "It is dear." not in text
    assert "do not hold in this run" in text


def test_a_page_is_written_with_its_figures(material, tmp_path):
    files = write_page(material, tmp_path)
    text = files[0].read_text(encoding="utf-8")
    assert files[0].name == "befriending.md"
    assert "{{" not in text
    assert "${" not in text
    assert "\n\n\n" not in text
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)
    assert {tmp_path / each for each in shown} == set(files[1:])
    assert all(file.stat().st_size > 5_000 for file in files[1:])


def test_a_model_without_a_ledger_has_a_page_too(module_root, tmp_path):
    folder = module_root / "configs" / "linear_gaussian"
    evaluation = material_of(module_root / "configs" / "befriending", FEW)
    page = Page.model_validate({**SAID, "reading": "INMB ${inmb.20000}"})
    base = Found(type(evaluation.base.evaluation).model_validate(_loaded(folder)), page.wtp)
    text = write_page(Material(base, page), tmp_path)[0].read_text(encoding="utf-8")
    assert "## Where it comes from" not in text
    assert "INMB £" in text


def _loaded(folder):
    from mcsim.config.load import load

    return load(folder, {"settings.draws": 300})


def test_what_is_wrong_with_a_page_file_is_told_with_its_line(tmp_path):
    asked = "thresholds:\n  a: {title: t, input: x, between: [2, 1]}\n"
    (tmp_path / "page.yaml").write_text(f"decision: d\nreeding: r\n{asked}")
    with pytest.raises(ConfigError) as caught:
        load_page(tmp_path)
    told = "\n".join(str(problem) for problem in caught.value.problems)
    for needle in ("page.yaml:2", "reeding", "reading", "left_out", "no range"):
        assert needle in told


@pytest.mark.parametrize(
    ("arguments", "needle"),
    [
        (["page", "configs/linear_gaussian"], "page.yaml"),
        (["page", "no/such"], "no/such"),
        (["page", "configs/befriending", "--set", "settings.horizon=0"], "horizon"),
        (["page", "configs/befriending", "--set", "settings"], "key=value"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, needle, monkeypatch, capsys, module_root):
    monkeypatch.chdir(module_root)
    monkeypatch.setattr("sys.argv", ["mcsim", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert needle in told
    assert "Traceback" not in told
