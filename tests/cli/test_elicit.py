"""`mcsim elicit` as a user types it: what it prints and writes, and one clear line for every mistake."""

import numpy as np
import pytest
import yaml

from distributions.build import build
from distributions.error import ParameterError
from distributions.mixture_value import MixtureValue
from tests.cli.cli_runner import mcsim

GOOD = """\
title: An exercise
quantity: uptake
unit: share
family: beta
min: 0
max: 1
pool: {method: linear}
experts:
  A: {quantiles: {0.05: 0.02, 0.5: 0.07, 0.95: 0.2}, weight: 1, note: why}
  B:
    quantiles: {0.1: 0.05, 0.9: 0.3}
    weight: 3
"""


@pytest.fixture
def elicit(tmp_path):
    """Run the command on a text, with any other options."""

    def run(text, *options):
        file = tmp_path / "uptake.yaml"
        file.write_text(text)
        return mcsim("elicit", str(file), "--output", str(tmp_path / "out"), *options)

    return run


def pasted(found):
    """The entry for inputs.yaml that was printed."""
    text = found.out.split("pool):\n", 1)[1].split("written:")[0]
    return yaml.safe_load(text)


def test_the_shipped_example_runs(root, tmp_path):
    found = mcsim(
        "elicit", str(root / "configs/elicitation/admission_reduction.yaml"), "--output", str(tmp_path)
    )
    assert found.code == 0, found.err
    assert "Example" in found.out
    assert "warning: A: quantiles: a poor fit" in found.out
    assert (tmp_path / "elicitation.png").read_bytes().startswith(b"\x89PNG")


def test_prints_experts_pools_and_an_input(elicit, tmp_path):
    found = elicit(GOOD)
    assert found.code == 0, found.err
    assert found.err == ""
    for words in ("0.05: 0.02, 0.5: 0.07, 0.95: 0.2", "linear (chosen)", "logarithmic ", "0.000 at 0.1"):
        assert words in found.out
    entry = pasted(found)["uptake"]
    assert entry == yaml.safe_load((tmp_path / "out" / "input.yaml").read_text())["uptake"]
    assert entry["distribution"]["family"] == "mixture"
    assert entry["distribution"]["weights"] == [0.25, 0.75]
    assert (entry["unit"], entry["description"]) == ("share", "uptake")
    assert "2 experts, linear pool" in entry["source"]
    parts = [build(part.pop("family"), part) for part in entry["distribution"]["parts"]]
    pool = MixtureValue((0.25, 0.75), tuple(parts))
    low, median, high = pool.quantile(np.array([0.025, 0.5, 0.975]))
    row = next(line for line in found.out.splitlines() if line.startswith("linear (chosen)"))
    shown = [float(word) for word in row.replace("linear (chosen)", "").replace(" to ", " ").split()]
    assert shown == pytest.approx([pool.mean, pool.variance**0.5, median, low, high], rel=1e-3)


def test_the_logarithmic_pool_is_pasted_as_its_family(elicit):
    found = elicit(GOOD.replace("{method: linear}", "logarithmic"))
    assert found.code == 0, found.err
    stated = pasted(found)["uptake"]["distribution"]
    parts = [build(part.pop("family"), part) for part in stated["parts"]]
    pool = build(stated["family"], {"weights": stated["weights"], "parts": parts})
    # A pool of betas is a beta.
    alpha, beta = np.dot([0.25, 0.75], [(part.alpha, part.beta) for part in parts])
    assert pool.mean == pytest.approx(alpha / (alpha + beta))
    row = next(line for line in found.out.splitlines() if line.startswith("logarithmic (chosen)"))
    assert float(row.split()[2]) == pytest.approx(alpha / (alpha + beta), rel=1e-3)


def test_one_expert_is_no_pool(elicit):
    found = elicit(GOOD[: GOOD.index("  B:")])
    assert found.code == 0, found.err
    entry = pasted(found)["uptake"]
    assert entry["distribution"]["family"] == "beta"
    assert "one expert" in entry["source"]


def test_experts_as_far_apart_as_can_be_still_have_both_pools(elicit):
    far = "title: t\nquantity: q\nunit: u\nexperts:\n"
    far += "  A: {family: beta, quantiles: {0.1: 0.2, 0.9: 0.3}}\n"
    far += "  B: {family: lognormal, quantiles: {0.1: 1.0e+30, 0.9: 1.1e+30}}\n"
    found = elicit(far)
    assert found.code == 0, found.err
    row = next(line for line in found.out.splitlines() if line.startswith("logarithmic"))
    assert 0.9 < float(row.split()[1]) < 1


def test_sure_experts_far_apart_have_a_linear_pool_alone(elicit):
    sure = "title: t\nquantity: q\nunit: u\nfamily: normal\nexperts:\n"
    sure += "  A: {quantiles: {0.05: 0, 0.95: 0.001}}\n  B: {quantiles: {0.05: 1.0e+6, 0.95: 1000001}}\n"
    found = elicit(sure)
    assert found.code == 0, found.err
    assert "no logarithmic pool: parts: they are too far apart to be multiplied" in found.out


@pytest.mark.parametrize("method", ["linear", "logarithmic"])
def test_experts_who_exclude_each_other_have_no_logarithmic_pool(method, elicit, monkeypatch):
    def refuse(*arguments):
        raise ParameterError(["parts: no value is possible under all of them"])

    monkeypatch.setattr("mcsim.inputs.elicited.LogarithmicPool", refuse)
    found = elicit(GOOD.replace("linear", method))
    if method == "linear":
        assert found.code == 0, found.err
        assert "no logarithmic pool: parts: no value is possible" in found.out
    else:
        assert found.code == 2
        assert "uptake.yaml pool.method: logarithmic is not possible" in found.err


