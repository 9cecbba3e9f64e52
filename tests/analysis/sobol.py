"""Scrambled Sobol' points in two dimensions, many randomisations at once.

Their direction numbers are known without tables: bits of the identity in the first dimension, of Pascal's
triangle modulo 2 in the second. A randomisation multiplies these by a random lower triangular matrix and
flips random bits of the points (Matousek, 1998, Journal of Complexity 14:527-556).
"""

import numpy as np
from scipy.linalg import pascal

BITS = 32
VALUES = 1 << np.arange(BITS - 1, -1, -1, dtype=np.int64)


def scrambled(log2_points, n_randomisations, rng):
    """Uniforms of shape (point, randomisation, 2), strictly between 0 and 1."""
    directions = np.stack([np.eye(log2_points), pascal(log2_points, "upper") % 2]).astype(np.int64)
    lower = np.tril(rng.integers(0, 2, (n_randomisations, 2, BITS, log2_points)), -1)
    lower += np.eye(BITS, log2_points, dtype=np.int64)
    columns = np.einsum("rdik,i->rdk", np.einsum("rdij,djk->rdik", lower, directions) % 2, VALUES)
    points = np.broadcast_to(
        rng.integers(0, 2**BITS, (n_randomisations, 2)), (2**log2_points, n_randomisations, 2)
    ).copy()
    for bit in range(log2_points):
        chosen = (np.arange(2**log2_points) >> bit) & 1 == 1
        points[chosen] ^= columns[..., bit]
    return (points + 0.5) / 2.0**BITS
