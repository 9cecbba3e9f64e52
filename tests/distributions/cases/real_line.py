"""Cases of families of any number, or with ends that are parameters."""

import numpy as np
from hypothesis import strategies as st
from scipy import stats

from distributions.table import Metalog, Normal, StudentT, TruncatedNormal
from tests.distributions import exact, oracles
from tests.distributions.case import Case
from tests.distributions.strategies import any_ends, metalog, positive, real

TINY = np.nextafter(0, 1)
JUST_ABOVE_1 = np.nextafter(1, 2)
SIX_TERMS = (0.2, 0.3, -0.1, 0.5, 0.2, 0.1)

REAL_LINE_CASES = [
    Case(
        Normal(0.0, 1.0),
        stats.norm(0, 1),
        inside=({"location": -1e300, "scale": 1e-150},),
        outside=(
            {"location": 0, "scale": 0},
            {"location": 0, "scale": -1},
            {"location": np.nan, "scale": 1},
            {"location": 0, "scale": np.inf},
            {"location": True, "scale": 1},
            {"location": "0", "scale": 1},
        ),
        exact=exact.normal,
        strategy=st.builds(Normal, real, positive(1e-6, 1e6)),
    ),
    Case(Normal(-3.2, 0.07), stats.norm(-3.2, 0.07)),
    Case(
        StudentT(5.0, 0.0, 1.0),
        stats.t(5, 0, 1),
        inside=(
            {"degrees_of_freedom": 0.11, "location": 0, "scale": 1},
            {"degrees_of_freedom": 1e150, "location": 0, "scale": 1},
        ),
        outside=(
            {"degrees_of_freedom": 0, "location": 0, "scale": 1},
            {"degrees_of_freedom": 0.109, "location": 0, "scale": 1},
            {"degrees_of_freedom": 1, "location": 0, "scale": 1e76},
            {"degrees_of_freedom": 1, "location": 0, "scale": 0},
        ),
        exact=exact.student_t,
        strategy=st.builds(StudentT, positive(0.5, 1e12), real, positive(1e-6, 1e6)),
    ),
    Case(StudentT(3.0, -3.0, 0.1), stats.t(3, -3, 0.1)),
    Case(StudentT(2.0, 0.0, 1.0), stats.t(2, 0, 1)),
    Case(StudentT(1.0, 3.0, 2.0), stats.t(1, 3, 2)),
    Case(StudentT(0.4, 0.0, 1.0), stats.t(0.4, 0, 1)),
    Case(StudentT(12345.6, 100.0, 15.0), stats.t(12345.6, 100, 15)),
    Case(
        TruncatedNormal(0.0, 1.0, 0.0),
        stats.halfnorm(),
        inside=(
            {"location": 0, "scale": 1},
            {"location": 0, "scale": 1, "min": 1, "max": JUST_ABOVE_1},
            {"location": 0, "scale": 1e-99, "min": 1},
        ),
        outside=(
            {"location": 0, "scale": 0, "min": 0},
            {"location": 0, "scale": 1, "min": 1, "max": 1},
            {"location": 0, "scale": 1, "min": "none"},
            {"location": 0, "scale": 1, "min": -np.inf},
            {"location": 0, "scale": 1e-101, "min": 1},
        ),
        exact=exact.truncated_normal,
        strategy=st.builds(
            lambda location, scale, pair: TruncatedNormal(location, scale, *pair),
            st.floats(-1500, 1500),
            positive(1.0, 1e5),
            any_ends,
        ),
    ),
    Case(TruncatedNormal(0.0, 1.0, 8.0, 9.0), oracles.truncnorm(0, 1, 8, 9)),
    Case(TruncatedNormal(0.0, 1.0, -9.0, -8.0), oracles.truncnorm(0, 1, -9, -8)),
    Case(TruncatedNormal(0.8, 0.15, None, 1.0), oracles.truncnorm(0.8, 0.15, -np.inf, 1)),
    Case(TruncatedNormal(0.3, 0.4, 0.0, 1.0), oracles.truncnorm(0.3, 0.4, 0, 1)),
    Case(TruncatedNormal(500.0, 80.0, 0.0), oracles.truncnorm(500, 80, 0, np.inf)),
    Case(TruncatedNormal(5.0, 2.0, -40.0, 4.0), oracles.truncnorm(5, 2, -40, 4)),
    Case(TruncatedNormal(30.0, 1.0, None, 0.0), oracles.truncnorm(30, 1, -np.inf, 0)),
    Case(TruncatedNormal(0.0, 1.0, 3.0, 3.0 + 2**-10), oracles.truncnorm(0, 1, 3, 3 + 2**-10)),
    Case(
        Metalog((10.0, 2.0)),
        stats.logistic(10, 2),
        inside=(
            {"coefficients": [0, TINY]},
            {"coefficients": [0, 1, 1.667]},
            {"coefficients": [0, 1, 0, -3.999]},
            {"coefficients": [0, 18, 0], "min": 0},
            {"coefficients": [0, 1e3], "min": 0, "max": 1},
        ),
        outside=(
            {"coefficients": [1]},
            {"coefficients": [0, 0]},
            {"coefficients": [0, -1]},
            {"coefficients": [0, 1, 1.668]},
            {"coefficients": [0, 1, 0, -4.001]},
            {"coefficients": [0, 20, 0], "min": 0},
            {"coefficients": [0, 20, 0], "max": 0},
            {"coefficients": [0, 1], "min": 1, "max": 1},
        ),
        exact=exact.metalog,
        strategy=metalog(),
    ),
    Case(Metalog((5.0, 1.3654, 1.1378)), oracles.metalog((5.0, 1.3654, 1.1378))),
    Case(Metalog((2.0, 0.25), 3.0), stats.fisk(4, 3, np.exp(2))),
    Case(Metalog((2.0, 0.75), None, 3.0), oracles.metalog((2.0, 0.75), None, 3.0)),
    Case(Metalog(SIX_TERMS, -1.0, 3.0), oracles.metalog(SIX_TERMS, -1.0, 3.0)),
    Case(Metalog((0.0, 1.5), -1.0, 3.0), oracles.metalog((0.0, 1.5), -1.0, 3.0)),
]
