"""Random effects: the mean of several published studies that may differ, and how much they do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from distributions.between_sd import BetweenSd, too_far_apart
from distributions.error import show
from distributions.family import Array, Family, Quantile, SlowFamily
from distributions.fixed import Fixed
from distributions.joint import JointFamily
from distributions.lognormal import Lognormal
from distributions.normal import Normal
from distributions.numerics.studies import Studies
from distributions.pooled_mean import PooledMean
from distributions.published.studies import random_effects_from_ratios
from distributions.study_rules import (
    DIFFERENCE,
    ESTIMATES,
    MEASURE,
    RATIO,
    STANDARD_ERRORS,
    TAU,
    TAU_SCALE,
    wrong_spread,
    wrong_studies,
)

_SMALLEST_U = 2.0**-53  # that a design hands out
_FARTHEST_DRAW = 8.3  # -Phi^-1 of it
_LARGEST_LOGARITHM = 700.0  # exp overflows at 709.8


@dataclass(frozen=True)
class RandomEffects(JointFamily):
    """Bayesian random-effects meta-analysis of published estimates.

    y_i ~ N(mu + eta_i, s_i^2), eta_i ~ N(0, tau^2). A draw holds `mean`, the mean mu of all sites that there
    might be, and `between_sd`, the standard deviation tau between sites, so that the value of knowing either
    can be computed. A site that was not studied has mean + between_sd z, z standard normal; where ratios are
    pooled, mean exp(between_sd z).

    Parameters
    ----------
    estimates, standard_errors : sequence of k float
        Of two studies or more, any unit; with measure ratio of the logarithms of ratios.
    tau_scale : float, optional
        Scale of the half-normal prior of tau, in the unit of the estimates. Two studies say little about tau;
        what is believed of it is for the user to state.
    tau : float, optional
        In place of `tau_scale` where tau is taken for known; 0 is the common-effect model.
    measure : str, optional
        difference, or ratio: `mean` is then exp(mu), and `between_sd` still that of logarithms.

    Notes
    -----
    mu is flat beforehand. The first uniform gives tau from its posterior, with mu integrated out; the second
    mu given tau, which is normal with precision sum 1 / (s_i^2 + tau^2). With tau known there is no first.
    See `distributions.numerics.studies` for the source.

    Examples
    --------
    >>> effect = RandomEffects((-0.269, -0.0305), (0.136, 0.084), tau=0.125)
    >>> effect.components, effect.mean.round(5).tolist(), np.sqrt(effect.variance).round(5).tolist()
    (('mean', 'between_sd'), [-0.12573, 0.125], [0.11672, 0.0])
    >>> unsure = RandomEffects((-0.269, -0.0305), (0.136, 0.084), tau_scale=0.25)
    >>> unsure.quantile(np.array([[0.5, 0.5]])).round(3).tolist()
    [[-0.131, 0.151]]
    """

    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]
    tau_scale: float | None = None
    tau: float | None = None
    measure: str = DIFFERENCE

    name: ClassVar[str] = "random_effects"
    constraints: ClassVar = {
        "estimates": ESTIMATES,
        "standard_errors": STANDARD_ERRORS,
        "tau_scale": TAU_SCALE,
        "tau": TAU,
        "measure": MEASURE,
    }
    summaries: ClassVar = (random_effects_from_ratios,)
    either: ClassVar = ("tau_scale", "tau")

    def relations(self) -> list[str]:
        """Say whether the studies go together, and what is known of the spread between them."""
        problems = wrong_studies(estimates=self.estimates, standard_errors=self.standard_errors)
        problems += wrong_spread("estimates", self.tau_scale, self.tau)
        if not problems and self.tau_scale is not None:
            problems = too_far_apart(self.studies, self.tau_scale)
        return problems or self._too_large()

    def _too_large(self) -> list[str]:
        """Say that a draw of a ratio may be larger than a float64 holds."""
        if self.measure != RATIO:
            return []
        widest = self.tau if self._between is None else self._between.upper_quantile(np.array(_SMALLEST_U))
        variance = float(self.studies.pooled(np.asarray(widest))[1])
        middle = max(map(abs, self.estimates))
        farthest = middle + _FARTHEST_DRAW * variance**0.5
        if self._between is None:  # and so a lognormal, whose variance has to be a number too
            farthest = max(farthest, 2.0 * (middle + variance))
        if farthest <= _LARGEST_LOGARITHM:
            return []
        told = ", ".join(map(show, self.estimates))
        return [
            f"estimates: {told} give ratios too large or too small for a computer's numbers; with measure: "
            "ratio they are logarithms of ratios, to which standard_errors, tau_scale and tau belong"
        ]

    @property
    def n_uniforms(self) -> int:
        """Two, for tau and for the mean given it; one where tau is known."""
        return 2 if self.tau is None else 1

    @property
    def components(self) -> tuple[str, ...]:
        """The pooled mean, and the standard deviation between the sites."""
        return ("mean", "between_sd")

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """The first uniform moves the spread, the second the mean given it."""
        mean = ("mean given between_sd", 0)
        return (("between_sd", 1), mean) if self.tau is None else (mean,)

    @property
    def studies(self) -> Studies:
        """The studies, ready to be asked."""
        return Studies(self.estimates, self.standard_errors)

    @cached_property
    def _between(self) -> BetweenSd | None:
        if self.tau_scale is None:
            return None
        return BetweenSd(self.estimates, self.standard_errors, self.tau_scale)

    @cached_property
    def margins(self) -> tuple[Family, ...]:
        """Distributions of the pooled mean and of the spread alone."""
        if self._between is None:
            return self._mean_given_tau, Fixed(float(self.tau or 0.0))
        mean = PooledMean(self.estimates, self.standard_errors, self._between.tau_scale, self.measure)
        return mean, self._between

    @property
    def _mean_given_tau(self) -> Family:
        mean, variance = (float(each) for each in self.studies.pooled(np.asarray(self.tau)))
        return (Lognormal if self.measure == RATIO else Normal)(mean, variance**0.5)

    def quantile(self, u: Array) -> Array:
        """Means and spreads at uniforms `u`, shape (n, n_uniforms) -> (n, 2)."""
        return RandomEffectsQuantile(self, self.margins[1].quantile)(u)

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function in which the spread is read from a table."""
        return RandomEffectsQuantile(self, self.margins[1].tabulated(tabulate))


@dataclass(frozen=True)
class RandomEffectsQuantile:
    """Quantile function of a random-effects model over a given one of its spread.

    Parameters
    ----------
    family : RandomEffects
    spread : function
        From uniforms to standard deviations between sites.
    """

    family: RandomEffects
    spread: Quantile

    def __call__(self, u: Array) -> Array:
        """Means and spreads at uniforms `u`, shape (n, n_uniforms) -> (n, 2)."""
        tau = self.spread(np.ascontiguousarray(u[:, 0]))
        mean, variance = self.family.studies.pooled(tau)
        pooled = mean + np.sqrt(variance) * ndtri(u[:, -1])
        return np.stack([np.exp(pooled) if self.family.measure == RATIO else pooled, tau], axis=-1)
