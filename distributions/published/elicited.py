"""The distribution of what one expert said: of a named family, or of the one that fits best."""

from collections.abc import Mapping

import numpy as np

from distributions.build import build
from distributions.error import ParameterError, show
from distributions.family import Family
from distributions.form import Form, forms
from distributions.published.quantile_fit import Quantiles, fit_of
from distributions.table import FAMILIES

BEST = "best"
CANDIDATES = (
    "normal",
    "lognormal",
    "gamma",
    "beta",
    "scaled_beta",
    "logit_normal",
    "weibull",
    "log_logistic",
)
"""Families of two parameters among which the best is chosen, the first of equals."""
NEGLIGIBLE = 1e-9  # probability beyond a limit that nobody would notice
QUANTILES_FOR_BEST = 3

Limits = Mapping[str, float]


def families_of_quantiles() -> list[str]:
    """Names of the families that can be fitted to quantiles, with limits or without.

    Examples
    --------
    >>> {"normal", "lognormal", "gamma", "beta"} <= set(families_of_quantiles())
    True
    """
    return [name for name in FAMILIES if any(_fits(form) for form in forms(FAMILIES[name]))]


def _fits(form: Form) -> bool:
    """Whether a form takes quantiles and, besides them, nothing but limits."""
    return "quantiles" in form.required and set(form.required) <= {"quantiles", "min", "max"}


def fit_family(name: str, quantiles: Quantiles, limits: Limits) -> Family:
    """Fit a family to quantiles, within limits.

    Parameters
    ----------
    name : str
        A family that `families_of_quantiles` names, or "best" for the one of `CANDIDATES` with the smallest
        sum of squared differences between stated and fitted probabilities.
    quantiles : sequence of (probability, value)
    limits : mapping
        `min` and `max` of the quantity, where it has them. A family that takes limits is given them; another
        must stay within them by itself.

    Returns
    -------
    Family

    Raises
    ------
    ParameterError
        The family does not fit, or reaches beyond a limit; for "best" no family fits, or two quantiles only
        are given, which every family meets.

    Examples
    --------
    >>> quantiles = ((0.05, 0.02), (0.5, 0.07), (0.95, 0.2))
    >>> fit_family("best", quantiles, {"min": 0.0, "max": 1.0}).name
    'logit_normal'
    """
    return _best(quantiles, limits) if name == BEST else _fitted(name, quantiles, limits)


def _fitted(name: str, quantiles: Quantiles, limits: Limits) -> Family:
    given = {"quantiles": quantiles, **limits}
    takes_limits = any(form.takes(given) for form in forms(FAMILIES[name]))
    family = build(name, given if takes_limits else {"quantiles": quantiles})
    problems = [] if takes_limits else _beyond(family, limits)
    if problems:
        raise ParameterError(problems)
    return family


def _beyond(family: Family, limits: Limits) -> list[str]:
    """Limits that a distribution does not keep, each as a sentence."""
    problems = []
    for end, limit in limits.items():
        beyond = family.cdf(np.array([limit])) if end == "min" else family.survival(np.array([limit]))
        if beyond[0] > NEGLIGIBLE:
            side = "below" if end == "min" else "above"
            problems.append(
                f"family: {family.name} has probability {beyond[0]:.2g} {side} {end}: {show(limit)}; choose "
                "a family that stays within the limits, such as beta or scaled_beta, or leave the limit out"
            )
    return problems


def _inside(families: list[Family], limits: Limits) -> list[Family]:
    """Those that cannot leave the limits, however little: a choice of ours must be safe."""
    low, high = limits.get("min", -np.inf), limits.get("max", np.inf)
    return [family for family in families if low <= family.support[0] and family.support[1] <= high]


def _best(quantiles: Quantiles, limits: Limits) -> Family:
    if len(quantiles) < QUANTILES_FOR_BEST:
        sentence = f"family: {BEST} needs {QUANTILES_FOR_BEST} quantiles or more: every family meets two"
        raise ParameterError([f"{sentence}; name one of {', '.join(families_of_quantiles())}"])
    fits: list[Family] = []
    refusals: list[str] = []
    for name in CANDIDATES:
        try:
            fits += _inside([_fitted(name, quantiles, limits)], limits)
        except ParameterError as error:
            refusals += error.problems
    if not fits:
        raise ParameterError([f"family: {BEST} finds none that fits", *refusals])
    return min(fits, key=lambda family: sum(row.difference**2 for row in fit_of(family, quantiles)))
