"""Numbers of people with an event, or in each category, and means of numbers of events -> native parameters.

"Briggs (2006)" is Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation.
"""

from collections.abc import Mapping

from distributions.constraint import AT_LEAST_ONE, COUNTS, NON_NEGATIVE, PRIOR, SIZE, UP_TO_LARGEST, require
from distributions.error import ParameterError, show
from distributions.read import PRIORS, Native, Number, read_prior


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


def poisson_from_mean(mean: Number) -> Native:
    """Poisson from its mean, which the family calls its rate, since `mean` is what every family computes.

    Examples
    --------
    >>> poisson_from_mean(2.5)
    {'rate': 2.5}
    """
    require(mean=(mean, UP_TO_LARGEST))
    return {"rate": mean}


def negative_binomial_from_mean_and_size(mean: Number, size: Number) -> Native:
    """Negative binomial from its mean and its size k, as R's dnbinom(mu, size).

    Examples
    --------
    >>> negative_binomial_from_mean_and_size(mean=3, size=0.5)
    {'rate': 3, 'size': 0.5}
    """
    require(mean=(mean, UP_TO_LARGEST), size=(size, SIZE))
    return {"rate": mean, "size": size}
