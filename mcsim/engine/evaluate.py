"""Inputs and outcomes of any range of draws: the same bytes whatever the range is cut into."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcsim.engine.blocks import BLOCK, block_starts
from mcsim.engine.part import Part, assemble
from mcsim.engine.quarantine import evaluate_block
from mcsim.engine.single import evaluate_draws
from mcsim.protocols import Model, Source


@dataclass(frozen=True)
class Work:
    """What is to be evaluated; must survive pickling.

    Attributes
    ----------
    source : Source
        Called as `source(start, stop)` for WHOLE blocks, so that it is asked for draws beyond the run's end
        too, and must answer with something of the right shape: such padding is thrown away unlooked at.
    model : Model
        Handed whole blocks as read-only arrays; with an attribute `vectorised` that is false, one draw at a
        time as floats.
    settings : Any
        Handed on to the model.
    ledger : (int, int), optional
        Items and years of the ledger that the model makes and that is to be kept; none is when absent.
    """

    source: Source
    model: Model
    settings: Any = None
    ledger: tuple[int, int] | None = None

    @property
    def vectorised(self) -> bool:
        """Whether the model takes many draws at once."""
        return bool(getattr(self.model, "vectorised", True))


def go_on() -> None:
    """Do nothing: the check of a run that nobody stops."""


def evaluate_range(work: Work, start: int, stop: int, check: Callable[[], None] = go_on) -> Part:
    """Evaluate the draws `start` to `stop - 1`.

    A vectorised model always sees whole blocks at absolute indices, so that the bits of a draw depend neither
    on the range nor on the length of the run, even where the model calls BLAS.

    Parameters
    ----------
    work : Work
        Source, model and settings.
    start, stop : int
        Absolute draw numbers, half open.
    check : callable, optional
        Called between blocks (or draws); whatever it raises stops the evaluation.

    Returns
    -------
    Part
        Draws that fail are quarantined in its `failures`.

    Raises
    ------
    ModelError
        The model breaks its contract, or fails on every draw.
    """
    pieces = _blocks(work, start, stop, check) if work.vectorised else _draws(work, start, stop, check)
    # Floating-point warnings are the quarantine's to judge, and must not differ between back ends.
    with np.errstate(all="ignore"):
        return assemble(pieces, start, stop)


def _blocks(work: Work, start: int, stop: int, check: Callable[[], None]) -> Iterator[Part]:
    for first in block_starts(start, stop):
        check()
        part = evaluate_block(work.source, work.model, work.settings, first, work.ledger)
        yield part.clip(start, stop)


def _draws(work: Work, start: int, stop: int, check: Callable[[], None]) -> Iterator[Part]:
    for first in block_starts(start, stop):
        begin, end = max(first, start), min(first + BLOCK, stop)
        yield evaluate_draws(work.source, work.model, work.settings, first, begin, end, check, work.ledger)
