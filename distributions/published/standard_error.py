"""The standard error of a mean, in the ways it is published, and never a standard deviation in its place."""

import numpy as np

from distributions.constraint import AT_LEAST_ONE, REAL, STANDARD_ERROR, require
from distributions.error import ParameterError, show
from distributions.published.restated import Formula, restated
from distributions.read import Number


def standard_error(sd: Number, n: Number) -> Number:
    """Turn a standard deviation between people into the standard error of their mean.

    se = sd / sqrt(n).

    Parameters
    ----------
    sd : float
        Standard deviation between people.
    n : float
        Number of people.

    Returns
    -------
    float

    Examples
    --------
    >>> standard_error(sd=20, n=100)
    2.0
    """
    require(sd=(sd, STANDARD_ERROR), n=(n, AT_LEAST_ONE))
    return sd / n**0.5


def share_of_mean(mean: Number, se_share_of_mean: Number) -> Number:
    """Standard error that is a stated share of the mean: se_share_of_mean * |mean|.

    A share such as 0.2 is an assumption for figures that come without any measure of uncertainty, as unit
    costs do. Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, chapter
    4, discusses it.

    Examples
    --------
    >>> float(share_of_mean(mean=-50, se_share_of_mean=0.2))
    10.0
    """
    require(mean=(mean, REAL), se_share_of_mean=(se_share_of_mean, STANDARD_ERROR))
    if np.any(np.equal(mean, 0)):
        shares = f"se_share_of_mean: {show(se_share_of_mean)} of mean: {show(mean)}"
        raise ParameterError([f"{shares} is no standard error; give se, or use family: fixed"])
    return se_share_of_mean * np.abs(mean)


def require_room(mean: Number, se: Number, low: Number, high: Number, between: str) -> None:
    """Refuse a standard error that two ends leave no room for.

    No distribution from `low` to `high` has se^2 above (mean - low) (high - mean), and only one that lies at
    the two ends alone has as much.

    Parameters
    ----------
    mean, se : float
        The mean lies strictly between the ends.
    low, high : float
    between : str
        What the ends are, in words.

    Raises
    ------
    ParameterError

    Examples
    --------
    >>> require_room(mean=0.5, se=0.4, low=0, high=1, between="0 and 1")
    """
    largest = (mean - low) * (high - mean)
    if np.any(se * se >= largest):
        sentence = (
            f"se: {show(se)} is too large for mean: {show(mean)} between {between}: its square must be less "
            f"than {show(largest)}, so se less than {show(largest**0.5)}; if the figure is a standard "
            "deviation between people, give it as sd with n"
        )
        raise ParameterError([sentence])


def through_sd_and_n(formula: Formula) -> Formula:
    """Turn a formula on a standard error into one on a standard deviation and a number of people."""
    return restated(formula, "se", standard_error, "with se = sd / sqrt(n)")


def through_share_of_mean(formula: Formula) -> Formula:
    """Turn a formula on mean and standard error into one whose standard error is a share of the mean."""
    return restated(formula, "se", share_of_mean, "with se = se_share_of_mean * |mean|")


def stated_by_mean_and_se(formula: Formula) -> tuple[Formula, ...]:
    """All ways to state a distribution by its mean and standard error, from the formula on these two.

    Examples
    --------
    >>> from inspect import signature
    >>> from distributions.published.moments import gamma_from_mean_and_se
    >>> [list(signature(each).parameters) for each in stated_by_mean_and_se(gamma_from_mean_and_se)]
    [['mean', 'se'], ['mean', 'sd', 'n'], ['mean', 'se_share_of_mean']]
    """
    return formula, through_sd_and_n(formula), through_share_of_mean(formula)
