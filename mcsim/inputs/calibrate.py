"""Between the correlations that are stated and those of the normals behind a copula.

A Gaussian copula is elliptical with nothing to mix; a t copula divides the normals by the root of one shared
chi-square, which changes what a given latent correlation means for ranks and for normal scores.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

Array = NDArray[np.float64]
Scale = Callable[[Array], Array]

_N_NODES = 201  # twice as many change a correlation by 3e-4 at 1 degree of freedom, 5e-6 at 2, 1e-7 at 4
_LARGEST_NORMAL = 7.5
_N_HALVINGS = 40


def stated_from_latent(kind: str, degrees_of_freedom: float | None) -> Scale:
    """Function from latent correlations to stated ones, elementwise, for arrays of any shape.

    Parameters
    ----------
    kind : {"spearman", "normal_score"}
        What the stated correlations are.
    degrees_of_freedom : float or None
        Of a t copula; None for a Gaussian one.

    Returns
    -------
    function

    Notes
    -----
    Gaussian: rho_s = (6 / pi) arcsin(r / 2), Pearson (1907); normal scores have r itself. t: no closed form,
    so both are integrated numerically.

    Examples
    --------
    >>> float(stated_from_latent("spearman", None)(np.array(0.5)).round(4))
    0.4826
    >>> float(stated_from_latent("spearman", 4.0)(np.array(0.517638)).round(4))
    0.4861
    """
    if degrees_of_freedom is None:
        return _gaussian_spearman if kind == "spearman" else np.asarray
    df = float(degrees_of_freedom)
    return np.vectorize(lambda r: _t_correlation(float(r), df, kind), otypes=[np.float64])


def latent_from_stated(stated: Array, kind: str, degrees_of_freedom: float | None) -> Array:
    """Latent correlations that give the stated ones; 1 where 1 is stated.

    Parameters
    ----------
    stated : ndarray
        Between -1 and 1.
    kind, degrees_of_freedom
        As in `stated_from_latent`.

    Examples
    --------
    >>> float(latent_from_stated(np.array([0.5]), "spearman", None)[0].round(6))
    0.517638
    """
    if degrees_of_freedom is None:
        latent = 2.0 * np.sin(np.pi * stated / 6.0) if kind == "spearman" else stated
        return np.where(np.abs(stated) == 1.0, stated, latent)
    scale = stated_from_latent(kind, degrees_of_freedom)
    values, places = np.unique(np.abs(stated), return_inverse=True)
    low, high = np.zeros(values.shape), np.ones(values.shape)
    for _ in range(_N_HALVINGS):
        middle = 0.5 * (low + high)
        below = scale(middle) < values
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    found = np.where(values == 1.0, 1.0, 0.5 * (low + high))
    return np.sign(stated) * found[places].reshape(np.shape(stated))


def _gaussian_spearman(r: Array) -> Array:
    return np.asarray(6.0 / np.pi * np.arcsin(np.asarray(r) / 2.0))


@lru_cache(maxsize=4096)
def _t_correlation(r: float, df: float, kind: str) -> float:
    """Correlation of ranks or normal scores of a bivariate t: an integral over two independent normals."""
    # Evenly spaced: exact for what dies out smoothly, and kinks, from few degrees of freedom, do little harm.
    z = np.linspace(-_LARGEST_NORMAL, _LARGEST_NORMAL, _N_NODES)
    weights = np.exp(-0.5 * z * z)
    weights /= weights.sum()
    first = _t_at(z, df)
    # Given t1, t2 is a t of one more degree of freedom around r t1 (Kotz and Nadarajah 2004, section 1.11).
    spread = np.sqrt((df + first**2) * max(1.0 - r * r, 0.0) / (df + 1.0))
    second = r * first[:, np.newaxis] + spread[:, np.newaxis] * _t_at(z, df + 1.0)
    if kind == "spearman":
        return float(12.0 * np.einsum("i,ij,i,j->", ndtr(z) - 0.5, stdtr(df, second) - 0.5, weights, weights))
    return float(np.einsum("i,ij,i,j->", z, _score(second, df), weights, weights))


def _t_at(z: Array, df: float) -> Array:
    """Value of a t where a standard normal has `z`, from the nearer tail."""
    return np.asarray(-np.sign(z) * stdtrit(df, ndtr(-np.abs(z))))


def _score(t: Array, df: float) -> Array:
    """Normal score of a t value, from the nearer tail."""
    return np.asarray(-np.sign(t) * ndtri(stdtr(df, -np.abs(t))))
