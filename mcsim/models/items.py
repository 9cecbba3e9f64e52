"""Checks of the ledger that a model may keep: its `items`, and what `evaluate` returns of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcsim.names import ITEMS, PEOPLE
from mcsim.results.adding_up import MEASURES, first_gaps


class WithLedger:
    """Settings that ask for a ledger, and are otherwise those given.

    Parameters
    ----------
    settings : object
        Any settings.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> settings = WithLedger(SimpleNamespace(horizon=3, ledger=False))
    >>> settings.horizon, settings.ledger
    (3, True)
    """

    ledger = True

    def __init__(self, settings: Any) -> None:
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked."""
        return getattr(self._settings, name)


def faults_of_items(model: Any) -> list[str]:
    """What is wrong with the `items` that a model says it has; nothing where it has none.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> staff = SimpleNamespace(measure="money", kind="staff", block="delivery")
    >>> faults_of_items(SimpleNamespace(items={"staff": staff}))
    ['item `staff` is of measure money; it must be cost, effect or people']
    """
    items = getattr(model, ITEMS, None)
    if items is None:
        return []
    if not isinstance(items, Mapping):
        return [f"`{ITEMS}` is no mapping of each item's name to what has `measure`, `kind` and `block`"]
    faults = []
    for name, item in items.items():
        if not isinstance(name, str) or not name:
            faults.append(f"`{ITEMS}` holds the name {name!r}, which is no text")
        wrong = [part for part in ("kind", "block") if not isinstance(getattr(item, part, None), str)]
        faults += [f"item `{name}` has no `{part}`, a text" for part in wrong]
        measure = getattr(item, "measure", None)
        if measure not in (*MEASURES, PEOPLE):
            known = f"{', '.join(MEASURES)} or {PEOPLE}"
            faults.append(f"item `{name}` is of measure {measure}; it must be {known}")
    return faults


def faults_of_ledger(model: Any, found: Mapping[str, Any], n_draws: int, n_years: int) -> list[str]:
    """What is wrong with the ledger of a model whose cost and effect are sound.

    Parameters
    ----------
    model : object
        With sound `items`; its first strategy is the comparator.
    found : mapping
        What `evaluate` returned when asked for a ledger.
    n_draws, n_years : int
        How many it was asked for.
    """
    if ITEMS not in found:
        return [f"`evaluate` returns no `{ITEMS}` although `settings.ledger` is true"]
    shape = (n_draws, len(model.strategies), len(model.perspectives), len(model.items), n_years)
    items = np.asarray(found[ITEMS])
    if items.shape != shape:
        dims = "(draw, strategy, perspective, item, year)"
        return [f"`{ITEMS}` has shape {items.shape}; {dims} makes it {shape}"]
    if items.dtype.kind not in "fiu":
        return [f"`{ITEMS}` holds {items.dtype}, not numbers"]
    if not np.isfinite(items).all():
        return [f"`{ITEMS}` is not finite for values inside every input's domain"]
    faults = []
    if (items[:, 0] != 0.0).any():
        faults.append(f"`{ITEMS}` is not zero for {model.strategies[0]}, over which they are increments")
    measures = [item.measure for item in model.items.values()]
    return faults + _gaps(model, items.astype(np.float64), measures, found)


def _gaps(
    model: Any, items: NDArray[np.float64], measures: Sequence[str], found: Mapping[str, Any]
) -> list[str]:
    totals = {name: np.asarray(found[name], dtype=np.float64) for name in MEASURES}
    return [
        f"the {gap.rule} (strategy {model.strategies[gap.strategy]}, perspective "
        f"{model.perspectives[gap.perspective]})"
        for gap in first_gaps(items, measures, totals)
    ]
