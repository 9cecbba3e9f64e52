"""Latin hypercubes in 16 independent replicates."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.interleaved import REPLICATES, Interleaved
from mcsim.inputs.designs.permutation import MOST_ROUNDS, permuted
from mcsim.protocols import Array
from mcsim.seeds import key_of, keyed_uniforms, words

LARGEST = 1.0 - 2.0**-53  # what lies closer to 1 would be rounded to it


@dataclass(frozen=True)
class LatinHypercube(Interleaved):
    """Each replicate has exactly one of its n points in each of n equal intervals, for every stream.

    Which interval a point falls into follows from the number of points, so that a run cannot be extended.

    References
    ----------
    McKay, Beckman and Conover (1979), Technometrics 21:239-245. Owen (1992), Journal of the Royal Statistical
    Society B 54:541-551 (the variance of a mean).

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = LatinHypercube(Frame(seed=1, n_draws=80, streams=(("uptake", 0),)))
    >>> one_replicate = design.uniforms("uptake", 0, 0, 80)[::16]
    >>> sorted((5 * one_replicate).astype(int).tolist())
    [0, 1, 2, 3, 4]
    """

    name: ClassVar[str] = "latin_hypercube"
    title: ClassVar[str] = "Latin hypercube; cannot be extended"
    addressable: ClassVar[bool] = False

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Points of each replicate, shape (16,)."""
        return -((np.arange(REPLICATES) - self.frame.n_draws) // REPLICATES)

    def points(self, input_name: str, component: int, first: int, last: int) -> Array:
        """Points `first` to `last - 1` of every replicate, shape (last - first, 16)."""
        address = (self.frame.seed, input_name, component, self.name)
        # Beyond the last draw there is padding only, for which the points of others will do.
        places = np.arange(first, last)[:, np.newaxis] % self.sizes
        within = keyed_uniforms(key_of(*address, "within"), first * REPLICATES, last * REPLICATES)
        found = permuted(places, self.sizes, _keys(*address)) + within.reshape(places.shape)
        found /= self.sizes
        return np.minimum(found, LARGEST, out=found)


@lru_cache(maxsize=1024)
def _keys(*address: int | str) -> NDArray[np.uint64]:
    """Keys of the permutations of every replicate, shape (MOST_ROUNDS, 16)."""
    return words(key_of(*address), MOST_ROUNDS * REPLICATES).reshape(MOST_ROUNDS, REPLICATES)
