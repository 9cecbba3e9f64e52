"""What each input looks like before anything is run: moments, an interval and a small density."""

import numpy as np
import xarray as xr

from distributions.empirical import EmpiricalMargin
from distributions.family import Family
from distributions.rescaled import Rescaled
from distributions.rows import Rows
from mcsim.config.records import Evaluation
from mcsim.inputs.sample import plain_draws
from mcsim.names import INPUT, LONG_NAME, UNITS
from mcsim.protocols import Array

N_BINS = 64
N_DRAWS = 65_536  # for inputs that are known through draws alone
LEVEL = np.array([0.025, 0.975])
LABEL = "number of the part"  # in place of a unit, which a label has not
SHOWN = np.array([0.002, 0.998])


def portraits(evaluation: Evaluation) -> xr.Dataset:
    """Moments, 95 % interval and histogram of every scalar input, in the prices of the evaluation.

    Parameters
    ----------
    evaluation : Evaluation

    Returns
    -------
    Dataset
        Dim `input`: `mean`, `sd`, `lower` and `upper` (95 % interval), `from_draws` (true where the
        distribution is known through draws alone, as of an input that refers to others), and text: `unit`,
        `family`, `status`, `centre`, `description`, `source`. Dims (input, bin): `share` of probability in
        each bin between `edge` (input, boundary), evenly spaced over the middle 99.6 %.

    Examples
    --------
    >>> from mcsim.config.load import load
    >>> portraits(load("configs/linear_gaussian"))["mean"].values.tolist()
    [750.0, 0.05]
    """
    found = margins(evaluation)
    owner = {scalar: name for name, scalars in evaluation.scalars.items() for scalar in scalars}
    rows = [_portrait(evaluation, owner[scalar], scalar, margin) for scalar, margin in found.items()]
    dims = {"share": (INPUT, "bin"), "edge": (INPUT, "boundary")}
    variables = {key: (dims.get(key, (INPUT,)), np.stack([row[key] for row in rows])) for key in rows[0]}
    data = xr.Dataset(variables, coords={INPUT: list(found)}, attrs={"title": evaluation.title})
    for key, variable in data.variables.items():
        variable.attrs |= {UNITS: "1", LONG_NAME: str(key)}
    return data


def margins(evaluation: Evaluation) -> dict[str, Family]:
    """Distribution of every scalar input alone, in the prices of the evaluation.

    Inputs that refer to others have the distribution of many draws.
    """
    drawn = _drawn(evaluation)
    found: dict[str, Family] = {}
    for name, family in evaluation.families.items():
        price_factor = evaluation.price_factors.get(name, 1.0)
        for scalar, margin in zip(evaluation.scalars[name], family.margins, strict=True):
            factor = 1.0 if scalar in evaluation.labels else price_factor
            if scalar in drawn:
                found[scalar] = EmpiricalMargin(Rows(drawn[scalar][:, np.newaxis]))
            else:
                found[scalar] = margin if factor == 1.0 else Rescaled(margin, scale_by=factor, shift_by=0.0)
    return found


def _drawn(evaluation: Evaluation) -> dict[str, Array]:
    """Draws of the inputs that refer to others; those without a value are left out."""
    names = [name for name, record in evaluation.inputs.items() if record.parents]
    if not names:
        return {}
    values = plain_draws(evaluation, N_DRAWS)
    scalars = [scalar for name in names for scalar in evaluation.scalars[name]]
    return {scalar: values[scalar][np.isfinite(values[scalar])] for scalar in scalars}


def _portrait(evaluation: Evaluation, name: str, scalar: str, margin: Family) -> dict[str, np.ndarray]:
    record = evaluation.inputs[name]
    low, high = margin.quantile(SHOWN).tolist()
    lower, upper = margin.quantile(LEVEL).tolist()
    edge = _edges(low, high)
    # What lies on the first edge belongs to the first bin.
    reached = np.append(margin.cdf(np.nextafter(edge[:1], -np.inf)), margin.cdf(edge[1:]))
    found = {
        "mean": np.asarray(margin.mean, dtype=np.float64),
        "sd": np.sqrt(np.asarray(margin.variance, dtype=np.float64)),
        "lower": np.array(lower),
        "upper": np.array(upper),
        "share": np.diff(reached),
        "edge": edge,
        "from_draws": np.array(bool(record.parents)),
    }
    words = {
        "unit": LABEL if scalar in evaluation.labels else record.unit,
        "family": str(record.distribution["family"]),
        "status": record.evidence.status,
        "centre": record.evidence.centre,
        "description": record.description,
        "source": record.source,
    }
    return found | {key: np.array(word) for key, word in words.items()}


def _edges(low: float, high: float) -> Array:
    """Edges of the bins; a single value gets some room around it."""
    if low == high:
        room = abs(low) * 0.5 or 0.5
        low, high = low - room, high + room
    return np.linspace(low, high, N_BINS + 1)
