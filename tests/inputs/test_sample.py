"""Inputs of any range of draws; one input's draws depend on no other input."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from mcsim.config.input_record import InputRecord
from mcsim.config.load import load
from mcsim.inputs.designs.monte_carlo import MonteCarlo
from mcsim.inputs.sample import frame_of, sampler

DIRICHLET = {"family": "dirichlet", "counts": {"well": 12, "ill": 3, "dead": 2}}


def sampled(evaluation):
    return sampler(evaluation, MonteCarlo(replace(frame_of(evaluation), seed=11)))


@pytest.fixture(scope="module")
def evaluation(peer_support):
    return load(peer_support, {"inputs.training_dropout.distribution": DIRICHLET})


@pytest.fixture(scope="module")
def sample(evaluation):
    return sampled(evaluation)


@pytest.fixture(scope="module")
def whole(sample):
    return sample(0, 20_000)


def with_inputs(evaluation, inputs):
    return sampled(evaluation.model_copy(update={"inputs": inputs}))


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 1), (5, 12), (8191, 8194), (0, 8192), (19_999, 20_000), (4, 4)]
)
def test_a_range_is_a_slice_of_the_whole(start, stop, sample, whole):
    part = sample(start, stop)
    assert list(part) == list(whole) == list(sample.names)
    for name, values in part.items():
        assert values.flags["C_CONTIGUOUS"], name
        assert values.dtype == np.float64, name
        assert values.tobytes() == whole[name][start:stop].tobytes(), name


@pytest.mark.parametrize("change", ["removed", "added", "turned round", "renamed another", "changed another"])
def test_other_inputs_leave_an_inputs_draws_alone(change, evaluation, whole):
    inputs = dict(evaluation.inputs)
    touched = "engagement"
    if change == "removed":
        del inputs[touched]
    if change == "added":
        inputs = {"a_new_one": inputs[touched], **inputs}
    if change == "turned round":
        inputs = dict(reversed(inputs.items()))
    if change == "renamed another":
        inputs = {("uptake" if name == touched else name): record for name, record in inputs.items()}
    if change == "changed another":
        inputs[touched] = inputs["training_dropout"]
    found = with_inputs(evaluation, inputs)(0, 3000)
    alike = [name for name in whole if name in found and name != touched]
    assert len(alike) >= len(whole) - 1
    for name in alike:
        assert found[name].tobytes() == whole[name][:3000].tobytes(), name


def test_the_same_distribution_under_another_name_has_other_draws(evaluation, whole):
    record = evaluation.inputs["engagement"]
    twin = with_inputs(evaluation, {"engagement": record, "twin": record})(0, 20_000)
    assert (twin["engagement"] == whole["engagement"]).all()
    assert abs(np.corrcoef(twin["engagement"], twin["twin"])[0, 1]) < 4 / 20_000**0.5


def test_the_parts_of_a_joint_input_are_columns_that_belong_together(evaluation, whole):
    parts = np.stack([whole[f"training_dropout_{name}"] for name in ("well", "ill", "dead")])
    assert "training_dropout" not in whole
    assert np.abs(parts.sum(axis=0) - 1.0).max() < 1e-12
    family = evaluation.inputs["training_dropout"].family
    error = np.sqrt(np.asarray(family.variance) / parts.shape[1])
    assert (np.abs(parts.mean(axis=1) - [12 / 17, 3 / 17, 2 / 17]) < 4 * error).all()
    # Dirichlet: cov(i, j) = -a_i a_j / (a^2 (a + 1)).
    assert np.cov(parts)[0, 1] == pytest.approx(-12 * 3 / (17**2 * 18), rel=0.1)


def test_the_change_of_prices_multiplies(evaluation, whole):
    name = "peer_hourly_cost"
    unchanged = evaluation.model_copy(update={"price_factors": {}})
    plain = sampled(unchanged)(0, 100)
    assert evaluation.price_factors[name] == pytest.approx(1.0402)
    assert (whole[name][:100] == plain[name] * evaluation.price_factors[name]).all()
    for other in set(plain) - set(evaluation.price_factors):
        assert (whole[other][:100] == plain[other]).all(), other


def test_a_fixed_input_is_the_same_in_every_draw(whole):
    assert set(whole["people_offered"].tolist()) == {300.0}
    assert whole["people_offered"].shape == (20_000,)


def test_the_means_are_those_of_the_distributions(evaluation, whole):
    """Within 4 standard errors; a wrong stream or a wrong factor is far outside."""
    for name, record in evaluation.inputs.items():
        if record.family.components:
            continue
        factor = evaluation.price_factors.get(name, 1.0)
        error = factor * float(np.sqrt(np.asarray(record.family.variance))) / 20_000**0.5
        mean = factor * float(np.asarray(record.family.mean))
        assert abs(whole[name].mean() - mean) <= 4 * error + 1e-12 * abs(mean), name


def test_a_sampler_survives_pickling(sample):
    again = pickle.loads(pickle.dumps(sample))
    assert all((again(3, 9)[name] == values).all() for name, values in sample(3, 9).items())


def test_a_change_of_prices_leaves_the_number_of_a_part_alone(evaluation):
    parts = [{"family": "gamma", "mean": 100, "se": 10}, {"family": "fixed", "value": 7}]
    mixture = {"family": "mixture", "weights": [0.5, 0.5], "parts": parts}
    record = InputRecord(
        distribution=mixture,
        unit="GBP",
        description="Fee",
        source="Made for a test",
        evidence={"status": "judgement", "centre": "judgement"},
    )
    plain, dearer = (
        sampled(evaluation.model_copy(update={"inputs": {"fee": record}, "price_factors": {"fee": factor}}))(
            0, 500
        )
        for factor in (1.0, 1.5)
    )
    assert list(plain) == ["fee", "fee_part"]
    np.testing.assert_array_equal(dearer["fee"], 1.5 * plain["fee"])
    np.testing.assert_array_equal(dearer["fee_part"], plain["fee_part"])
    assert set(plain["fee_part"]) == {0, 1}