def test_quiet_prints_nothing_and_writes_all(elicit, tmp_path):
    found = elicit(GOOD, "--quiet")
    assert (found.code, found.out, found.err) == (0, "", "")
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"elicitation.png", "input.yaml"}


def test_default_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uptake.yaml").write_text(GOOD)
    assert mcsim("elicit", "uptake.yaml", "--quiet").code == 0
    assert (tmp_path / "runs" / "elicitation" / "uptake" / "elicitation.png").exists()


A = "{quantiles: {0.05: 0.02, 0.5: 0.07, 0.95: 0.2}, weight: 1, note: why}"
MISTAKES = {
    "no title": ("title: An exercise\n", "", ("title", "is missing")),
    "unknown key": ("min: 0", "minn: 0", ("minn", "did you mean `min`")),
    "unknown key of an expert": ("weight: 3", "wieght: 3", ("experts.B.wieght", "did you mean `weight`")),
    "weight of nothing": ("weight: 3", "weight: 0", ("experts.B.weight", "greater than 0")),
    "unknown family": ("family: beta", "family: bta", ("family: 'bta'", "did you mean `beta`")),
    "family without quantiles": (
        "family: beta",
        "family: uniform",
        ("family: 'uniform'", "fitted to quantiles"),
    ),
    "unknown pool": ("linear", "average", ("pool.method", "'average'", "logarithmic")),
    "percentages": ("0.1: 0.05", "10: 0.05", (":11 experts.B.quantiles", "between 0 and 1")),
    "quantiles that fall": ("0.5: 0.07", "0.5: 0.01", (":9 experts.A.quantiles", "rise")),
    "one quantile": ("0.1: 0.05, 0.9: 0.3", "0.1: 0.05", ("experts.B.quantiles", "two or more")),
    "a probability twice": ("0.9: 0.3", "0.1: 0.3", ("experts.B.quantiles.0.1", "stands twice")),
    "value outside the family": ("0.9: 0.3", "0.9: 3", ("experts.B.quantiles", "between 0 and 1")),
    "below zero": (
        "0.1: 0.05, 0.9: 0.3}",
        "0.1: -0.1, 0.9: 3}\n    family: lognormal",
        ("experts.B.quantiles", "{0.1: -0.1, 0.9: 3} must", "greater than 0"),
    ),
    "nothing at all": (GOOD, "# nothing\n", ("is empty; give a file of experts' quantiles",)),
    "limits turned": ("max: 1", "max: -1", ("min 0 must be below max -1",)),
    "beyond a limit": ("family: beta", "family: normal", ("experts.A.quantiles", "below min: 0")),
    "best of two": (
        "0.9: 0.3}",
        "0.9: 0.3}\n    family: best",
        ("experts.B.quantiles", "every family meets two"),
    ),
    "no fit": ("0.1: 0.05, 0.9: 0.3", "0.25: 0.1, 0.5: 0.11, 0.75: 0.9", ("experts.B", "no beta", "0.11")),
    "expert is a number": (
        "{quantiles: {0.05: 0.02, 0.5: 0.07, 0.95: 0.2}, weight: 1, note: why}",
        "7",
        ("experts.A",),
    ),
    "broken yaml": ("experts:", "experts: [", ("no valid YAML",)),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_once_and_clearly(name, elicit, tmp_path):
    old, new, says = MISTAKES[name]
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if name == "beyond a limit":
        text = text.replace("    weight: 3", "    weight: 3\n    family: beta")
    found = elicit(text)
    assert found.code == 2, found.out
    assert "Traceback" not in found.err + found.out
    assert len(found.err.strip().splitlines()) == 1, found.err
    assert "uptake.yaml" in found.err
    for words in says:
        assert words in found.err
    assert not (tmp_path / "out").exists()


def test_all_mistakes_are_told_at_once(elicit):
    text = (
        GOOD.replace("unit: share\n", "").replace("0.5: 0.07", "0.5: 0.01").replace("weight: 3", "weight: x")
    )
    found = elicit(text)
    assert found.code == 2
    assert len(found.err.strip().splitlines()) == 3


def test_places_that_cannot_be_read_or_written(elicit, tmp_path):
    for path in ("no_such.yaml", str(tmp_path)):
        found = mcsim("elicit", path)
        assert found.code == 2
        assert "cannot be read" in found.err
    (tmp_path / "uptake.yaml").write_text(GOOD)
    found = mcsim("elicit", str(tmp_path / "uptake.yaml"), "--output", "/dev/null/deeper")
    assert found.code == 2
    assert "cannot be written to" in found.err


def test_check_says_what_was_assumed(linear_gaussian, tmp_path):
    for name in ("evaluation.yaml", "inputs.yaml"):
        (tmp_path / name).write_text((linear_gaussian / name).read_text())
    inputs = tmp_path / "inputs.yaml"
    plain = mcsim("check", str(tmp_path))
    assert "worth knowing" not in plain.out
    data = yaml.safe_load(inputs.read_text())
    first = next(iter(data))
    data[first]["distribution"] = {"family": "normal", "median": 2, "iqr": [1, 4]}
    second = list(data)[1]
    data[second]["distribution"] = {"family": "normal", "quantiles": {0.05: 1, 0.95: 4}}
    inputs.write_text(yaml.safe_dump(data))
    found = mcsim("check", str(tmp_path))
    assert found.code == 0, found.err
    assert f"{first}: quantiles: a poor fit" in found.out
    assert "normal: quantiles {0.05: 1, 0.95: 4}" in found.out
    assert f"{first}: iqr: taken as uncertainty" in found.out
