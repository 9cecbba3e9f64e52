"""Temporary."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def is_positive_definite(matrix: Array) -> bool:
    """Whether."""
    return bool(np.linalg.eigvalsh(matrix).min() > 1e-10)


def cholesky(matrix: Array) -> Array:
    """Lower."""
    return np.linalg.cholesky(matrix)


def nearest_correlation(matrix: Array) -> Array:
    """Nearest."""
    y, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(1000):
        r = y - correction
        w, v = np.linalg.eigh(r)
        x = (v * np.maximum(w, 0)) @ v.T
        correction = x - r
        y = x.copy()
        np.fill_diagonal(y, 1)
    return y
