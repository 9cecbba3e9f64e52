"""Mean and variance of families for which both come from one quadrature."""

from abc import abstractmethod
from functools import cached_property

from distributions.read import Number


class NumericalMoments:
    """What a family whose mean and variance have no closed form adds to its other bases."""

    @cached_property
    @abstractmethod
    def _moments(self) -> tuple[Number, Number]:
        """Mean and variance."""

    @property
    def mean(self) -> Number:
        """Mean, by quadrature; infinite where a tail is too heavy for it."""
        return self._moments[0]

    @property
    def variance(self) -> Number:
        """Variance, by quadrature; infinite where a tail is too heavy for it."""
        return self._moments[1]
