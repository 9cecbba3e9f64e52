"""`mcsim threshold` as a user types it."""

import pytest

import mcsim as library
from mcsim.report.numbers import with_error
from tests.cli.cli_runner import mcsim


def ask(evaluation, *options):
    return mcsim("threshold", str(evaluation), "--draws", "1000", *options)


def test_what_is_printed(linear_gaussian):
    found = ask(
        linear_gaussian, "--input", "price", "--between", "0", "5000", "--wtp", "30000", "--seed", "3"
    )
    assert found.code == 0, found.err
    expected = library.threshold(linear_gaussian, "price", (0, 5_000), wtp=30_000, draws=1000, seed=3)
    for name in ("threshold", "base", "inmb_at_lower", "inmb_at_upper"):
        assert with_error(expected[name].item(), expected[f"{name}_se"].item()) in found.out
    for words in (
        "programme against usual care, health and social care, at £30,000 per QALY; 1,000 draws",
        "threshold of price", "INMB at 5,000", "GBP per person",
        "worth it below the threshold, between 0 and 5,000",
    ):  # fmt: skip
        assert words in found.out


def test_where_there_is_none(linear_gaussian):
    found = ask(linear_gaussian, "--input", "price", "--between", "0", "10")
    assert found.code == 0, found.err
    assert "threshold of price" in found.out
    assert "none" in found.out
    assert "worth it over the whole range, between 0 and 10" in found.out


def test_overrides_reach_the_evaluation(linear_gaussian):
    options = ("--input", "price", "--between", "0", "5000")
    changed = ("--set", "inputs.gain.distribution={family: fixed, value: 0.05}")
    found = ask(linear_gaussian, *options, *changed)
    assert "1,000 (0)" in found.out


def test_draws_that_failed_are_told(peer_support):
    options = ("--input", "readmission_relative_risk", "--between", "0.5", "2.5")
    refused = ask(peer_support, *options)
    assert refused.code == 1
    assert "narrow `between` to leave that out" in refused.err
    spared = ask(peer_support, *options, "--set", "settings.max_failed_share=0.9")
    assert spared.code == 0, spared.err
    assert "draws failed in the range, and the figures describe the others only" in spared.out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--input", "prize", "--between", "0", "1"), "did you mean `price`?"),
        (("--input", "price", "--between", "2", "1"), "between: begins with 2"),
        (("--input", "price", "--between", "nan", "1"), "between: is "),
        (("--input", "price", "--between", "0", "1", "--wtp", "inf"), "wtp: is inf"),
        (("--input", "price", "--between", "0"), "--between"),
        (("--between", "0", "1"), "--input"),
        (("--input", "price", "--between", "0", "1", "--strategy", "x"), "strategy: x is no strategy"),
        (("--input", "price", "--between", "0", "1", "--set", "x"), "--set x: is no key=value"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(options, says, linear_gaussian):
    found = ask(linear_gaussian, *options)
    assert found.code == 2
    assert says in found.err
    assert "Traceback" not in found.err
    assert "fault of mcsim" not in found.err
