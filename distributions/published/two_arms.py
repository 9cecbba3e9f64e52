"""Events in two arms -> the uncertainty of a relative or absolute effect.

Standard errors are those of the delta method: Katz et al. (1978), Biometrics 34: 469-474, for the logarithm
of a risk ratio; Woolf (1955), Annals of Human Genetics 19: 251-253, for that of an odds ratio; Higgins et al.
(2019), Cochrane Handbook, section 6.4.1.
"""

from dataclasses import dataclass
from math import log, sqrt

from distributions.constraint import AT_LEAST_ONE, EFFECT_MEASURE, NON_NEGATIVE, POSITIVE, require
from distributions.error import ParameterError, show
from distributions.published.restated import restated
from distributions.read import Native

_REMEDY = "state correction: 0.5, which is added to all four cells, or sample the risk of each arm as a beta"


@dataclass(frozen=True)
class TwoArms:
    """What a trial publishes of an event in its two arms.

    Parameters
    ----------
    events_treated, n_treated, events_control, n_control : float
        Number with the event, and number of people, in each arm.
    measure : {"risk_ratio", "odds_ratio", "risk_difference"}
    correction : float, optional
        Added to each of the four cells, as 0.5 is when one of them is 0 (Haldane and Anscombe).

    Examples
    --------
    >>> TwoArms(10, 100, 20, 100, "risk_ratio").cells
    (10.0, 90.0, 20.0, 80.0)
    """

    events_treated: float
    n_treated: float
    events_control: float
    n_control: float
    measure: str
    correction: float | None = None

    def __post_init__(self) -> None:
        arms = {
            "treated": (self.events_treated, self.n_treated),
            "control": (self.events_control, self.n_control),
        }
        require(
            **{f"events_{arm}": (events, NON_NEGATIVE) for arm, (events, _) in arms.items()},
            **{f"n_{arm}": (n, AT_LEAST_ONE) for arm, (_, n) in arms.items()},
            measure=(self.measure, EFFECT_MEASURE),
            **({} if self.correction is None else {"correction": (self.correction, POSITIVE)}),
        )
        problems = [
            f"events_{arm}: {show(events)} must be at most n_{arm}: {show(n)}"
            for arm, (events, n) in arms.items()
            if events > n
        ]
        if problems:
            raise ParameterError(problems)

    @property
    def cells(self) -> tuple[float, float, float, float]:
        """With and without event, treated and control, the correction added.

        An arm in which nobody or everybody has the event would say that its risk is known exactly.

        Raises
        ------
        ParameterError
            A cell is 0.
        """
        counts = {
            "events_treated": self.events_treated,
            "n_treated less events_treated": self.n_treated - self.events_treated,
            "events_control": self.events_control,
            "n_control less events_control": self.n_control - self.events_control,
        }
        a, b, c, d = (float(count + (self.correction or 0.0)) for count in counts.values())
        zeros = [name for name, count in zip(counts, (a, b, c, d), strict=True) if count <= 0]
        if zeros:
            what = f"and a {self.measure.replace('_', ' ')} then has no standard error"
            raise ParameterError([f"{' and '.join(zeros)}: 0, {what}; {_REMEDY}"])
        return a, b, c, d


def ratio_of(arms: TwoArms) -> Native:
    """Lognormal of a risk ratio or an odds ratio from the events in two arms.

    With cells a, b (treated, with and without event) and c, d (control): the median is the ratio, and sigma^2
    is 1/a - 1/(a + b) + 1/c - 1/(c + d) for a risk ratio, 1/a + 1/b + 1/c + 1/d for an odds ratio.

    Returns
    -------
    dict
        `mu` and `sigma`.

    Examples
    --------
    >>> parameters = ratio_of(TwoArms(10, 100, 20, 100, "risk_ratio"))
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.6931, 0.3606)
    """
    if arms.measure == "risk_difference":
        raise ParameterError(
            [f"measure: {arms.measure} is no ratio; a lognormal takes risk_ratio or odds_ratio"]
        )
    a, b, c, d = arms.cells
    if arms.measure == "risk_ratio":
        variance = b / a / (a + b) + d / c / (c + d)
        return {"mu": log(a / (a + b)) - log(c / (c + d)), "sigma": sqrt(variance)}
    variance = 1 / a + 1 / b + 1 / c + 1 / d
    return {"mu": log(a) - log(b) - log(c) + log(d), "sigma": sqrt(variance)}


def risk_difference_of(arms: TwoArms) -> Native:
    """Make a normal of a risk difference, treated less control, from the events in two arms.

    location = p1 - p2, scale^2 = p1 (1 - p1) / n1 + p2 (1 - p2) / n2.

    Returns
    -------
    dict
        `location` and `scale`.

    Examples
    --------
    >>> parameters = risk_difference_of(TwoArms(10, 100, 20, 100, "risk_difference"))
    >>> round(parameters["location"], 4), round(parameters["scale"], 4)
    (-0.1, 0.05)
    """
    if arms.measure != "risk_difference":
        raise ParameterError([f"measure: {arms.measure} is no risk_difference, which is what a normal takes"])
    a, b, c, d = arms.cells
    n_1, n_2 = a + b, c + d
    scale = sqrt(a / n_1 * (b / n_1) / n_1 + c / n_2 * (d / n_2) / n_2)
    return {"location": a / n_1 - c / n_2, "scale": scale}


lognormal_from_two_arms = restated(ratio_of, "arms", TwoArms, "with the counts of both arms")
normal_from_two_arms = restated(risk_difference_of, "arms", TwoArms, "with the counts of both arms")
