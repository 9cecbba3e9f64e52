"""What is compared: everything about the outcomes but the numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.grid import checked_grid
from mcsim.analysis.intervals import error_quantile
from mcsim.errors import AnalysisError, Problem
from mcsim.names import (
    COMPARATOR,
    COST,
    CURRENCY,
    DESIGN,
    PERSPECTIVE,
    PROBABILITY_SAMPLE,
    REPLICATES,
    STRATEGY,
    UNITS,
)

Array = NDArray[np.float64]


def replicates_of(attrs: Mapping[str, Any]) -> int:
    """Independent replicates that the draws of a probability sample are dealt to in turn.

    Parameters
    ----------
    attrs : mapping
        Attributes of a dataset of draws.

    Returns
    -------
    int
        0 where each draw is independent.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or their number of replicates is none.
    """
    if not attrs.get(PROBABILITY_SAMPLE, 1):
        rule = f"`{attrs.get(DESIGN)}` is no probability sample: it gives no means with standard errors"
        raise AnalysisError(
            Problem("design", rule, "run the evaluation with a design such as `monte_carlo` as well")
        )
    replicates = attrs.get(REPLICATES, 0)
    if not isinstance(replicates, int | np.integer) or replicates < 0:
        rule = f"is {replicates!r}; it must be a whole number of at least 0"
        remedy = "leave it out where draws are independent"
        raise AnalysisError(Problem(f"attribute `{REPLICATES}`", rule, remedy))
    return int(replicates)


@dataclass(frozen=True)
class Layout:
    """What is compared: everything about the outcomes but the numbers.

    Attributes
    ----------
    strategies, perspectives : tuple of str
        Names, in the order of the data.
    wtp : ndarray, shape (m,)
        Willingness to pay, strictly increasing.
    attrs : mapping
        Attributes of the outcomes: comparator, currency, design, provenance.
    money : str
        Units of cost.
    """

    strategies: tuple[str, ...]
    perspectives: tuple[str, ...]
    wtp: Array
    attrs: Mapping[str, Any]
    money: str

    @classmethod
    def of(cls, outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> Self:
        """Read the layout of a dataset of outcomes; draws need not be in it.

        Raises
        ------
        AnalysisError
            The outcomes are no probability sample, their number of replicates is none, or `wtp` is no grid.
        """
        attrs = dict(outcomes.attrs)
        replicates_of(attrs)
        return cls(
            tuple(str(name) for name in outcomes[STRATEGY].values),
            tuple(str(name) for name in outcomes[PERSPECTIVE].values),
            checked_grid(wtp),
            attrs,
            str(outcomes[COST].attrs.get(UNITS, attrs.get(CURRENCY, ""))),
        )

    @property
    def replicates(self) -> int:
        """Independent replicates that the draws are dealt to in turn; 0 where each draw is independent."""
        return int(self.attrs.get(REPLICATES, 0))

    @property
    def error_quantile(self) -> float:
        """Standard errors to either side of an estimate in a 95 % interval."""
        return error_quantile(self.replicates)

    @property
    def comparator(self) -> int:
        """Position of the comparator among the strategies."""
        return self.strategies.index(self.attrs.get(COMPARATOR, self.strategies[0]))
