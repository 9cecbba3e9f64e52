"""Thresholds against the closed form of a linear model, and what cannot be asked."""

import numpy as np
import pytest

import mcsim
from mcsim.errors import AnalysisError, RunError
from mcsim.evaluation.held import held_sampler
from mcsim.evaluation.prepare import prepare
from tests.evaluation.user_models import write_evaluation

WTP = 20_000.0
SHOCK = {
    "distribution": {"family": "lognormal", "mean": 1, "se": 0.2},
    "unit": "ratio",
    "description": "What all costs share",
    "source": "No source; a test",
    "evidence": {"status": "judgement", "centre": "judgement"},
}
FEE = SHOCK | {
    "distribution": {"family": "gamma", "mean": 100, "se": 30},
    "unit": "GBP per person",
    "price_year": "2024/25",
    "multiplied_by": "shock",
}
PARTS = [{"family": "fixed", "value": 0}, {"family": "normal", "mean": 0.05, "se": 0.01}]
MIXTURE = {"family": "mixture", "weights": [0.5, 0.5], "parts": PARTS}


def figures(found):
    return {str(name): float(value) for name, value in found.data_vars.items()}


def drawn(evaluation):
    return mcsim.run(evaluation, jobs=1).inputs


def linear(folder, inputs, coefficients=None, **changes):
    """The linear evaluation with further inputs, which cost as much as `coefficients` say."""
    costs = {"usual_care": {}, "programme": {"price": 1.0} | (coefficients or {})}
    added = {f"inputs.{name}": record for name, record in inputs.items()}
    return mcsim.load(folder, {"model.options.cost": costs, "settings.draws": 2_000, **added, **changes})


def test_the_closed_form_of_a_linear_model(linear_gaussian):
    evaluation = mcsim.load(linear_gaussian)
    inputs = drawn(evaluation)
    gain, price = inputs["gain"].values, inputs["price"].values
    found = mcsim.threshold(evaluation, "price", (0, 5_000))
    n = gain.size
    expected = {
        "threshold": WTP * gain.mean(),
        "threshold_se": WTP * gain.std(ddof=1) / n**0.5,
        "base": price.mean(),
        "base_se": price.std(ddof=1) / n**0.5,
        "inmb_at_lower": WTP * gain.mean(),
        "inmb_at_lower_se": WTP * gain.std(ddof=1) / n**0.5,
        "inmb_at_upper": WTP * gain.mean() - 5_000,
        "inmb_at_upper_se": WTP * gain.std(ddof=1) / n**0.5,
        "n_crossings": 1,
    }
    assert figures(found) == pytest.approx(expected, rel=1e-6)
    other = mcsim.threshold(evaluation, "gain", (-1.0, 1.0), wtp=50_000)
    assert other["threshold"].item() == pytest.approx(price.mean() / 50_000, rel=1e-6)
    assert other["threshold_se"].item() == pytest.approx(price.std(ddof=1) / n**0.5 / 50_000, rel=1e-6)
    assert [each.attrs["found"] for each in (found, other)] == [
        "worth it below the threshold",
        "worth it above the threshold",
    ]


def test_the_standard_error_is_that_of_repetitions(linear_gaussian):
    """How far thresholds of 80 seeds lie apart: its own relative error is 1 / sqrt(2 * 79), or 8 %.

    The slope differs from sample to sample: the threshold is a ratio of means.
    """
    evaluation = linear(linear_gaussian, {"shock": SHOCK, "fee": FEE}, {"fee": 1.0})
    found = [
        figures(mcsim.threshold(evaluation, "shock", (0, 10), draws=300, seed=seed)) for seed in range(80)
    ]
    apart = np.std([each["threshold"] for each in found], ddof=1)
    told = np.mean([each["threshold_se"] for each in found])
    assert told / apart == pytest.approx(1.0, abs=3 * 0.08)


