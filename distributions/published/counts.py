"""Means of numbers of events -> native parameters.

The families call the mean their rate, since `mean` is what every family computes.
"""

from distributions.constraint import SIZE, UP_TO_LARGEST, require
from distributions.read import Native, Number


def poisson_from_mean(mean: Number) -> Native:
    """Poisson from its mean, which is its rate.

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
