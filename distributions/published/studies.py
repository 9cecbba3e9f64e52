"""Published ratios of several studies, each with its interval -> estimates on the log scale."""

import numpy as np

from distributions.constraint import LEVEL, require
from distributions.error import ParameterError, show
from distributions.published.intervals import LARGEST_SHIFT, Interval, ends_of, half_width
from distributions.study_rules import INTERVALS, RATIO, RATIOS, wrong_spread, wrong_studies


def random_effects_from_ratios(
    ratios: tuple[float, ...],
    intervals: tuple[Interval, ...],
    level: float,
    tau_scale: float | None = None,
    tau: float | None = None,
) -> dict[str, object]:
    """Random-effects model of risk, odds or hazard ratios from those published, and their intervals.

    As with one study the logarithm of a ratio is normal, with standard error
    (ln(high) - ln(low)) / (2 z). Higgins et al. (2019), Cochrane Handbook, section 6.3.2.

    Raises
    ------
    ParameterError
        Besides wrong values: an interval does not hold its ratio, or holds it far from the middle.

    Examples
    --------
    >>> intervals = (0.585, 0.997), (0.82, 1.14)
    >>> native = random_effects_from_ratios((0.764, 0.97), intervals, 0.95, tau=0.125)
    >>> np.round([native["estimates"], native["standard_errors"]], 4).tolist()
    [[-0.2692, -0.0305], [0.136, 0.0841]]
    """
    require(ratios=(ratios, RATIOS), intervals=(intervals, INTERVALS), level=(level, LEVEL))
    problems = wrong_studies(ratios=ratios, intervals=intervals) + wrong_spread("ratios", tau_scale, tau)
    pairs = zip(ratios, intervals, strict=False)
    problems += [each for at, pair in enumerate(pairs) for each in _off_centre(at, *pair)]
    if problems:
        raise ParameterError(problems)
    widths = [float(np.log(high) - np.log(low)) for low, high in intervals]
    return {
        "estimates": tuple(float(np.log(ratio)) for ratio in ratios),
        "standard_errors": tuple(width / (2 * half_width(level)) for width in widths),
        "tau_scale": tau_scale,
        "tau": tau,
        "measure": RATIO,
    }


def _off_centre(at: int, ratio: float, interval: Interval) -> list[str]:
    """Say that an interval does not hold its ratio, or not where the middle of the logarithms is."""
    told = f"ratios[{at}]: {show(ratio)}", f"intervals[{at}]: {ends_of(interval)}"
    if not interval[0] < ratio < interval[1]:
        return [f"{told[0]} must lie inside {told[1]}"]
    centre = float(np.sqrt(interval[0]) * np.sqrt(interval[1]))
    if abs(ratio / centre - 1) <= LARGEST_SHIFT:
        return []
    return [
        f"{told[0]} does not fit {told[1]}: an interval is symmetric on the log scale, and the middle of "
        f"this one is {centre:.4g}, more than {LARGEST_SHIFT:.0%} off; check the figures, or give estimates "
        "and standard_errors of the logarithms, with measure: ratio"
    ]