def test_a_relative_risk_of_the_shipped_evaluation(peer_support):
    """docs/evaluations/peer_support.md: it breaks even at £20,000 at a relative risk of 0.92."""
    found = mcsim.threshold(peer_support, "readmission_relative_risk", (0.6, 1.2))
    assert f"{found['threshold'].item():.2f}" == "0.92"
    held = {
        "inputs.readmission_relative_risk.distribution": {
            "family": "fixed",
            "value": found["threshold"].item(),
        }
    }
    net = mcsim.net_benefit(mcsim.run(mcsim.load(peer_support, held), jobs=1).outcomes, wtp=[WTP])
    there = net.sel(strategy="peer_support", wtp=WTP).isel(perspective=0)
    assert abs(there["inmb"].item()) < 0.01
    assert found.attrs["strategy"] == "peer_support"
    assert found.attrs["perspective"] == "health_and_social_care"
    assert found["threshold"].attrs["units"] == found.attrs["units"] == "ratio"


def test_money_of_another_year_is_in_the_prices_of_the_evaluation(linear_gaussian, root):
    index = str(root / "configs" / "prices" / "nhs_cost_inflation.yaml")
    evaluation = mcsim.load(
        linear_gaussian, {"settings.price_index": index, "inputs.price.price_year": "2019/20"}
    )
    factor = evaluation.price_factors["price"]
    assert factor > 1.1
    now, then = (
        mcsim.threshold(each, "price", (0, 5_000)) for each in (mcsim.load(linear_gaussian), evaluation)
    )
    assert then["threshold"].item() == now["threshold"].item()
    assert then["base"].item() == pytest.approx(factor * now["base"].item())
    assert then.attrs["price_year"] == "2024/25"


def test_what_an_input_is_multiplied_by_is_a_part_of_its_value(linear_gaussian):
    evaluation = linear(linear_gaussian, {"shock": SHOCK, "fee": FEE}, {"fee": 1.0})
    inputs = drawn(evaluation)
    found = mcsim.threshold(evaluation, "fee", (0, 2_000))
    expected = (WTP * inputs["gain"] - inputs["price"]).mean().item()
    assert found["threshold"].item() == pytest.approx(expected, rel=1e-6)
    assert found["base"].item() == pytest.approx(inputs["fee"].mean().item())


def test_inputs_that_an_input_multiplies_or_that_refer_to_it_follow(linear_gaussian):
    bill = FEE | {"distribution": {"family": "normal", "mean": {"input": "level"}, "se": 10}}
    level = {key: value for key, value in FEE.items() if key != "multiplied_by"}
    evaluation = linear(
        linear_gaussian, {"shock": SHOCK, "level": level, "bill": bill, "fee": FEE}, {"fee": 1.0, "bill": 1.0}
    )
    inputs = drawn(evaluation)
    by_shock = mcsim.threshold(evaluation, "shock", (0, 5))["threshold"].item()
    margin = WTP * inputs["gain"] - inputs["price"]
    costs = ((inputs["fee"] + inputs["bill"]) / inputs["shock"]).mean()
    assert by_shock == pytest.approx((margin.mean() / costs).item(), rel=1e-6)
    by_level = mcsim.threshold(evaluation, "level", (0, 1_000))["threshold"].item()
    beyond = inputs["bill"] - inputs["level"] * inputs["shock"]
    expected = (margin - inputs["fee"] - beyond).mean() / inputs["shock"].mean()
    assert by_level == pytest.approx(expected.item(), rel=1e-6)


@pytest.mark.parametrize("design", ["monte_carlo", "sobol", "halton"])
def test_every_other_input_is_drawn_as_it_is(design, linear_gaussian):
    linked = [{"inputs": ["price", "gain"], "kind": "spearman", "correlations": 0.6, "source": "s"}]
    evaluation = mcsim.load(linear_gaussian, {"dependence": linked, "settings.design": design})
    prepared = prepare(evaluation)
    plain, held = prepared.work.source(0, 500), held_sampler(prepared, "price", 3.0)(0, 500)
    assert held["gain"].tobytes() == plain["gain"].tobytes()
    assert (held["price"] == 3.0).all()
    found = mcsim.threshold(evaluation, "price", (0, 5_000), draws=4096)
    gain = drawn(
        mcsim.load(linear_gaussian, {"settings.design": design, "settings.draws": 4096, "dependence": linked})
    )["gain"]
    assert found["threshold"].item() == pytest.approx(WTP * gain.mean().item(), rel=1e-6)
    if design != "monte_carlo":
        assert found["threshold_se"].item() < 0.2 * WTP * 0.0425 / 4096**0.5


