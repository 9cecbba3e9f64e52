"""Representative parameters of every family, and the same distribution by numpy and by scipy.stats."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from distributions.build import build
from distributions.family import Family

Direct = Callable[[np.random.Generator, int], Any]


@dataclass(frozen=True)
class Rivals:
    """One distribution three times; None where the other has no such family."""

    family: Family
    numpy: Direct | None = None
    scipy: Callable[[], Any] | None = None

    @property
    def says(self) -> str:
        """Name and parameters for the table."""
        values = [getattr(self.family, name) for name in self.family.parameters()]
        return f"{self.family.name} {', '.join(map(_short, values))}"


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_short, value))})"
    return f"{value:.4g}" if isinstance(value, float) else "open" if value is None else str(value)


def rivals(
    name: str, numpy: Direct | None = None, scipy: Callable[[], Any] | None = None, **parameters: object
) -> Rivals:
    """Build one of them."""
    return Rivals(build(name, parameters), numpy, scipy)


TABLE = np.random.default_rng(1).normal(size=(4000, 2))
PAIR = {"names": ["a", "b"], "means": [0.0, 1.0], "covariance": [[1.0, 0.5], [0.5, 2.0]]}
PARTS = [{"family": "gamma", "shape": 2.5, "scale": 1}, {"family": "fixed", "value": 0}]
SHARES = (0.2, 0.5, 0.3)
COUNTS = (80.0, 15.0, 5.0)

RIVALS: dict[str, Rivals] = {
    each.family.name: each
    for each in (
        rivals(
            "bernoulli",
            lambda rng, n: rng.binomial(1, 0.3, n),
            lambda: stats.bernoulli(0.3),
            probability=0.3,
        ),
        rivals("beta", lambda rng, n: rng.beta(3, 7, n), lambda: stats.beta(3, 7), alpha=3, beta=7),
        rivals(
            "binomial",
            lambda rng, n: rng.binomial(40, 0.3, n),
            lambda: stats.binom(40, 0.3),
            n=40,
            probability=0.3,
        ),
        rivals(
            "dirichlet",
            lambda rng, n: rng.dirichlet(COUNTS, n),
            lambda: stats.dirichlet(COUNTS),
            categories=["well", "ill", "dead"],
            concentrations=COUNTS,
        ),
        rivals(
            "discrete",
            lambda rng, n: rng.choice([1.0, 2.0, 5.0], n, p=SHARES),
            lambda: stats.rv_discrete(values=([1, 2, 5], SHARES)),
            values=[1, 2, 5],
            probabilities=SHARES,
        ),
        rivals("empirical", lambda rng, n: TABLE[rng.integers(0, 4000, n)], columns=["a", "b"], rows=TABLE),
        rivals("exponential", lambda rng, n: rng.exponential(10, n), lambda: stats.expon(scale=10), rate=0.1),
        rivals("fixed", lambda rng, n: np.full(n, 35.0), value=35),
        rivals("gamma", lambda rng, n: rng.gamma(2.5, 1, n), lambda: stats.gamma(2.5), shape=2.5, scale=1),
        rivals(
            "generalised_gamma",
            scipy=lambda: stats.gengamma(2.5, 0.7, scale=10),
            shape=2.5,
            power=0.7,
            scale=10,
        ),
        rivals("gompertz", scipy=lambda: stats.gompertz(1e-4 / 0.09, scale=1 / 0.09), shape=0.09, rate=1e-4),
        rivals(
            "inverse_gaussian",
            lambda rng, n: rng.wald(2, 8, n),
            lambda: stats.invgauss(0.25, scale=8),
            mu=2,
            shape=8,
        ),
        rivals("log_logistic", scipy=lambda: stats.fisk(4, scale=10), shape=4, scale=10),
        rivals(
            "logarithmic_pool",
            weights=[0.5, 0.5],
            parts=[{"family": "beta", "alpha": 3, "beta": 7}, {"family": "beta", "alpha": 9, "beta": 9}],
        ),
        rivals("logit_normal", mu=-2, sigma=0.5),
        rivals(
            "lognormal", lambda rng, n: rng.lognormal(0, 0.5, n), lambda: stats.lognorm(0.5), mu=0, sigma=0.5
        ),
        rivals("metalog", quantiles={0.1: 3, 0.5: 5, 0.9: 9}, min=0),
        rivals("mixture", weights=[0.6, 0.4], parts=PARTS),
        rivals(
            "multivariate_normal",
            lambda rng, n: rng.multivariate_normal(PAIR["means"], PAIR["covariance"], n),
            lambda: stats.multivariate_normal(PAIR["means"], PAIR["covariance"]),
            **PAIR,
        ),
        rivals(
            "negative_binomial",
            lambda rng, n: rng.negative_binomial(2, 0.4, n),
            lambda: stats.nbinom(2, 0.4),
            mean=3,
            size=2,
        ),
        rivals("normal", lambda rng, n: rng.normal(10, 2, n), lambda: stats.norm(10, 2), mean=10, se=2),
        rivals(
            "pert",
            lambda rng, n: 120 * rng.beta(2, 4, n),
            lambda: stats.beta(2, 4, 0, 120),
            min=0,
            mode=30,
            max=120,
        ),
        rivals("poisson", lambda rng, n: rng.poisson(3, n), lambda: stats.poisson(3), mean=3),
        rivals(
            "scaled_beta",
            lambda rng, n: 1.6 * rng.beta(3, 7, n) - 0.6,
            lambda: stats.beta(3, 7, -0.6, 1.6),
            alpha=3,
            beta=7,
            min=-0.6,
            max=1,
        ),
        rivals(
            "student_t",
            lambda rng, n: 10 + 2 * rng.standard_t(5, n),
            lambda: stats.t(5, 10, 2),
            degrees_of_freedom=5,
            location=10,
            scale=2,
        ),
        rivals(
            "triangular",
            lambda rng, n: rng.triangular(0, 2, 10, n),
            lambda: stats.triang(0.2, 0, 10),
            min=0,
            mode=2,
            max=10,
        ),
        rivals(
            "truncated_normal",
            scipy=lambda: stats.truncnorm(-0.75, 1.75, 0.3, 0.4),
            location=0.3,
            scale=0.4,
            min=0,
            max=1,
        ),
        rivals("uniform", lambda rng, n: rng.uniform(-1, 3, n), lambda: stats.uniform(-1, 4), min=-1, max=3),
        rivals(
            "weibull",
            lambda rng, n: 10 * rng.weibull(1.5, n),
            lambda: stats.weibull_min(1.5, scale=10),
            shape=1.5,
            scale=10,
        ),
    )
}
