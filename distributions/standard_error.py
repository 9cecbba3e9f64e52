"""The standard error of a mean, in the ways it is published, and never a standard deviation in its place."""

from collections.abc import Callable

import numpy as np

from distributions.constraint import AT_LEAST_ONE, REAL, STANDARD_ERROR, require
from distributions.error import ParameterError, show
from distributions.read import Number

Native = dict[str, Number]
FromMeanAndSe = Callable[[Number, Number], Native]


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


def through_sd_and_n(from_mean_and_se: FromMeanAndSe) -> Callable[..., Native]:
    """Turn a formula on mean and standard error into one on mean, standard deviation and number of people."""

    def from_mean_sd_and_n(mean: Number, sd: Number, n: Number) -> Native:
        return from_mean_and_se(mean, standard_error(sd, n))

    from_mean_sd_and_n.__doc__ = f"As `{from_mean_and_se.__name__}`, with se = sd / sqrt(n)."
    return from_mean_sd_and_n


def through_share_of_mean(from_mean_and_se: FromMeanAndSe) -> Callable[..., Native]:
    """Turn a formula on mean and standard error into one whose standard error is a stated share of the mean.

    A share such as 0.2 is an assumption for figures that come without any measure of uncertainty, as unit
    costs do. Briggs (2006), chapter 4, discusses it.
    """

    def from_mean_and_share(mean: Number, se_share_of_mean: Number) -> Native:
        require(mean=(mean, REAL), se_share_of_mean=(se_share_of_mean, STANDARD_ERROR))
        if np.any(np.equal(mean, 0)):
            shares = f"se_share_of_mean: {show(se_share_of_mean)} of mean: {show(mean)}"
            raise ParameterError([f"{shares} is no standard error; give se, or use family: fixed"])
        return from_mean_and_se(mean, se_share_of_mean * np.abs(mean))

    from_mean_and_share.__doc__ = f"As `{from_mean_and_se.__name__}`, with se = se_share_of_mean * |mean|."
    return from_mean_and_share
