"""Standard deviation between studies, as they leave it uncertain: the spread of a random-effects model."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.error import show
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.integrated import Integrated
from distributions.numerics.studies import Studies, spread_of
from distributions.study_rules import ESTIMATES, SCALE, STANDARD_ERRORS, wrong_studies

CONSTRAINTS = {"estimates": ESTIMATES, "standard_errors": STANDARD_ERRORS, "tau_scale": SCALE}


class OfStudies:
    """What families of several studies have in common: the studies, and what they must be."""

    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]
    tau_scale: float

    def relations(self) -> list[str]:
        """There must be two studies or more, with a standard error each, and not too far apart."""
        problems = wrong_studies(estimates=self.estimates, standard_errors=self.standard_errors)
        return problems or too_far_apart(self.studies, self.tau_scale)

    @property
    def studies(self) -> Studies:
        """The studies, ready to be asked."""
        return Studies(self.estimates, self.standard_errors)


@dataclass(frozen=True)
class BetweenSd(OfStudies, SlowFamily):
    """Posterior of tau, the standard deviation between studies, with their mean integrated out.

    Parameters
    ----------
    estimates, standard_errors : sequence of k float
        Of two studies or more.
    tau_scale : float
        Scale of the half-normal prior of tau: its median is 0.67 times that, its 95 % point 1.96 times.

    Notes
    -----
    The density is that of `distributions.numerics.studies`, integrated numerically.

    Examples
    --------
    >>> spread = BetweenSd(estimates=(-0.269, -0.0305), standard_errors=(0.136, 0.084), tau_scale=0.25)
    >>> spread.quantile(np.array([0.025, 0.5, 0.975])).round(3).tolist()
    [0.008, 0.151, 0.497]
    """

    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]
    tau_scale: float

    name: ClassVar[str] = "between_sd"
    constraints: ClassVar = CONSTRAINTS

    @property
    def integrated(self) -> Integrated:
        """The distribution, integrated."""
        known = spread_of(self.studies, self.tau_scale)
        assert known is not None  # `relations` has seen to it
        return known

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self.integrated.lower_quantile(u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self.integrated.upper_quantile(v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return self.integrated.cdf(x)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self.integrated.survival(x)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        return np.exp(self.log_density(x))

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        inside = (x >= 0.0) & np.isfinite(x)
        tau = np.where(inside, x, 0.0)
        likelihood = self.studies.log_likelihood(tau) - 0.5 * np.square(tau / self.tau_scale)
        return np.where(inside, likelihood - self.integrated.log_total, -np.inf)

    @cached_property
    def mean(self) -> Number:
        """Mean, by quadrature."""
        return self.integrated.moment(1)

    @cached_property
    def variance(self) -> Number:
        """Variance, by quadrature."""
        return self.integrated.moment(2, about=float(self.mean))

    @property
    def support(self) -> tuple[Number, Number]:
        """Numbers of at least 0."""
        return 0.0, np.inf


def too_far_apart(studies: Studies, tau_scale: float) -> list[str]:
    """Say that studies contradict each other and a prior so much that nothing can be computed.

    Examples
    --------
    >>> too_far_apart(Studies((0.0, 1.0), (0.1, 0.1)), 0.5)
    []
    """
    if spread_of(studies, tau_scale) is not None:
        return []
    told = ", ".join(map(show, studies.estimates))
    return [
        f"estimates: {told} lie too far apart for their standard errors and tau_scale: {show(tau_scale)}; "
        "check the figures, and that tau_scale is in their unit"
    ]
