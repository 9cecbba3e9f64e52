"""Published summaries -> native parameters, for the families that `moments.py` leaves out."""

import numpy as np

from distributions.constraint import POSITIVE, REAL, Constraint, require
from distributions.error import ParameterError, show
from distributions.log_gamma import gamma_at_one_plus
from distributions.moments import beta_from_mean_and_se
from distributions.ranges import broken_range
from distributions.read import Number, read_number
from distributions.standard_error import standard_error, through_sd_and_n

Native = dict[str, Number]

ABOVE_ONE = Constraint("must be a finite number greater than 1", read_number, lambda x: x > 1)


def exponential_from_mean(mean: Number) -> Native:
    """Make an exponential from its mean: rate = 1 / mean.

    Examples
    --------
    >>> exponential_from_mean(mean=4)
    {'rate': 0.25}
    """
    require(mean=(mean, POSITIVE))
    return {"rate": 1.0 / mean}


def weibull_from_mean_and_shape(mean: Number, shape: Number) -> Native:
    """Weibull from its mean and its shape: scale = mean / Gamma(1 + 1 / shape).

    Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions, 2nd edition, volume 1,
    chapter 21.

    Examples
    --------
    >>> float(weibull_from_mean_and_shape(mean=10, shape=1)["scale"])
    10.0
    """
    require(mean=(mean, POSITIVE), shape=(shape, POSITIVE))
    return {"shape": shape, "scale": mean / gamma_at_one_plus(1.0 / shape)}


def inverse_gaussian_from_mean_and_shape(mean: Number, shape: Number) -> Native:
    """Inverse Gaussian from its mean and its shape: mu = mean.

    Examples
    --------
    >>> inverse_gaussian_from_mean_and_shape(mean=2, shape=8)
    {'mu': 2, 'shape': 8}
    """
    require(mean=(mean, POSITIVE), shape=(shape, POSITIVE))
    return {"mu": mean, "shape": shape}


def inverse_gaussian_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Inverse Gaussian from its mean and standard error: mu = mean, shape = mean^3 / se^2.

    Method of moments: Chhikara and Folks (1989), The Inverse Gaussian Distribution, chapter 2.

    Examples
    --------
    >>> inverse_gaussian_from_mean_and_se(mean=2, se=1)
    {'mu': 2, 'shape': 8.0}
    """
    require(mean=(mean, POSITIVE), se=(se, POSITIVE))
    return {"mu": mean, "shape": mean * (mean / se) ** 2}


inverse_gaussian_from_mean_sd_and_n = through_sd_and_n(inverse_gaussian_from_mean_and_se)


def student_t_from_mean_and_se(mean: Number, se: Number, degrees_of_freedom: Number) -> Native:
    """Student t of an estimated mean: location = mean, scale = se.

    (true mean - mean) / se has a t distribution when the spread between people is estimated too: Gelman et
    al. (2013), Bayesian Data Analysis, 3rd edition, section 3.2. `se` is the standard error as published,
    not the standard deviation of the t, which is se sqrt(df / (df - 2)).

    Examples
    --------
    >>> student_t_from_mean_and_se(mean=0.5, se=0.1, degrees_of_freedom=11)
    {'degrees_of_freedom': 11, 'location': 0.5, 'scale': 0.1}
    """
    require(mean=(mean, REAL), se=(se, POSITIVE), degrees_of_freedom=(degrees_of_freedom, POSITIVE))
    return {"degrees_of_freedom": degrees_of_freedom, "location": mean, "scale": se}


def student_t_from_mean_sd_and_n(mean: Number, sd: Number, n: Number) -> Native:
    """Student t of the mean of `n` people: scale = sd / sqrt(n), degrees_of_freedom = n - 1.

    Source as for `student_t_from_mean_and_se`.

    Examples
    --------
    >>> student_t_from_mean_sd_and_n(mean=0.5, sd=0.4, n=16)
    {'degrees_of_freedom': 15, 'location': 0.5, 'scale': 0.1}
    """
    require(n=(n, ABOVE_ONE))
    return student_t_from_mean_and_se(mean, standard_error(sd, n), n - 1)


def scaled_beta_from_mean_and_se(mean: Number, se: Number, min: Number, max: Number) -> Native:
    """Scaled beta from its mean and standard error, between known ends.

    The method of moments for a beta, on (mean - min) / (max - min) and se / (max - min). No distribution
    between the ends has se^2 >= (mean - min) (max - mean).

    Examples
    --------
    >>> parameters = scaled_beta_from_mean_and_se(mean=0, se=0.2, min=-1, max=1)
    >>> round(parameters["alpha"], 9), round(parameters["beta"], 9)
    (12.0, 12.0)
    """
    require(mean=(mean, REAL), se=(se, POSITIVE), min=(min, REAL), max=(max, REAL))
    _require_room(mean, se, min, max)
    width = max - min
    return {**beta_from_mean_and_se((mean - min) / width, se / width), "min": min, "max": max}


def scaled_beta_from_mean_sd_and_n(mean: Number, sd: Number, n: Number, min: Number, max: Number) -> Native:
    """As `scaled_beta_from_mean_and_se`, with se = sd / sqrt(n)."""
    return scaled_beta_from_mean_and_se(mean, standard_error(sd, n), min, max)


def _require_room(mean: Number, se: Number, minimum: Number, maximum: Number) -> None:
    """Refuse a mean outside the ends, and a standard error that they leave no room for."""
    problems = broken_range(minimum, maximum)
    ends = f"min: {show(minimum)} and max: {show(maximum)}"
    if not problems and np.any(np.less_equal(mean, minimum) | np.greater_equal(mean, maximum)):
        problems = [f"mean: {show(mean)} must lie strictly between {ends}"]
    if not problems:
        largest = np.sqrt((mean - minimum) * (maximum - mean))
        if np.any(np.greater_equal(se, largest)):
            problems = [
                f"se: {show(se)} is too large for mean: {show(mean)} between {ends}: it must be less than "
                f"{show(largest)}; if the figure is a standard deviation between people, give it as sd with n"
            ]
    if problems:
        raise ParameterError(problems)
