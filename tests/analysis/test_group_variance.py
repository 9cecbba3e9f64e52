"""Shares of variance by groups of inputs, against closed forms and over repetitions."""

import numpy as np
import pytest

from mcsim.analysis.sensitivity.group_variance import group_variance
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes

AT_NOTHING = {"strategy": "new", "wtp": 0.0, "perspective": "health_and_social_care"}


def sampled(benefit, groups, n_samples, seed=1, **distributions):
    """Outcomes of a benefit of normal inputs, the inputs of each group taken from B in turn."""
    rng = np.random.default_rng(seed)
    names = [name for inputs in groups.values() for name in inputs]
    a, b = ({name: rng.normal(size=n_samples) for name in names} for _ in "AB")
    moved = [{name: (b if name in inputs else a)[name] for name in names} for inputs in groups.values()]
    values = np.stack([benefit(**each) for each in (a, b, *moved)], axis=1)
    matrices = ["A", "B", *(f"A_{group}" for group in groups)]
    return as_outcomes(values, matrices)


def as_outcomes(values, matrices):
    cost = np.stack([np.zeros(values.size), -values.ravel()], axis=1)
    data = outcomes(
        cost, np.zeros_like(cost), ["old", "new"], attrs={"design": "groups", "probability_sample": 0}
    )
    places = {
        "sample": ("draw", np.repeat(np.arange(len(values)), len(matrices))),
        "matrix": ("draw", matrices * len(values)),
    }
    return data.assign_coords(places)


def shares(data):
    return group_variance(data, 0.0).sel(AT_NOTHING)


def additive(x, y, z):
    return 100.0 + 3.0 * x + 4.0 * y + 12.0 * z


GROUPS = {"both": ["x", "y"], "alone": ["z"]}
EXACT = {"both": 25 / 169, "alone": 144 / 169}


def test_an_additive_benefit():
    found = shares(sampled(additive, GROUPS, 40_000))
    for group, share in EXACT.items():
        for name in ("first_order", "total"):
            at = found.sel(group=group)
            assert abs(at[name].item() - share) < 4 * at[f"{name}_se"].item(), (group, name)
            assert at[f"{name}_se"].item() < 0.01
    assert abs(found["together"].item()) < 4 * found["together_se"].item()
    assert abs(found["variance"].item() - 169.0) < 4 * found["variance_se"].item()
    # The variance of a square of a normal with standard deviation s is 2 s^4.
    assert found["variance_se"].item() == pytest.approx(169 * (2 / 40_000) ** 0.5, rel=0.05)
    assert found["n_samples"].item() == 40_000


def test_what_inputs_do_only_together():
    """A product of two inputs of mean zero: neither explains anything alone, and each all in all."""
    found = shares(sampled(lambda x, y: x * y, {"x": ["x"], "y": ["y"]}, 40_000))
    for group in ("x", "y"):
        at = found.sel(group=group)
        assert abs(at["first_order"].item()) < 4 * at["first_order_se"].item()
        assert abs(at["total"].item() - 1.0) < 4 * at["total_se"].item()
    assert abs(found["together"].item() - 1.0) < 4 * found["together_se"].item()
    assert found["together_se"].item() < 0.05


def test_one_group_of_all_explains_all_exactly_and_one_that_does_nothing_nothing():
    found = shares(sampled(lambda x, y: x**3 + 1e6, {"all": ["x"], "idle": ["y"]}, 50))
    for name in ("first_order", "total"):
        assert found[name].values.tolist() == [1.0, 0.0]
        assert found[f"{name}_se"].values.tolist() == [0.0, 0.0]
    assert found["together"].item() == 0.0


def test_first_orders_and_totals_of_an_interaction():
    """x + y + 2 x y: variances 1, 1 and 4."""
    found = shares(sampled(lambda x, y: x + y + 2 * x * y, {"x": ["x"], "y": ["y"]}, 100_000))
    for name, exact in {"first_order": 1 / 6, "total": 5 / 6}.items():
        np.testing.assert_array_less(np.abs(found[name] - exact), 4 * found[f"{name}_se"])
    assert abs(found["together"].item() - 4 / 6) < 4 * found["together_se"].item()


