"""Cases of families of positive numbers."""

import numpy as np
from hypothesis import strategies as st
from mpmath import mpf
from scipy import stats

from distributions.table import (
    Exponential,
    Gamma,
    GeneralisedGamma,
    Gompertz,
    InverseGaussian,
    LogLogistic,
    Lognormal,
    Weibull,
)
from tests.distributions import exact, oracles
from tests.distributions.case import Case
from tests.distributions.strategies import positive

TINY = np.nextafter(0, 1)

POSITIVE_CASES = [
    Case(
        Lognormal(-0.2231435513142097, 0.1475726),
        stats.lognorm(0.1475726, scale=np.exp(-0.2231435513142097)),
        inside=({"mu": 0, "sigma": 1e-75}, {"mu": 340, "sigma": 1}, {"mu": -690, "sigma": 1}),
        outside=(
            {"mu": 0, "sigma": 0},
            {"mu": 350, "sigma": 1},
            {"mu": -700, "sigma": 1},
            {"mu": 0, "sigma": 100},
        ),
        exact=exact.lognormal,
        strategy=st.builds(Lognormal, st.floats(-20, 20), positive(1e-4, 5)),
    ),
    Case(Lognormal(7.0, 1.2), stats.lognorm(1.2, scale=np.exp(7))),
    Case(
        Gamma(2.5, 1.0),
        stats.gamma(2.5, scale=1),
        inside=({"shape": 1e-3, "scale": 1e-75}, {"shape": 1e12, "scale": 1}),
        outside=(
            {"shape": 0, "scale": 1},
            {"shape": 1, "scale": 0},
            {"shape": -1, "scale": 1},
            {"shape": [1], "scale": 1},
        ),
        exact=exact.gamma,
        strategy=st.builds(Gamma, positive(0.05, 1e6), positive(1e-6, 1e6)),
    ),
    Case(Gamma(0.3, 200.0), stats.gamma(0.3, scale=200)),
    Case(Gamma(400.0, 0.25), stats.gamma(400, scale=0.25)),
    Case(Gamma(3e5, 0.01), stats.gamma(3e5, scale=0.01)),
    Case(Gamma(1e7, 1.0), stats.gamma(1e7, scale=1)),
    Case(
        Exponential(0.1),
        stats.expon(scale=10),
        inside=({"rate": 1e-150}, {"rate": 1e150}),
        outside=({"rate": 0}, {"rate": -1}),
        exact=lambda rate: exact.by_hazard(lambda x: mpf(rate) * x, lambda x: mpf(rate)),
        strategy=st.builds(Exponential, positive(1e-6, 1e6)),
    ),
    Case(
        Weibull(1.5, 10.0),
        stats.weibull_min(1.5, scale=10),
        inside=({"shape": 0.06, "scale": 1}, {"shape": 1e9, "scale": 1}),
        outside=({"shape": 0, "scale": 1}, {"shape": 0.05, "scale": 1}, {"shape": 1, "scale": 0}),
        exact=exact.weibull,
        strategy=st.builds(Weibull, positive(0.1, 1e3), positive(1e-6, 1e6)),
    ),
    Case(Weibull(0.4, 2.0), stats.weibull_min(0.4, scale=2)),
    Case(Weibull(40.0, 3.0), stats.weibull_min(40, scale=3)),
    Case(
        Gompertz(0.09, 1e-4),
        oracles.gompertz(0.09, 1e-4),
        inside=({"shape": 0, "rate": 1}, {"shape": TINY, "rate": 1}, {"shape": 1e9, "rate": 1e-9}),
        outside=({"shape": -TINY, "rate": 1}, {"shape": 0, "rate": 0}),
        exact=exact.gompertz,
        strategy=st.builds(Gompertz, st.one_of(st.just(0.0), positive(1e-9, 1e3)), positive(1e-6, 1e6)),
    ),
    Case(Gompertz(0.0, 0.2), stats.expon(scale=5)),
    Case(Gompertz(3e-3, 0.5), oracles.gompertz(3e-3, 0.5)),
    Case(
        LogLogistic(4.0, 10.0),
        stats.fisk(4, scale=10),
        inside=({"shape": 0.06, "scale": 1}, {"shape": 1e9, "scale": 1}),
        outside=({"shape": 0, "scale": 1}, {"shape": 0.05, "scale": 1}, {"shape": 1, "scale": -1}),
        exact=exact.log_logistic,
        strategy=st.builds(LogLogistic, positive(0.1, 1e3), positive(1e-6, 1e6)),
    ),
    Case(LogLogistic(120.0, 10.0), stats.fisk(120, scale=10)),
    Case(LogLogistic(1.5, 3.0), stats.fisk(1.5, scale=3)),
    Case(LogLogistic(0.8, 5.0), stats.fisk(0.8, scale=5)),
    Case(
        GeneralisedGamma(2.5, 0.7, 10.0),
        stats.gengamma(2.5, 0.7, scale=10),
        inside=(
            {"shape": 1e-3, "power": 1, "scale": 1},
            {"shape": 1e9, "power": 1e3, "scale": 1},
            {"shape": 1, "power": 0.06, "scale": 1},
        ),
        outside=(
            {"shape": 0, "power": 1, "scale": 1},
            {"shape": 1, "power": -1, "scale": 1},
            {"shape": 1, "power": 0.05, "scale": 1},
            {"shape": 1, "power": 1, "scale": 0},
        ),
        exact=exact.generalised_gamma,
        strategy=st.builds(GeneralisedGamma, positive(0.05, 1e6), positive(0.1, 50), positive(1e-6, 1e6)),
    ),
    Case(GeneralisedGamma(400.0, 2.0, 5.0), stats.gengamma(400, 2, scale=5)),
    Case(GeneralisedGamma(0.02, 50.0, 1.0), stats.gengamma(0.02, 50, scale=1)),
    Case(
        InverseGaussian(2.0, 8.0),
        stats.invgauss(2 / 8, scale=8),
        inside=({"mu": 1e-75, "shape": 1e75}, {"mu": 1e50, "shape": 1e-50}),
        outside=({"mu": 0, "shape": 1}, {"mu": 1, "shape": 0}),
        exact=exact.inverse_gaussian,
        strategy=st.builds(InverseGaussian, positive(1e-6, 1e6), positive(1e-6, 1e6)),
    ),
    Case(InverseGaussian(10.0, 0.01), stats.invgauss(10 / 0.01, scale=0.01)),
    Case(InverseGaussian(3.0, 3e5), stats.invgauss(1e-5, scale=3e5)),
]
