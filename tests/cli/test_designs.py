"""What a user sees of designs: what there is to choose from, and how a run without measures ends."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from mcsim.analysis.sensitivity.table import SENSITIVITY
from mcsim.analysis.table import MEASURES
from mcsim.inputs.table import DESIGNS
from mcsim.plots.table import PLOTS
from mcsim.report.numbers import with_error
from mcsim.report.sensitivity_tables import SENSITIVITY_TABLES
from tests.cli.cli_runner import mcsim

CHOICES = {
    "saltelli": "saltelli",
    "rbd_fast": "rbd_fast",
    "nested": "{name: nested, options: {inputs: [gain], inner: 10}}",
    "one_at_a_time": "one_at_a_time",
    "two_way_grid": (
        "{name: two_way_grid, options: {inputs: [price, gain], points: 3, ranges: {gain: [0, 0.1]}}}"
    ),
    "scenarios": "{name: scenarios, options: {scenarios: {base: {}, dear: {price: 1500}}}}",
    "groups": "{name: groups, options: {groups: {money: [price], health: [gain]}}}",
}


def run_with(choice, folder, evaluation, *options):
    settings = ("--set", f"settings.design={choice}", "--draws", "1000", "--output", str(folder))
    return mcsim("run", str(evaluation), *settings, *options)


def rows_under(title, text):
    """Rows of a printed table, by their first word."""
    lines = iter(text.splitlines())
    assert any(title in line for line in lines), text
    next(lines)
    found = {}
    for line in lines:
        if not line.strip():
            return found
        first, *others = line.split()
        found[first] = others
    return found


def test_designs_are_listed_with_what_a_user_must_know():
    lines = mcsim("list", "designs").out.splitlines()
    assert "can be extended" in lines[0]
    rows = {line.split()[0]: line for line in lines[1:]}
    assert set(rows) == set(DESIGNS)
    assert rows["sobol"].split()[-6:] == ["yes", "yes", "between", "16", "replicates", "any"]
    assert rows["monte_carlo"].split()[-5:] == ["yes", "yes", "over", "draws", "any"]
    assert rows["latin_hypercube"].split()[-6] == "no"
    assert rows["scenarios"].split()[-5:] == ["others:", "sampled", "no", "none", "any"]
    assert rows["saltelli"].split()[-5:] == ["no", "no", "none", "independent", "only"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_run_without_measures_ends_well_and_says_why(name, linear_gaussian, tmp_path):
    found = run_with(CHOICES[name], tmp_path / "run", linear_gaussian)
    assert found.code == 0, found.err
    said = " ".join(found.out.split())
    assert f"design {name}: {DESIGNS[name].why_no_sample}" in said
    assert "()" not in said
    for left_out in (*MEASURES, *PLOTS):
        assert left_out in found.out
    assert "run it with, say, monte_carlo as well" in said
    made = {f"{name}.nc", f"{name}.csv"} if name in SENSITIVITY else set()
    assert {path.name for path in (tmp_path / "run").iterdir()} == made | {
        "inputs.nc",
        "outcomes.nc",
        "run.json",
        ".work",
    }
    for file in made:
        assert file in found.out
    again = run_with(CHOICES[name], tmp_path / "run", linear_gaussian)
    assert again.code == 0, again.err
    assert "all there already" in again.out
    sampled = run_with("monte_carlo", tmp_path / "run", linear_gaussian, "--overwrite", "--quiet")
    assert sampled.code == 0, sampled.err
    assert not [file for file in made if (tmp_path / "run" / file).exists()]


def test_one_at_a_time_as_it_is_printed(linear_gaussian, tmp_path):
    """The price is 750, SE 300, and the gain 0.05, SE 0.0425: the net benefit is linear in both."""
    found = run_with("one_at_a_time", tmp_path / "run", linear_gaussian)
    rows = rows_under("INMB of programme, health and social care, with one input at a time", found.out)
    low, high = 750 - 1.959964 * 300, 750 + 1.959964 * 300
    assert list(rows) == ["gain", "price"]  # the larger swing first
    assert rows["price"] == [
        f"{low:.0f},", f"{high:,.0f}", f"{1000 - low:.4g}", "250", f"{1000 - high:.4g}",
        f"{1500 - low:,.0f}", "750", f"{1500 - high:.4g}",
    ]  # fmt: skip
    table = pd.read_csv(tmp_path / "run" / "one_at_a_time.csv")
    here = table.query("varied == 'gain' and level == 'high' and strategy == 'programme' and wtp == 20000")
    assert here["inmb"].item() == pytest.approx(20_000 * (0.05 + 1.959964 * 0.0425) - 750, abs=0.01)


def test_the_uniforms_of_a_mixture_are_told_apart_in_the_table(linear_gaussian, tmp_path):
    mixture = (
        "{family: mixture, weights: [0.6, 0.4], parts: [{family: fixed, value: 0}, "
        "{family: normal, mean: 0.05, se: 0.01}]}"
    )
    stated = ("--set", f"inputs.gain.distribution={mixture}", "--draws", "2")
    found = run_with("one_at_a_time", tmp_path / "run", linear_gaussian, *stated)
    assert found.code == 0, found.err
    lines = {" ".join(line.split()[:4]): line for line in found.out.splitlines() if "gain: " in line}
    assert "gain: which part 0, 1 " in " ".join(lines["gain: which part 0,"].split())
    # Half of the first uniform is the first part, which does not vary.
    assert "gain: within the part 0, 0 " in " ".join(lines["gain: within the part"].split())


def test_a_grid_as_it_is_printed(linear_gaussian, tmp_path):
    found = run_with(CHOICES["two_way_grid"], tmp_path / "run", linear_gaussian)
    rows = rows_under("at 20,000: price down, gain across", found.out)
    assert list(rows) == ["162", "750", "1,338"]
    assert rows["750"] == ["-750", "250", "1,250"]
    assert "at 30,000: price down" in found.out


@pytest.mark.parametrize(("others", "n_draws"), [("mean", 2), ("sampled", 1000)])
def test_scenarios_as_they_are_printed(others, n_draws, linear_gaussian, tmp_path):
    options = f"{{scenarios: {{base: {{}}, dear: {{price: 1500}}}}, others: {others}}}"
    found = run_with(f"{{name: scenarios, options: {options}}}", tmp_path / "run", linear_gaussian)
    assert f"{n_draws:,} draws" in found.out
    rows = rows_under("in each scenario", found.out)
    if others == "mean":
        assert rows == {"base": ["250", "750"], "dear": ["-500", "0"]}
        return
    data = xr.load_dataset(tmp_path / "run" / "scenarios.nc").sel(strategy="programme", wtp=20_000).squeeze()
    assert rows["dear"][0] == f"{data['inmb'].sel(scenario='dear').item():.0f}"
    assert rows["dear"][1] == f"({data['inmb_se'].sel(scenario='dear').item():.0f})"
    assert np.abs(data["inmb"] - [250.0, -500.0]).max() < 4 * data["inmb_se"].max()
    # Only the gain varies in the dear scenario: 850 = 20,000 x 0.0425.
    assert data["inmb_se"].sel(scenario="dear").item() == pytest.approx(850 / 500**0.5, rel=0.1)


def test_groups_as_they_are_printed(linear_gaussian, tmp_path):
    """At 20,000 the standard deviations are 300 and 850: the price explains 0.111 of the variance."""
    found = run_with(CHOICES["groups"], tmp_path / "run", linear_gaussian)
    rows = rows_under("share of its variance that each group of inputs explains", found.out)
    assert list(rows) == ["money", "health", "only"]
    data = xr.load_dataset(tmp_path / "run" / "groups.nc").sel(strategy="programme").squeeze()
    for group, exact in {"money": 300**2, "health": 850**2}.items():
        at = data.sel(group=group, wtp=20_000)
        for name in ("first_order", "total"):
            assert abs(at[name].item() - exact / (300**2 + 850**2)) < 4 * at[f"{name}_se"].item()
        told = [
            with_error(
                data[name].sel(group=group, wtp=wtp).item(),
                data[f"{name}_se"].sel(group=group, wtp=wtp).item(),
            )
            for wtp in (20_000, 30_000)
            for name in ("first_order", "total")
        ]
        assert " ".join(rows[group]) == " ".join(told)
    together = data.sel(wtp=20_000)
    assert with_error(together["together"].item(), together["together_se"].item()) in " ".join(rows["only"])


def test_every_problem_of_a_design_is_told_at_once(linear_gaussian, tmp_path):
    found = run_with("{name: nested, options: {inputs: [gane], inner: 1}}", tmp_path / "run", linear_gaussian)
    assert found.code == 2
    assert "inputs: `gane` is no uncertain input; did you mean `gain`?" in found.err
    assert "inner: is 1; give a whole number of at least 2" in found.err


def test_each_design_that_shows_something_has_its_table():
    assert set(SENSITIVITY) == set(SENSITIVITY_TABLES)
    assert all(not DESIGNS[name].probability_sample for name in SENSITIVITY)
