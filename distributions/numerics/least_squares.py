"""Least squares in a few unknowns, after Levenberg and Marquardt."""

from collections.abc import Callable

import numpy as np

from distributions.read import Array

_STEP = 1e-5  # of central differences; the unknowns are logarithms and shares, of the order of 1
_MOST_ROUNDS = 200
_LEAST_GAIN = 1e-15
_STIFFEST = 1e12

Residuals = Callable[[Array], Array]


def least_squares(residuals: Residuals, start: Array) -> tuple[Array, float]:
    """Unknowns at which the sum of squared residuals is least, downhill from a start.

    Marquardt (1963), Journal of the Society for Industrial and Applied Mathematics 11: 431-441.

    Parameters
    ----------
    residuals : function
        Unknowns of shape (k,) -> residuals of shape (m,), m >= k. Where a residual is not finite no step
        goes.
    start : ndarray of shape (k,)

    Returns
    -------
    unknowns : ndarray of shape (k,)
    sum_of_squares : float
        Infinite when the residuals at the start are not finite.

    Examples
    --------
    >>> unknowns, left = least_squares(lambda t: np.array([t[0] ** 2 - 2.0, 0.0]), np.array([1.0]))
    >>> round(float(unknowns[0]), 9), left < 1e-20
    (1.414213562, True)
    """
    here, least, stiffness = start, _sum_of_squares(residuals(start)), 1e-3
    for _ in range(_MOST_ROUNDS):
        if not 0.0 < least < np.inf or stiffness > _STIFFEST:
            break
        step = _step(residuals, here, stiffness)
        there = here + step
        reached = _sum_of_squares(residuals(there))
        if reached < least:
            done = np.abs(step).max() < _LEAST_GAIN * (1.0 + np.abs(here).max())
            here, least, stiffness = there, reached, stiffness / 10.0
            if done:
                break
        else:
            stiffness *= 10.0
    return here, least


def _sum_of_squares(values: Array) -> float:
    total = float(np.sum(values * values))
    return total if np.isfinite(total) else np.inf


def _step(residuals: Residuals, here: Array, stiffness: float) -> Array:
    """Step of Marquardt: of Gauss and Newton where `stiffness` is small, short and downhill where large."""
    rises = [residuals(here + part) - residuals(here - part) for part in _STEP * np.eye(len(here))]
    slopes = np.nan_to_num(np.stack(rises, axis=1) / (2 * _STEP), nan=0.0, posinf=0.0, neginf=0.0)
    # Rows below the slopes hold the step back, each unknown on its own scale.
    scale = np.sqrt(np.sum(slopes * slopes, axis=0))
    held = np.concatenate([slopes, np.diag(np.sqrt(stiffness) * np.where(scale > 0.0, scale, 1.0))])
    target = np.concatenate([-residuals(here), np.zeros(len(here))])
    step: Array = np.linalg.lstsq(held, target, rcond=None)[0]
    return step
