"""Checks of the contract that an author can run on a model of their own."""

from collections.abc import Mapping
from numbers import Real
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcsim.errors import DrawsRefused
from mcsim.models.items import WithLedger, faults_of_items, faults_of_ledger
from mcsim.names import COST, EFFECT, ITEMS

N_TRIED = 7
SETTINGS = SimpleNamespace(
    horizon=3,
    discount_rates=SimpleNamespace(costs=0.035, effects=0.035),
    currency="GBP",
    price_year="2024/25",
    ledger=False,
)


def check_model(
    model: Any, inputs: Mapping[str, NDArray[np.float64]] | None = None, settings: Any = SETTINGS
) -> list[str]:
    """Say in words what a model breaks of the contract.

    Parameters
    ----------
    model : object
        The model itself, not its class.
    inputs : mapping of str to ndarray, optional
        Sensible values to try it with, all of shape (n,) with n of 2 or more; values inside each domain are
        used when absent.
    settings : object, optional
        What `evaluate` is given as settings; three years at 3.5 % when absent. A model that has `items` is
        asked for its ledger whatever they say.

    Returns
    -------
    list of str
        One sentence per fault; empty when the contract is kept.

    Examples
    --------
    >>> class Forgetful:
    ...     inputs = {}
    ...     strategies = ("usual care",)
    ...     perspectives = ("societal",)
    >>> check_model(Forgetful())
    ['has no `evaluate(inputs, settings, draws)`']
    """
    faults = faults_of_shape(model) + faults_of_items(model)
    if faults:
        return faults
    if getattr(model, ITEMS, None) is not None:
        settings = WithLedger(settings)
    given = _values_inside(model) if inputs is None else inputs
    tried = {name: value for name, value in given.items() if name in model.inputs}
    try:
        # Whether a draw depends on its neighbours can be asked only of outputs that are sound.
        return _outputs(model, tried, settings) or _draw_by_draw(model, tried, settings)
    except DrawsRefused as error:
        return [f"refuses the values it was tried with ({error.reason}); pass `inputs` that it accepts"]
    except KeyError as error:
        return [f"reads {error}, which its `inputs` do not name"]
    except Exception as error:  # whatever the author's code raises is the finding
        return [f"`evaluate` raised {type(error).__name__}: {error}"]


def faults_of_shape(model: Any) -> list[str]:
    """What is wrong with the parts of the contract that need no run."""
    faults = []
    needs = getattr(model, "inputs", None)
    if not isinstance(needs, Mapping):
        faults.append("has no `inputs`: a mapping of each input's name to a Need(unit, low, high)")
    else:
        faults += [
            f"input `{name}` says no unit and domain; use Need(unit, low, high)"
            for name, need in needs.items()
            if not isinstance(getattr(need, "unit", None), str)
            or not all(isinstance(getattr(need, part, None), Real) for part in ("low", "high"))
        ]
    for part in ("strategies", "perspectives"):
        names = getattr(model, part, None)
        if isinstance(names, str) or not isinstance(names, tuple | list) or not names:
            faults.append(f"has no `{part}`: a tuple of names")
        elif not all(isinstance(name, str) and name for name in names):
            faults.append(f"`{part}` holds what is no text: {list(names)}")
        elif len(set(names)) != len(names):
            faults.append(f"`{part}` holds a name twice: {list(names)}")
    if not callable(getattr(model, "evaluate", None)):
        faults.append("has no `evaluate(inputs, settings, draws)`")
    return faults


def _values_inside(model: Any) -> dict[str, NDArray[np.float64]]:
    """Values strictly inside each domain, different between inputs and draws."""
    values = {}
    for position, (name, need) in enumerate(model.inputs.items()):
        share = (np.arange(N_TRIED) + 1 + 0.1 * (position % 7)) / (N_TRIED + 2)
        low = need.low if np.isfinite(need.low) else -1.0
        high = need.high if np.isfinite(need.high) else low + 1.0
        values[name] = low + (high - low) * share
    return values


def _run(
    model: Any, inputs: Mapping[str, NDArray[np.float64]], settings: Any, start: int = 0
) -> dict[str, Any]:
    n_draws = len(next(iter(inputs.values()))) if inputs else N_TRIED
    if getattr(model, "vectorised", True):
        given = {name: np.array(value, dtype=np.float64) for name, value in inputs.items()}
        for value in given.values():
            value.setflags(write=False)
        return dict(model.evaluate(given, settings, np.arange(start, start + n_draws)))
    rows = [
        model.evaluate({name: float(value[i]) for name, value in inputs.items()}, settings, start + i)
        for i in range(n_draws)
    ]
    return {name: np.stack([np.asarray(row[name], dtype=float) for row in rows]) for name in rows[0]}


def _outputs(model: Any, inputs: Mapping[str, NDArray[np.float64]], settings: Any) -> list[str]:
    found = _run(model, inputs, settings)
    n_draws = len(next(iter(inputs.values()))) if inputs else N_TRIED
    shape = (n_draws, len(model.strategies), len(model.perspectives))
    faults = []
    for name in (COST, EFFECT):
        if name not in found:
            faults.append(f"`evaluate` returns no `{name}`")
            continue
        value = np.asarray(found[name])
        if value.shape != shape:
            faults.append(f"`{name}` has shape {value.shape}; (draw, strategy, perspective) makes it {shape}")
        elif value.dtype.kind not in "fiu":
            faults.append(f"`{name}` holds {value.dtype}, not numbers")
        elif not np.isfinite(value).all():
            faults.append(f"`{name}` is not finite for values inside every input's domain")
    if not faults and getattr(model, ITEMS, None) is not None:
        faults += faults_of_ledger(model, found, n_draws, settings.horizon)
    return faults


def _draw_by_draw(model: Any, inputs: Mapping[str, NDArray[np.float64]], settings: Any) -> list[str]:
    """Each draw must not depend on its neighbours, nor the result on a repetition."""
    whole = _run(model, inputs, settings)
    again = _run(model, inputs, settings)
    half = {name: value[:2] for name, value in inputs.items()}
    part = _run(model, half, settings) if inputs else whole
    faults = []
    for name in (name for name in (COST, EFFECT, ITEMS) if name in whole):
        if not np.array_equal(whole[name], again[name]):
            faults.append(
                f"`{name}` differs when the same draws are run twice; derive randomness from `draws`"
            )
        elif inputs and not np.allclose(whole[name][:2], part[name], rtol=1e-9, atol=1e-12):
            faults.append(f"`{name}` of a draw depends on which other draws are in its block")
    return faults
