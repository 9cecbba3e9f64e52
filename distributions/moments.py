"""Published summaries -> native parameters, where a formula says it; each with its source.

Intervals stand in `intervals.py`. The names of the arguments are the names of the figures in a configuration.

What is sampled is the uncertainty of an estimated mean (its standard error, `se`), not the spread between
people (`sd`); no formula takes `sd` without the number of people `n` that turns it into a standard error.
Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, chapter
11.

"Briggs (2006)" is Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation.
"""

from collections.abc import Callable, Mapping

import numpy as np

from distributions.constraint import (
    AT_LEAST_ONE,
    COUNTS,
    INSIDE_UNIT,
    NON_NEGATIVE,
    POSITIVE,
    PRIOR,
    REAL,
    require,
)
from distributions.error import ParameterError, show
from distributions.read import PRIORS, Number, read_prior

Native = dict[str, Number]


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
    require(sd=(sd, POSITIVE), n=(n, AT_LEAST_ONE))
    return sd / n**0.5


def through_standard_error(from_mean_and_se: Callable[[Number, Number], Native]) -> Callable[..., Native]:
    """Turn a formula on mean and standard error into one on mean, standard deviation and number of people."""

    def from_mean_sd_and_n(mean: Number, sd: Number, n: Number) -> Native:
        return from_mean_and_se(mean, standard_error(sd, n))

    from_mean_sd_and_n.__doc__ = f"As `{from_mean_and_se.__name__}`, with se = sd / sqrt(n)."
    return from_mean_sd_and_n


def normal_from_mean_and_se(mean: Number, se: Number) -> Native:
    """Make a normal from a mean and its standard error: location = mean, scale = se.

    Briggs (2006), chapter 4.

    Examples
    --------
    >>> normal_from_mean_and_se(mean=0.5, se=0.1)
    {'location': 0.5, 'scale': 0.1}
    """
    require(mean=(mean, REAL), se=(se, POSITIVE))
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
    require(mean=(mean, POSITIVE), se=(se, POSITIVE))
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
    require(mean=(mean, POSITIVE), se=(se, POSITIVE))
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
    require(mean=(mean, INSIDE_UNIT), se=(se, POSITIVE))
    largest = mean * (1 - mean)
    if np.any(se * se >= largest):
        raise ParameterError(
            [
                f"se: {show(se)} is too large for a beta with mean: {show(mean)}: its square must be less "
                f"than mean (1 - mean) = {show(largest)}, so se less than {show(largest**0.5)}; "
                "if the figure is a standard deviation between people, give it as sd with n"
            ]
        )
    total = largest / se / se - 1
    return {"alpha": mean * total, "beta": (1 - mean) * total}


normal_from_mean_sd_and_n = through_standard_error(normal_from_mean_and_se)
lognormal_from_mean_sd_and_n = through_standard_error(lognormal_from_mean_and_se)
gamma_from_mean_sd_and_n = through_standard_error(gamma_from_mean_and_se)
beta_from_mean_sd_and_n = through_standard_error(beta_from_mean_and_se)


def prior_for(events: float, n: float) -> str:
    """Name the prior that is added to counts when none is stated.

    A study without events, or with nothing but events, says nothing about how far its probability is from 0
    or 1: Jeffreys' prior, which adds a half to both counts, says it. Otherwise the counts stand as they are.

    Parameters
    ----------
    events, n : float
        Number of events, number of people.

    Returns
    -------
    str
        "jeffreys" or "none".

    Examples
    --------
    >>> prior_for(events=0, n=20), prior_for(events=3, n=20)
    ('jeffreys', 'none')
    """
    return "none" if 0 < events < n else "jeffreys"


def beta_from_events(events: float, n: float, prior: str | float | None = None) -> Native:
    """Beta from the number of events among `n` people.

    alpha = events + a, beta = n - events + a, with a = 0 (none), 1/2 (jeffreys) or 1 (uniform). Briggs
    (2006), chapter 4; Jeffreys' prior: Brown, Cai and DasGupta (2001), Statistical Science 16: 101-133.

    Parameters
    ----------
    events, n : float
        Number of events, number of people; fractions are welcome (weighted data).
    prior : {"none", "jeffreys", "uniform"} or float, optional
        What is added to both counts; without it, what `prior_for` says.

    Returns
    -------
    dict
        `alpha` and `beta`.

    Examples
    --------
    >>> beta_from_events(events=30, n=100)
    {'alpha': 30.0, 'beta': 70.0}
    >>> beta_from_events(events=0, n=20)
    {'alpha': 0.5, 'beta': 20.5}
    """
    require(events=(events, NON_NEGATIVE), n=(n, AT_LEAST_ONE))
    if events > n:
        raise ParameterError([f"events: {show(events)} must be at most n: {show(n)}"])
    prior = prior_for(events, n) if prior is None else prior
    require(prior=(prior, PRIOR))
    added = read_prior(prior)
    if min(events, n - events) + added <= 0:
        raise ParameterError(
            [
                f"prior: {show(prior)} leaves no uncertainty with events: {show(events)} of n: {show(n)}; "
                "say jeffreys or uniform, or leave prior out for jeffreys"
            ]
        )
    return {"alpha": events + added, "beta": n - events + added}


def dirichlet_from_counts(
    counts: Mapping[str, float], prior: str | float = "none"
) -> dict[str, tuple[object, ...]]:
    """Dirichlet from the number of people in each category.

    Concentration = count + a, with a = 0 (none), 1/2 (jeffreys) or 1 (uniform). Briggs, Ades and Price
    (2003), Medical Decision Making 23: 341-350.

    Parameters
    ----------
    counts : mapping of str to float
        Name of each category -> its count.
    prior : {"none", "jeffreys", "uniform"} or float, optional
        What is added to every count; nothing when left out.

    Returns
    -------
    dict
        `categories` and `concentrations`.

    Examples
    --------
    >>> dirichlet_from_counts({"well": 8, "ill": 2})
    {'categories': ('well', 'ill'), 'concentrations': (8.0, 2.0)}
    """
    require(counts=(counts, COUNTS), prior=(prior, PRIOR))
    added = read_prior(prior)
    empty = [name for name, count in counts.items() if count + added <= 0]
    if empty:
        raise ParameterError(
            [
                f"counts: {', '.join(empty)} has no count; leave a category out if it is impossible, or "
                f"state a prior: one of {', '.join(name for name, amount in PRIORS.items() if amount)}"
            ]
        )
    return {"categories": tuple(counts), "concentrations": tuple(count + added for count in counts.values())}
