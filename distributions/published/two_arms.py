"""Events in two arms -> the uncertainty of a relative or absolute effect.

Standard errors are those of the delta method: Katz et al. (1978), Biometrics 34: 469-474, for the logarithm
of a risk ratio; Woolf (1955), Annals of Human Genetics 19: 251-253, for that of an odds ratio; Higgins et al.
(2019), Cochrane Handbook, section 6.4.1.
"""

from collections.abc import Mapping
from math import log, sqrt

from distributions.constraint import AT_LEAST_ONE, EFFECT_MEASURE, NON_NEGATIVE, POSITIVE, require
from distributions.error import ParameterError, show
from distributions.read import Native

_REMEDY = "state correction: 0.5, which is added to all four cells, or sample the risk of each arm as a beta"


def lognormal_from_two_arms(
    events_treated: float,
    n_treated: float,
    events_control: float,
    n_control: float,
    measure: str,
    correction: float | None = None,
) -> Native:
    """Lognormal of a risk ratio or an odds ratio from the events in two arms.

    With cells a, b (treated, with and without event) and c, d (control): the median is the ratio, and sigma^2
    is 1/a - 1/(a + b) + 1/c - 1/(c + d) for a risk ratio, 1/a + 1/b + 1/c + 1/d for an odds ratio.

    Parameters
    ----------
    events_treated, n_treated, events_control, n_control : float
        Number with the event, and number of people, in each arm.
    measure : {"risk_ratio", "odds_ratio"}
    correction : float, optional
        Added to each of the four cells, as 0.5 is when one of them is 0 (Haldane and Anscombe). Without it, a
        cell of 0 that the formula divides by is refused.

    Returns
    -------
    dict
        `mu` and `sigma`.

    Examples
    --------
    >>> parameters = lognormal_from_two_arms(10, 100, 20, 100, "risk_ratio")
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.6931, 0.3606)
    """
    cells = _cells(events_treated, n_treated, events_control, n_control, measure, correction)
    a, b, c, d = cells.values()
    if measure == "risk_ratio":
        _refuse_zeros({name: cells[name] for name in ("events_treated", "events_control")}, measure)
        variance = b / a / (a + b) + d / c / (c + d)
        ratio = log(a / (a + b)) - log(c / (c + d))
    elif measure == "odds_ratio":
        _refuse_zeros(cells, measure)
        variance = 1 / a + 1 / b + 1 / c + 1 / d
        ratio = log(a) - log(b) - log(c) + log(d)
    else:
        raise ParameterError([f"measure: {measure} is no ratio; a lognormal takes risk_ratio or odds_ratio"])
    if not variance > 0:
        raise ParameterError(
            [f"measure: {measure} has no standard error where all have the event; {_REMEDY}"]
        )
    return {"mu": ratio, "sigma": sqrt(variance)}


def normal_from_two_arms(
    events_treated: float,
    n_treated: float,
    events_control: float,
    n_control: float,
    measure: str,
    correction: float | None = None,
) -> Native:
    """Make a normal of a risk difference, treated less control, from the events in two arms.

    location = p1 - p2, scale^2 = p1 (1 - p1) / n1 + p2 (1 - p2) / n2. An arm in which nobody or everybody has
    the event would say that its risk is known exactly, and is refused without a correction.

    Parameters
    ----------
    events_treated, n_treated, events_control, n_control : float
        Number with the event, and number of people, in each arm.
    measure : {"risk_difference"}
    correction : float, optional
        Added to each of the four cells; see `lognormal_from_two_arms`.

    Returns
    -------
    dict
        `location` and `scale`.

    Examples
    --------
    >>> parameters = normal_from_two_arms(10, 100, 20, 100, "risk_difference")
    >>> round(parameters["location"], 4), round(parameters["scale"], 4)
    (-0.1, 0.05)
    """
    cells = _cells(events_treated, n_treated, events_control, n_control, measure, correction)
    if measure != "risk_difference":
        raise ParameterError([f"measure: {measure} is no risk_difference, which is what a normal takes"])
    _refuse_zeros(cells, measure)
    a, b, c, d = cells.values()
    n_1, n_2 = a + b, c + d
    scale = sqrt(a / n_1 * (b / n_1) / n_1 + c / n_2 * (d / n_2) / n_2)
    return {"location": a / n_1 - c / n_2, "scale": scale}


def _cells(
    events_treated: float,
    n_treated: float,
    events_control: float,
    n_control: float,
    measure: str,
    correction: float | None,
) -> dict[str, float]:
    """With and without event, treated and control, the correction added."""
    added = 0.0 if correction is None else correction
    require(
        events_treated=(events_treated, NON_NEGATIVE),
        n_treated=(n_treated, AT_LEAST_ONE),
        events_control=(events_control, NON_NEGATIVE),
        n_control=(n_control, AT_LEAST_ONE),
        measure=(measure, EFFECT_MEASURE),
        **({} if correction is None else {"correction": (correction, POSITIVE)}),
    )
    problems = [
        f"events_{arm}: {show(events)} must be at most n_{arm}: {show(n)}"
        for arm, events, n in (("treated", events_treated, n_treated), ("control", events_control, n_control))
        if events > n
    ]
    if problems:
        raise ParameterError(problems)
    return {
        "events_treated": events_treated + added,
        "n_treated less events_treated": n_treated - events_treated + added,
        "events_control": events_control + added,
        "n_control less events_control": n_control - events_control + added,
    }


def _refuse_zeros(cells: Mapping[str, float], measure: str) -> None:
    zeros = [name for name, count in cells.items() if count <= 0]
    if zeros:
        which = f"{' and '.join(zeros)}: 0, and a {measure.replace('_', ' ')} then has no standard error"
        raise ParameterError([f"{which}; {_REMEDY}"])
