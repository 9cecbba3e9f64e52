"""Published figures: what each name in a configuration means, in every family."""

from collections.abc import Mapping

from distributions.constraint import (
    AT_LEAST_ONE,
    COUNTS,
    EFFECT_MEASURE,
    INSIDE_UNIT,
    INTERVAL,
    LEVEL,
    MATRIX,
    NON_NEGATIVE,
    POSITIVE,
    POSITIVE_REALS,
    PRIOR,
    QUANTILES,
    RATIO,
    REAL,
    STANDARD_ERROR,
    SURVIVAL_AT,
    Constraint,
)
from distributions.study_rules import INTERVALS, RATIOS

FIGURES: Mapping[str, Constraint] = {
    "mean": REAL,
    "median": REAL,
    "se": STANDARD_ERROR,
    "se_share_of_mean": STANDARD_ERROR,
    "sd": STANDARD_ERROR,
    "n": AT_LEAST_ONE,
    "interval": INTERVAL,
    "level": LEVEL,
    "events": NON_NEGATIVE,
    "counts": COUNTS,
    "prior": PRIOR,
    "ses": POSITIVE_REALS,
    "correlations": MATRIX,
    "quantiles": QUANTILES,
    "iqr": INTERVAL,
    "risk_ratio": POSITIVE,
    "odds_ratio": POSITIVE,
    "hazard_ratio": POSITIVE,
    "baseline_risk": INSIDE_UNIT,
    "to": RATIO,
    "measure": EFFECT_MEASURE,
    "events_treated": NON_NEGATIVE,
    "n_treated": AT_LEAST_ONE,
    "events_control": NON_NEGATIVE,
    "n_control": AT_LEAST_ONE,
    "correction": POSITIVE,
    "survival": INSIDE_UNIT,
    "time": POSITIVE,
    "survival_at": SURVIVAL_AT,
    "ratios": RATIOS,
    "intervals": INTERVALS,
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
    "rr": "rr: write risk_ratio, with its interval and level",
    "or": "or: write odds_ratio, with its interval and level",
    "hr": "hr: write hazard_ratio, with its interval and level",
    "ci": "ci: write interval: [low, high] and its level, as in level: 0.95",
}