@pytest.mark.parametrize(
    ("between", "said"),
    [((0, 500), "worth it over the whole range"), ((1_500, 2_000), "nowhere in the range")],
)
def test_where_there_is_none(between, said, linear_gaussian):
    found = mcsim.threshold(linear_gaussian, "price", between)
    assert found.attrs["found"] == said
    assert np.isnan([found["threshold"].item(), found["threshold_se"].item()]).all()
    assert found["n_crossings"].item() == 0
    assert (found["inmb_at_lower"].item() > 0) == said.startswith("worth it")


TWICE = """
    def evaluate(self, inputs, settings, draws):
        price = inputs["price"]
        cost = np.zeros((price.size, 2, 3))
        cost[:, 1] = -((price - 300.0) * (price - 700.0))[:, np.newaxis] * np.array([1.0, 0.0, -1.0])
        effect = np.zeros((price.size, 2, 3))
        effect[:, 1, 1] = 1.0
        return {"cost": cost, "effect": effect}
"""


def test_of_several_the_one_nearest_the_lower_end(tmp_path):
    folder = write_evaluation(tmp_path / "twice", "model_passing_nil_twice", TWICE)
    found = mcsim.threshold(folder, "price", (0, 1_000))
    assert found["threshold"].item() == pytest.approx(300.0, abs=1e-3)
    assert found["n_crossings"].item() == 2
    assert found.attrs["found"] == "worth it below the threshold"
    assert found["inmb_at_lower"].item() == pytest.approx(210_000)
    # Benefit does not depend on the other draws here, so that the threshold is known without error.
    assert found["threshold_se"].item() == 0.0
    society = mcsim.threshold(folder, "price", (0, 1_000), perspective="societal")
    assert society["threshold"].item() == pytest.approx(300.0, abs=1e-3)
    assert society.attrs["found"] == "worth it above the threshold"
    flat = mcsim.threshold(folder, "price", (0, 1_000), perspective="public_sector")
    assert flat.attrs["found"] == "worth it over the whole range"
    at_end = mcsim.threshold(folder, "price", (300, 600))
    assert at_end["threshold"].item() == 300.0


def test_the_same_however_it_is_run(peer_support):
    asked = {"input": "peer_hourly_cost", "between": (10, 200), "draws": 9_000}
    one, two = (figures(mcsim.threshold(peer_support, **asked, jobs=jobs)) for jobs in (1, 2))
    assert one == two