def test_standard_errors_are_those_of_repetitions():
    """Over 400 seeds an interval of 1.96 standard errors covers in 95 %, the error of which is 1.1 %."""
    exact = {"first_order": 1 / 6, "total": 5 / 6, "together": 4 / 6, "variance": 6.0}
    groups = {"x": ["x"], "y": ["y"]}
    found = [shares(sampled(lambda x, y: x + y + 2 * x * y, groups, 2_000, seed)) for seed in range(400)]
    for name, value in exact.items():
        estimates = np.stack([each[name].values for each in found])
        errors = np.stack([each[f"{name}_se"].values for each in found])
        covered = (np.abs(estimates - value) < 1.96 * errors).mean(axis=0)
        assert (np.abs(covered - 0.95) < 0.05).all(), (name, covered)
        np.testing.assert_allclose(errors.mean(axis=0), estimates.std(axis=0, ddof=1), rtol=0.15)


def test_inputs_in_no_group_are_given():
    """z is the same in A and B: the variance is that of x and y given z, averaged over z."""
    rng = np.random.default_rng(4)
    x, y, z = rng.normal(size=(3, 2, 60_000))
    z[1] = z[0]
    of = lambda a, b: 10.0 * z[0] + (1 + z[0]) * x[a] + 2.0 * y[b]  # noqa: E731
    found = shares(
        as_outcomes(np.stack([of(0, 0), of(1, 1), of(1, 0), of(0, 1)], axis=1), ["A", "B", "A_x", "A_y"])
    )
    # E (1 + z)^2 = 2 for x, and 4 for y.
    assert abs(found["variance"].item() - 6.0) < 4 * found["variance_se"].item()
    np.testing.assert_array_less(np.abs(found["first_order"] - [2 / 6, 4 / 6]), 4 * found["first_order_se"])


@pytest.mark.parametrize("level", [0.0, 1e6, 0.1])
def test_nothing_varies(level):
    values = np.full((10, 4), level)
    values[::2] += level * 1e-15
    found = shares(as_outcomes(values, ["A", "B", "A_x", "A_y"]))
    assert found["variance"].item() == 0.0
    for name in ("first_order", "total", "together"):
        assert np.isnan(found[name]).all()
        assert np.isnan(found[f"{name}_se"]).all()


def test_the_comparator_has_no_share():
    found = group_variance(sampled(additive, GROUPS, 100), [0.0, 20_000.0])
    assert np.isnan(found["first_order"].sel(strategy="old")).all()
    assert found["first_order"].dims == ("group", "strategy", "wtp", "perspective")
    assert found["together"].dims == ("strategy", "wtp", "perspective")
    assert found["group"].values.tolist() == ["both", "alone"]


def test_a_sample_with_a_draw_missing_is_left_out_and_order_does_not_matter():
    data = sampled(additive, GROUPS, 30)
    missing = data.isel(draw=[at for at in range(120) if at not in (2, 50)])
    kept = data.isel(draw=[at for at in range(120) if at // 4 not in (0, 12)])
    assert shares(missing).equals(shares(kept))
    assert shares(missing)["n_samples"].item() == 28
    turned = shares(kept.isel(draw=np.random.default_rng(1).permutation(112)))
    for name in ("first_order", "total", "together"):
        np.testing.assert_allclose(turned.sel(group=["both", "alone"])[name], shares(kept)[name], rtol=1e-12)


@pytest.mark.parametrize(
    ("matrices", "kept", "says"),
    [
        (["A", "AB_x", "AB_y", "B"], 40, "have the matrices A, AB_x, AB_y, B, not A, B and A with"),
        (["A", "A_x", "A_y", "A_z"], 40, "not A, B and A with each group of inputs"),
        (["A", "B", "A_x", "A_y"], 7, "hold 1 samples of which no draw is missing"),
    ],
)  # fmt: skip
def test_draws_that_give_no_shares(matrices, kept, says):
    data = as_outcomes(np.random.default_rng(1).normal(size=(10, 4)), matrices)
    with pytest.raises(AnalysisError) as raised:
        group_variance(data.isel(draw=slice(kept)))
    assert says in str(raised.value)
