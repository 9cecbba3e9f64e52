"""Experts pooled in both ways: figures of each pool, what is drawn, and the input that a model takes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from scipy.special import expit

from distributions.error import ParameterError
from distributions.family import Array, Family
from distributions.logarithmic_pool import LogarithmicPool
from distributions.mixture_value import MixtureValue
from mcsim.config.elicitation import Elicitation
from mcsim.errors import ConfigError, Problem

METHODS = ("linear", "logarithmic")
MIXTURE = "mixture"
N_POINTS = 801
_LEFT_OUT = 0.002  # probability at either side of the figure
_FARTHEST = 18.0  # logit of the farthest quantile at which a sure expert is drawn
_NEAR = 0.05  # share of the figure within which the end of a support is shown too
_DIGITS = 8  # of a parameter that is pasted
_INTERVAL = np.array([0.025, 0.5, 0.975])


@dataclass(frozen=True)
class Pooled:
    """One way to pool.

    Attributes
    ----------
    mean, sd, median, low, high : float
        Of the pool; `low` and `high` are the ends of its central 95 % interval.
    """

    mean: float
    sd: float
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Pools:
    """Both ways to pool.

    Attributes
    ----------
    linear, logarithmic : Pooled
        None for the logarithmic one where the experts' distributions cannot be multiplied.
    linear_family, logarithmic_family : Family
        Likewise.
    why_not : str
        Why there is no logarithmic pool.
    """

    linear: Pooled
    logarithmic: Pooled | None
    linear_family: Family
    logarithmic_family: Family | None
    why_not: str


def pools(elicitation: Elicitation) -> Pools:
    """Pool the experts in both ways.

    Parameters
    ----------
    elicitation : Elicitation

    Raises
    ------
    ConfigError
        The logarithmic pool is asked for, and there is none.
    """
    shares, families = elicitation.shares, elicitation.families
    linear = MixtureValue(shares, families) if len(families) > 1 else families[0]
    try:
        logarithmic = LogarithmicPool(shares, families)
    except ParameterError as error:
        why_not = "; ".join(error.problems)
        if elicitation.file.pool.method == "logarithmic":
            place = f"{elicitation.path} pool.method"
            raise ConfigError(Problem(place, f"logarithmic is not possible: {why_not}")) from None
        return Pools(_pooled(linear), None, linear, None, why_not)
    return Pools(_pooled(linear), _pooled(logarithmic), linear, logarithmic, "")


def _pooled(family: Family) -> Pooled:
    low, median, high = map(float, family.quantile(_INTERVAL))
    return Pooled(float(family.mean), float(np.sqrt(family.variance)), median, low, high)


def densities(elicitation: Elicitation, pooled: Pools) -> xr.Dataset:
    """What the figure shows: densities of experts and pools, and the quantiles that were stated.

    Parameters
    ----------
    elicitation : Elicitation
    pooled : Pools
        Of the same experts.

    Returns
    -------
    Dataset
        `density` of dims (expert, value), `pool_density` (pool, value), NaN where infinite;
        `stated` and `stated_density` (expert, probability), NaN where an expert did not state that
        probability; `weight` (expert). Attributes title, quantity, units and `pool`, the way that was chosen.
    """
    names, families = list(elicitation.experts), elicitation.families
    probabilities = sorted({p for fitted in elicitation.experts.values() for p, _ in fitted.expert.stated})
    stated = np.array(
        [
            [dict(fitted.expert.stated).get(p, np.nan) for p in probabilities]
            for fitted in elicitation.experts.values()
        ]
    )
    x = _grid(elicitation, pooled, stated)
    pool_curves = {"linear": pooled.linear_family.density(x)}
    if pooled.logarithmic_family is not None:
        pool_curves["logarithmic"] = pooled.logarithmic_family.density(x)
    return xr.Dataset(
        {
            "density": (("expert", "value"), _finite([family.density(x) for family in families])),
            "pool_density": (("pool", "value"), _finite(list(pool_curves.values()))),
            "stated": (("expert", "probability"), stated),
            "stated_density": (("expert", "probability"), _densities_at(families, stated)),
            "weight": (("expert",), np.array(elicitation.shares)),
        },
        coords={"expert": names, "value": x, "pool": list(pool_curves), "probability": probabilities},
        attrs={
            "title": elicitation.file.title,
            "quantity": elicitation.file.quantity,
            "units": elicitation.file.unit,
            "pool": elicitation.file.pool.method,
        },
    )


def _grid(elicitation: Elicitation, pooled: Pools, stated: Array) -> Array:
    """Values to draw at: the bulk of the linear pool and all that was stated, closer where one is sure."""
    families = elicitation.families
    ends = pooled.linear_family.quantile(np.array([_LEFT_OUT, 1.0 - _LEFT_OUT]))
    first, last = min(ends[0], np.nanmin(stated)), max(ends[1], np.nanmax(stated))
    near = _NEAR * (last - first)
    lows, highs = zip(*(family.support for family in families), strict=True)
    first = min(lows) if min(lows) > first - near else first
    last = max(highs) if max(highs) < last + near else last
    curves = [*families, *filter(None, [pooled.logarithmic_family])]
    # Far into the tails: from the last point of a sure expert to the next a line would be drawn.
    probabilities = expit(np.linspace(-_FARTHEST, _FARTHEST, N_POINTS // 4))
    close = np.concatenate([curve.quantile(probabilities) for curve in curves])
    inside = close[(close > first) & (close < last)]
    return np.unique(np.concatenate([np.linspace(first, last, N_POINTS), inside]))


def _finite(curves: list[Array]) -> Array:
    """Curves of shape (k, n), NaN where a density is infinite, as it may be at the end of a support."""
    values = np.stack(curves)
    return np.where(np.isfinite(values), values, np.nan)


def _densities_at(families: tuple[Family, ...], values: Array) -> Array:
    known = np.isfinite(values)
    found = np.full(values.shape, np.nan)
    for row, family in enumerate(families):
        found[row, known[row]] = family.density(values[row, known[row]])
    return found


def distribution_of(elicitation: Elicitation) -> dict[str, Any]:
    """The chosen pool as `inputs.yaml` states a distribution; of one expert the distribution itself.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from mcsim.config.elicitation import load_elicitation
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "one.yaml"
    >>> _ = path.write_text(
    ...     "{title: A, quantity: b, unit: c, family: normal, experts: {A: {quantiles: {0.16: -1, 0.5: 0}}}}"
    ... )
    >>> distribution_of(load_elicitation(path))["family"]
    'normal'
    """
    parts = [{"family": family.name, **_native(family)} for family in elicitation.families]
    if len(parts) == 1:
        return parts[0]
    name = MIXTURE if elicitation.file.pool.method == "linear" else LogarithmicPool.name
    return {"family": name, "weights": list(elicitation.shares), "parts": parts}


def _native(family: Family) -> dict[str, Any]:
    values = {name: getattr(family, name) for name in family.parameters()}
    return {
        name: [_rounded(each) for each in value] if isinstance(value, tuple) else _rounded(value)
        for name, value in values.items()
        if value is not None
    }


def _rounded(value: Any) -> Any:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value


def input_record(elicitation: Elicitation) -> dict[str, Any]:
    """The pool as a whole entry of `inputs.yaml`."""
    n_experts = len(elicitation.experts)
    who = f"{n_experts} experts, {elicitation.file.pool.method} pool" if n_experts > 1 else "one expert"
    return {
        "distribution": distribution_of(elicitation),
        "unit": elicitation.file.unit,
        "description": elicitation.file.quantity,
        "source": f"{elicitation.file.title} ({who})",
        "evidence": {"status": "judgement", "centre": "judgement"},
    }
