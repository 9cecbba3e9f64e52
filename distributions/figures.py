"""Published figures: what each name in a configuration means, in every family."""

from collections.abc import Mapping

from distributions.constraint import (
    AT_LEAST_ONE,
    COUNTS,
    INTERVAL,
    LEVEL,
    NON_NEGATIVE,
    POSITIVE,
    PRIOR,
    QUANTILES,
    REAL,
    Constraint,
)

FIGURES: Mapping[str, Constraint] = {
    "mean": REAL,
    "median": REAL,
    "se": POSITIVE,
    "sd": POSITIVE,
    "n": AT_LEAST_ONE,
    "interval": INTERVAL,
    "level": LEVEL,
    "events": NON_NEGATIVE,
    "counts": COUNTS,
    "prior": PRIOR,
    "quantiles": QUANTILES,
}

# What to do about a figure that is missing, or that no family takes.
REMEDIES: Mapping[str, str] = {
    "sd": (
        "sd without n: a PSA samples the uncertainty of the mean (its standard error), not the spread "
        "between people (the standard deviation); give n as well, or give se"
    ),
    "estimate": "estimate: say whether it is a mean or a median; neither is assumed",
    "level": (
        "level is missing: a 90 % interval and a 95 % interval are not the same thing; say which, as in "
        "level: 0.95"
    ),
    "ci": "ci: write interval: [low, high] and its level, as in level: 0.95",
}
