"""Numbers as the functions of mechanisms take them."""

import numpy as np


def a(value):
    """One draw."""
    return np.array([float(value)])


def by_year(values):
    """A result of shape (years, 1) as a list."""
    assert values.ndim == 2
    assert values.shape[1] == 1
    return values.ravel().tolist()
