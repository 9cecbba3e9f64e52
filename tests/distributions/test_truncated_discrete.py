"""Truncated and rescaled discrete families: never a value outside the limits, never one lost to rounding."""

import numpy as np
import pytest

from distributions.build import build
from distributions.error import ParameterError
from distributions.table import Discrete, Fixed, MixtureValue, NegativeBinomial, Poisson, Rescaled, Truncated
from distributions.tables.quantile_table import fast_quantile

U = np.array([2.0**-53, 1e-12, 1e-6, 0.1, 0.5, 0.9, 1 - 2.0**-53])
SPREAD = Discrete((0.0, 1e-6, 1e9), (0.5, 0.25, 0.25))
WITHIN = [
    (SPREAD, 1e-6, None),
    (SPREAD, None, 1e-6),
    (Rescaled(SPREAD, -1.0, 0.0), None, -1e-6),
    (Discrete((1.0, 1.0 + 2.0**-52), (0.5, 0.5)), 1.0 + 2.0**-52, None),
    (NegativeBinomial(1e12, 1.0), 5.0, None),
    (Truncated(NegativeBinomial(20.0, 0.5), 7.0, None), 14.0, None),
    (Truncated(Poisson(1e9), None, 1e9 + 7), 1e9 - 7, None),
    (MixtureValue((0.5, 0.5), (Poisson(3.0), Fixed(2.5))), 2.5, 4.0),
    (Rescaled(NegativeBinomial(1e6, 0.5), -3.0, 0.0), None, -30.0),
]


@pytest.mark.parametrize(("parent", "low", "high"), WITHIN, ids=str)
def test_no_value_lies_outside_the_limits(parent, low, high):
    family = Truncated(parent, low, high)
    bounds = (-np.inf if low is None else low), (np.inf if high is None else high)
    for values in (family.quantile(U), fast_quantile(family)(U), np.array(family.support)):
        assert (values >= bounds[0]).all()
        assert (values <= bounds[1]).all()
    assert family.cdf(np.array([np.nextafter(bounds[0], -np.inf)])) == 0


@pytest.mark.parametrize("scale_by", [0.1, -0.1, 3.7e-5, -1 / 3])
def test_a_computed_value_is_within_the_limit_that_it_stands_for(scale_by):
    parent = Rescaled(Poisson(2.5), scale_by, 1.0)
    for k in range(1, 9):
        limit = 1.0 + k * scale_by
        limits = [(np.nextafter(limit, end), None) for end in (-np.inf, np.inf)]
        kept = [Truncated(parent, *each) for each in limits]
        expected = Poisson(2.5).survival(np.array(k - 1)) if scale_by > 0 else Poisson(2.5).cdf(np.array(k))
        assert [float(each.probability) for each in kept] == pytest.approx([float(expected)] * 2, rel=1e-12)


@pytest.mark.parametrize("scale_by", [0.3, -0.3, 7.0, -1e-9])
@pytest.mark.parametrize("shift_by", [0.0, 0.1, -123.456])
def test_every_value_of_a_rescaled_family_is_found_again(scale_by, shift_by):
    parent, k = Poisson(2.5), np.arange(40.0)
    family = Rescaled(parent, scale_by, shift_by)
    y = shift_by + scale_by * k
    below = parent.cdf(k) if scale_by > 0 else parent.survival(k - 1)
    assert family.density(y).tolist() == parent.density(k).tolist()
    assert family.cdf(y).tolist() == below.tolist()
    for step in (-np.inf, np.inf):
        assert (family.density(np.nextafter(y, step)) == 0).all()
        assert family.atom_from(np.nextafter(y, -np.inf)).tolist() == y.tolist()
        assert family.atom_up_to(np.nextafter(y, np.inf)).tolist() == y.tolist()


def test_values_that_become_one_add_up():
    family = Rescaled(Poisson(2.5), 1.0, 2.0**54)
    values = np.concatenate(list(family.atoms(-np.inf, np.inf)))
    assert (np.diff(values) > 0).all()
    assert family.density(values).sum() == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(
    "family",
    [Poisson(3.0), SPREAD, Fixed(2.0), build("bernoulli", {"probability": 0.3}), WITHIN[7][0]],
    ids=str,
)
def test_next_values_on_either_side(family):
    values = np.concatenate(list(family.atoms(-np.inf, 30.0)))
    assert family.atom_from(values).tolist() == family.atom_up_to(values).tolist() == values.tolist()
    assert family.atom_from(np.nextafter(values[:-1], np.inf)).tolist() == values[1:].tolist()
    assert family.atom_up_to(np.nextafter(values[1:], -np.inf)).tolist() == values[:-1].tolist()
    assert family.atom_up_to(np.array([np.nextafter(values[0], -np.inf)])) == -np.inf


def test_ends_and_single_numbers_raise_no_warning():
    mirrored = Rescaled(Truncated(NegativeBinomial(3.0, 10.0), 50.0, None), -1.0, -0.7)
    assert mirrored.cdf(np.array([-np.inf, np.inf])).tolist() == [0, 1]
    mixture = MixtureValue((1.0, 0.0), (Poisson(40.0), Fixed(1.0)))
    assert Truncated(mixture, None, 29.04).support == (0, 29)


def test_limits_that_differ_between_draws_name_the_draw():
    location, low = np.array([0.0, 1.0, 2.0]), np.array([0.0, 90.0, 0.0])
    with pytest.raises(ParameterError) as caught:
        build("normal", {"location": location, "scale": 1.0, "truncate_to": [low, None]})
    (problem,) = caught.value.problems
    assert "[90, inf] in draw 1, counted from 0, has the probability 0 before truncation" in problem
    assert "mean of 1;" in problem
