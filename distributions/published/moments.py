"""A published mean, with its standard error or a shape -> native parameters, each formula with its source.

Intervals stand in `intervals.py`, numbers of people in `events.py`, quantiles in `quantiles.py`; other ways
to publish a standard error in `standard_error.py`. The names of the arguments are the names of the figures in
a configuration.

What is sampled is the uncertainty of an estimated mean (its standard error, `se`), not the spread between
people (`sd`); no formula takes `sd` without the number of people `n` that turns it into a standard error.
Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, chapter
11.

"Briggs (2006)" is Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation.
"""

import numpy as np

from distributions.constraint import AT_LEAST_TWO, INSIDE_UNIT, POSITIVE, REAL, STANDARD_ERROR, require
from distributions.error import show
from distributions.numerics.log_gamma import gamma_at_one_plus
from distributions.published.standard_error import require_room, standard_error
from distributions.ranges import require_between
from distributions.read import Native, Number


def normal_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Make a normal from a mean and its standard error: location = mean, scale = se.

    Briggs (2006), chapter 4.

    Examples
    --------
    >>> normal_from_mean_and_se(mean=0.5, se=0.1)
    {'location': 0.5, 'scale': 0.1}
    """
    require(mean=(mean, REAL), se=(se, STANDARD_ERROR))
    return {"location": mean, "scale": se}


def lognormal_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Lognormal from its ARITHMETIC mean and its standard error.

    sigma^2 = ln(1 + (se / mean)^2), mu = ln(mean) - sigma^2 / 2: method of moments, Briggs (2006), chapter
    4.

    Examples
    --------
    >>> parameters = lognormal_from_mean_and_se(mean=100, se=50)
    >>> round(float(parameters["mu"]), 4), round(float(parameters["sigma"]), 4)
    (4.4936, 0.4724)
    """
    require(mean=(mean, POSITIVE), se=(se, STANDARD_ERROR))
    variance = np.log1p((se / mean) ** 2)
    return {"mu": np.log(mean) - variance / 2, "sigma": np.sqrt(variance)}


def gamma_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Gamma from its mean and standard error.

    shape = (mean / se)^2, scale = se^2 / mean: method of moments, Briggs (2006), chapter 4.

    Examples
    --------
    >>> gamma_from_mean_and_se(mean=100, se=50)
    {'shape': 4.0, 'scale': 25.0}
    """
    require(mean=(mean, POSITIVE), se=(se, STANDARD_ERROR))
    return {"shape": (mean / se) ** 2, "scale": se * (se / mean)}


def beta_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Beta from its mean and standard error.

    alpha + beta = mean (1 - mean) / se^2 - 1, alpha = mean (alpha + beta): method of moments, Briggs (2006),
    chapter 4. No beta has se^2 >= mean (1 - mean).

    Examples
    --------
    >>> parameters = beta_from_mean_and_se(mean=0.5, se=0.1)
    >>> round(parameters["alpha"], 9), round(parameters["beta"], 9)
    (12.0, 12.0)
    """
    require(mean=(mean, INSIDE_UNIT), se=(se, STANDARD_ERROR))
    require_room(mean, se, 0.0, 1.0, "0 and 1")
    total = mean * (1 - mean) / se / se - 1
    return {"alpha": mean * total, "beta": (1 - mean) * total}


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
    require(mean=(mean, REAL), se=(se, STANDARD_ERROR), min=(min, REAL), max=(max, REAL))
    require_between(min, max, f"mean: {show(mean)}", mean, mean)
    require_room(mean, se, min, max, f"min: {show(min)} and max: {show(max)}")
    width = max - min
    return {**beta_from_mean_and_se((mean - min) / width, se / width), "min": min, "max": max}


def inverse_gaussian_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Inverse Gaussian from its mean and standard error: mu = mean, shape = mean^3 / se^2.

    Method of moments: Chhikara and Folks (1989), The Inverse Gaussian Distribution, chapter 2.

    Examples
    --------
    >>> inverse_gaussian_from_mean_and_se(mean=2, se=1)
    {'mu': 2, 'shape': 8.0}
    """
    require(mean=(mean, POSITIVE), se=(se, STANDARD_ERROR))
    return {"mu": mean, "shape": mean * (mean / se) ** 2}


def inverse_gaussian_from_mean_and_shape(mean: Number, shape: Number) -> Native:
    """Inverse Gaussian from its mean and its shape: mu = mean.

    Examples
    --------
    >>> inverse_gaussian_from_mean_and_shape(mean=2, shape=8)
    {'mu': 2, 'shape': 8}
    """
    require(mean=(mean, POSITIVE), shape=(shape, POSITIVE))
    return {"mu": mean, "shape": shape}


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


def exponential_from_mean(mean: Number) -> Native:
    """Make an exponential from its mean: rate = 1 / mean.

    Examples
    --------
    >>> exponential_from_mean(mean=4)
    {'rate': 0.25}
    """
    require(mean=(mean, POSITIVE))
    return {"rate": 1.0 / mean}


def exponential_from_median(median: Number) -> Native:
    """Make an exponential from its median: rate = ln 2 / median.

    Examples
    --------
    >>> round(float(exponential_from_median(median=4)["rate"]), 6)
    0.173287
    """
    require(median=(median, POSITIVE))
    return {"rate": np.log(2.0) / median}


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
    require(mean=(mean, REAL), se=(se, STANDARD_ERROR), degrees_of_freedom=(degrees_of_freedom, POSITIVE))
    return {"degrees_of_freedom": degrees_of_freedom, "location": mean, "scale": se}


def student_t_from_mean_sd_and_n(mean: Number, sd: Number, n: Number) -> Native:
    """Student t of the mean of `n` people: scale = sd / sqrt(n), degrees_of_freedom = n - 1.

    One person says nothing about how far people differ. Source as for `student_t_from_mean_and_se`.

    Examples
    --------
    >>> student_t_from_mean_sd_and_n(mean=0.5, sd=0.4, n=16)
    {'degrees_of_freedom': 15, 'location': 0.5, 'scale': 0.1}
    """
    require(n=(n, AT_LEAST_TWO))
    return student_t_from_mean_and_se(mean, standard_error(sd, n), n - 1)
