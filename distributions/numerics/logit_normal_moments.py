"""Mean and variance of a logit-normal, by quadrature, and the logit-normal that has them."""

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from distributions.constraint import INSIDE_UNIT, STANDARD_ERROR, require
from distributions.error import ParameterError, show
from distributions.numerics.least_squares import least_squares
from distributions.published.standard_error import require_room
from distributions.read import Array, Native, Number

_NARROW = 2.0  # largest sigma for which the log odds are integrated over their own normal distribution
_NORMAL_STEP, _FARTHEST_NORMAL = 0.125, 11.0
_LOGIT_STEP, _FARTHEST_LOGIT = 0.5, 40.0
_NODES_AT_ONCE = 200
_FARTHEST_MU = 500.0  # e^-500 is a probability of nothing
_WIDE = 0.5  # share of the largest variance from which a logit-normal lies at the two ends for the most part
_BLOCK = 64  # draws at a time, so that memory stays bounded
_LARGEST_MISS = 1e-10  # of the log odds of the mean, and of the variance as a share of the largest


def logit_normal_moments(mu: Number, sigma: Number) -> tuple[Number, Number]:
    """Mean and variance of expit(mu + sigma z), z standard normal.

    By the trapezoidal rule, which converges exponentially for such integrands: over z where sigma is at most
    2, and over the log odds of the value where it is more, as expit then turns too fast for a grid in z.
    Trefethen and Weideman (2014), SIAM Review 56: 385-458.

    Parameters
    ----------
    mu, sigma : float or ndarray of shape (n,)

    Returns
    -------
    mean, variance : float or ndarray of shape (n,)
        Right to about 1e-14 of themselves.

    Examples
    --------
    >>> mean, variance = logit_normal_moments(0.0, 1.0)
    >>> round(float(mean), 12), round(float(variance), 10)
    (0.5, 0.0433790359)
    """
    mus, sigmas = np.broadcast_arrays(np.asarray(mu, dtype=np.float64), sigma)
    if mus.size <= _BLOCK:
        return _moments(mus, sigmas)
    blocks = [slice(start, start + _BLOCK) for start in range(0, mus.size, _BLOCK)]
    mean, variance = zip(*(_moments(mus[block], sigmas[block]) for block in blocks), strict=True)
    return np.concatenate(mean), np.concatenate(variance)


def logit_normal_from_mean_and_se(mean: float, se: float) -> Native:
    """Logit-normal from the mean and standard error of the probability itself, not of its log odds.

    Both parameters are found numerically, from the mu that a probit in place of the logit would give;
    figures of a distribution that lies at the two ends for the most part may be refused.

    Examples
    --------
    >>> parameters = logit_normal_from_mean_and_se(mean=0.5, se=0.0433790359**0.5)
    >>> abs(round(parameters["mu"], 6)), round(parameters["sigma"], 6)
    (0.0, 1.0)
    """
    require(mean=(mean, INSIDE_UNIT), se=(se, STANDARD_ERROR))
    require_room(mean, se, 0.0, 1.0, "0 and 1")
    largest = mean * (1.0 - mean)
    targets = logit(np.array([mean, se * se / largest]))

    def misses(t: Array) -> Array:
        if abs(t[0]) > _FARTHEST_MU:
            return np.full(2, np.inf)
        reached, variance = logit_normal_moments(t[0], np.exp(t[1]))
        return np.asarray(logit(np.array([reached, variance / largest])) - targets)

    start = _start(mean, se * se / largest)
    (mu, log_sigma), left = least_squares(misses, start)
    if not left <= _LARGEST_MISS**2:
        sentence = f"mean: {show(mean)} with se: {show(se)}: no logit_normal was found; choose beta"
        raise ParameterError([sentence])
    return {"mu": float(mu), "sigma": float(np.exp(log_sigma))}


def _moments(mu: Array, sigma: Array) -> tuple[Array, Array]:
    # The mirror image with the smaller mean, whose digits then count from 0.
    low = -np.abs(mu)
    narrow = sigma <= _NARROW
    near_mean, near_variance = _over_normal(low, np.minimum(sigma, _NARROW))
    far_mean, far_variance = _over_logit(low, np.maximum(sigma, _NARROW)) if not narrow.all() else (0.0, 0.0)
    mean, variance = np.where(narrow, near_mean, far_mean), np.where(narrow, near_variance, far_variance)
    return np.where(mu > 0.0, 1.0 - mean, mean)[()], variance[()]


def _start(mean: float, share: float) -> Array:
    """Where to look first for mu and ln sigma, from the mean and the share of the largest variance."""
    largest = mean * (1.0 - mean)
    if share > _WIDE:
        # Almost a probit: P(value near 1) = Phi(mu / sigma), and E p (1 - p) is the density of 0 log odds.
        z = ndtri(mean)
        sigma = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi) / (largest * (1.0 - share))
        return np.array([sigma * z, np.log(sigma)])
    # As a lognormal has where the mean is small, wider where little lies between the ends.
    sigma = np.sqrt(np.log1p(share / largest)) / (1.0 - share)
    return np.array([logit(mean) * np.sqrt(1.0 + np.pi / 8.0 * sigma * sigma), np.log(sigma)])


def _over_normal(mu: Array, sigma: Array) -> tuple[Array, Array]:
    """Integrate the value and its square deviation from the median over the normal density."""
    z = np.arange(-_FARTHEST_NORMAL, _FARTHEST_NORMAL + _NORMAL_STEP / 2, _NORMAL_STEP)
    weight = _NORMAL_STEP * np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    mu, rise = mu[..., np.newaxis], sigma[..., np.newaxis] * z
    # expit(m + d) - expit(m) = expit(m + d) (1 - expit(m)) (1 - exp(-d)), which keeps a small sigma.
    deviation = -np.expm1(-rise) * expit(mu + rise) * expit(-mu)
    first, second = ((weight * each).sum(axis=-1) for each in (deviation, deviation * deviation))
    return expit(mu[..., 0]) + first, second - first * first


def _over_logit(mu: Array, sigma: Array) -> tuple[Array, Array]:
    """Integrate the probability above x, and 2 x times it, over x = expit(y)."""
    mu, sigma = mu[..., np.newaxis], sigma[..., np.newaxis]
    mean, square = np.zeros(mu.shape[:-1]), np.zeros(mu.shape[:-1])
    # From above, so that what draws further down need adds nothing to the others.
    lowest = float(np.min(mu, initial=0.0)) - _FARTHEST_LOGIT
    for top in np.arange(_FARTHEST_LOGIT, lowest, -_LOGIT_STEP * _NODES_AT_ONCE):
        y = top - _LOGIT_STEP * np.arange(_NODES_AT_ONCE)
        term = _LOGIT_STEP * expit(y) * expit(-y) * ndtr((mu - y) / sigma)
        mean += term.sum(axis=-1)
        square += (2.0 * expit(y) * term).sum(axis=-1)
    return mean, square - mean * mean