WRONG = [
    ({"input": "prize"}, {}, "input: 'prize' is no input of this evaluation; did you mean `price`?"),
    ({"between": (1, 1)}, {}, "between: begins with 1, which is not below 1; give two numbers, the lower"),
    ({"between": (0, np.inf)}, {}, "between: is "),
    ({"between": 5}, {}, "between: is 5; give two numbers, the lower first, as in (0.5, 1.5)"),
    ({"wtp": -1}, {}, "wtp: is -1; give one finite value of at least 0"),
    ({"wtp": [20_000, 30_000]}, {}, "wtp: is [20000, 30000]; give one finite value"),
    ({"strategy": "usual_care"}, {}, "strategy: usual_care is the comparator"),
    ({"strategy": "program"}, {}, "strategy: program is no strategy of this evaluation; did you mean `progr"),
    ({"perspective": "martian"}, {}, "perspective: martian is no perspective of this evaluation; known: h"),
    ({}, {"settings.design": "saltelli"}, "settings.design: saltelli is no probability sample"),
    ({"input": "gain_part"}, {"inputs.gain.distribution": MIXTURE}, "gain_part is a label"),
    (
        {"input": "gain"},
        {"inputs.gain.distribution": MIXTURE, "inputs.gain.structures": ["none", "some"]},
        "gain chooses between structures (none, some)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "changes", "says"), WRONG)
def test_what_cannot_be_asked(asked, changes, says, linear_gaussian):
    evaluation = mcsim.load(linear_gaussian, {"settings.draws": 100, **changes})
    with pytest.raises(AnalysisError) as raised:
        mcsim.threshold(evaluation, **{"input": "price", "between": (0, 5_000)} | asked)
    assert len(raised.value.problems) == 1
    assert says in str(raised.value)


def test_everything_that_is_wrong_is_told_at_once(linear_gaussian):
    with pytest.raises(AnalysisError) as raised:
        mcsim.threshold(linear_gaussian, "prize", (2, 1), wtp=-1, strategy="x", perspective="y")
    assert [each.place for each in raised.value.problems] == [
        "input",
        "between",
        "wtp",
        "strategy",
        "perspective",
    ]


def test_scalars_of_a_joint_family(linear_gaussian):
    row = SHOCK | {"distribution": {"family": "dirichlet", "counts": {"well": 8, "ill": 2}}}
    evaluation = linear(linear_gaussian, {"row": row}, {"row_well": 1.0})
    for name, says in {
        "row_well": "one of several scalars of `row`, which are drawn together; name an input of one scalar",
        "row": "row is several scalars that are drawn together (row_well, row_ill)",
    }.items():
        with pytest.raises(AnalysisError) as raised:
            mcsim.threshold(evaluation, name, (0, 1))
        assert says in str(raised.value)


def test_a_mixture_without_structures_is_an_input_like_any_other(linear_gaussian):
    evaluation = mcsim.load(linear_gaussian, {"inputs.gain.distribution": MIXTURE})
    found = mcsim.threshold(evaluation, "gain", (0, 1))
    assert found["threshold"].item() == pytest.approx(
        drawn(evaluation)["price"].mean().item() / WTP, rel=1e-6
    )


def test_several_strategies(linear_gaussian):
    costs = {"usual_care": {}, "programme": {"price": 1.0}, "more": {"price": 3.0}}
    effects = {"usual_care": {}, "programme": {"gain": 1.0}, "more": {"gain": 2.0}}
    options = {"model.options.cost": costs, "model.options.effect": effects}
    evaluation = mcsim.load(linear_gaussian, options)
    with pytest.raises(
        AnalysisError, match="is missing, and several are compared with usual_care; name one of p"
    ):
        mcsim.threshold(evaluation, "price", (0, 5_000))
    gain = drawn(evaluation)["gain"].mean().item()
    found = mcsim.threshold(evaluation, "price", (0, 5_000), strategy="more")
    assert found["threshold"].item() == pytest.approx(WTP * 2 * gain / 3, rel=1e-6)


def test_values_that_the_model_makes_no_sense_of(peer_support):
    with pytest.raises(AnalysisError) as raised:
        mcsim.threshold(peer_support, "engagement", (-0.5, 2.0))
    assert str(raised.value).count("where the model makes no sense: engagement lies in [0, 1]") == 2


def test_values_that_move_another_input_outside(tmp_path):
    folder = write_evaluation(tmp_path / "moved", "model_moved_outside")
    text = (folder / "inputs.yaml").read_text()
    shared = text.replace("alpha: 2, beta: 5", "alpha: 2, beta: {input: other}") + text.split("price:")[
        0
    ].replace("uptake:", "other:").replace("{family: beta, alpha: 2, beta: 5}", "{family: fixed, value: 5}")
    shared = shared.replace("{family: gamma, mean: 500, se: 100}", "{family: fixed, value: {input: other}}")
    (folder / "inputs.yaml").write_text(shared)
    with pytest.raises(AnalysisError, match=r"other at -3 moves price outside \[0, inf\)"):
        mcsim.threshold(folder, "other", (-3, 10))


def test_draws_that_the_model_refuses(peer_support):
    asked = {"input": "readmission_relative_risk", "between": (0.5, 3.0), "draws": 2_000}
    with pytest.raises(RunError) as raised:
        mcsim.threshold(peer_support, **asked)
    assert "draws failed with readmission_relative_risk at 2.16667, and 0 of 2000 may" in str(raised.value)
    assert "narrow `between`" in str(raised.value)
    assert "probability of readmission above 1" in str(raised.value)
    spared = mcsim.threshold(mcsim.load(peer_support, {"settings.max_failed_share": 0.99}), **asked)
    assert spared["threshold"].item() == pytest.approx(0.92, abs=0.02)
    assert spared.attrs["n_quarantined"] > 1_500


def test_an_idle_input(peer_support):
    evaluation = mcsim.load(peer_support, {"model.options.without": ["wellbeing"]})
    with pytest.raises(AnalysisError, match="wellbeing_effect is idle: what needs it is switched off"):
        mcsim.threshold(evaluation, "wellbeing_effect", (0, 1))
