"""From what the engine returns to described, checked datasets."""

from typing import Any

import xarray as xr

from mcsim.config.load import scalar_names
from mcsim.config.records import Evaluation, InputRecord
from mcsim.engine.part import Part
from mcsim.evaluation.prepare import Prepared
from mcsim.names import COST, DESIGN, EFFECT, LONG_NAME, PRICE_YEAR, PROBABILITY_SAMPLE, ROLE, UNITS
from mcsim.results.datasets import inputs_dataset, outcomes
from mcsim.results.provenance import digest, provenance


def datasets(prepared: Prepared, part: Part) -> tuple[xr.Dataset, xr.Dataset]:
    """Datasets of inputs and of outcomes, with units, names and provenance."""
    evaluation, settings = prepared.evaluation, prepared.evaluation.settings
    origin = provenance(
        digest(prepared.identity),
        evaluation.model_dump(mode="json", exclude={"folder"}),
        title=evaluation.title,
        evaluation=evaluation.name,
        seed=settings.seed,
        n_quarantined=len(part.failures),
    )
    sampling = {DESIGN: settings.design, PROBABILITY_SAMPLE: int(prepared.design.probability_sample)}
    inputs = inputs_dataset(part.inputs, part.draws, described(evaluation), {**origin, **sampling})
    found = outcomes(
        part.outputs[COST],
        part.outputs[EFFECT],
        strategies=list(prepared.model.strategies),
        perspectives=settings.perspectives,
        currency=settings.currency,
        price_year=settings.price_year,
        effect_unit=str(getattr(prepared.model, "effect_unit", "QALY")),
        per=str(getattr(prepared.model, "per", "person")),
        draws=part.draws,
        attrs={**origin, **sampling},
    )
    return inputs, found


LABEL = "1"  # the unit of a number that only names something, such as the part of a mixture


def described(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """Attributes of every scalar input."""
    return {
        scalar: _attributes(evaluation, name, record, len(record.family.margins) > 1, quantity)
        for name, record in evaluation.inputs.items()
        for scalar, quantity in zip(scalar_names(name, record), record.family.quantities, strict=True)
    }


def _attributes(
    evaluation: Evaluation, name: str, record: InputRecord, joint: bool, quantity: bool
) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        UNITS: record.unit if quantity else LABEL,
        LONG_NAME: record.description,
        ROLE: "input",
        "distribution": str(record.family),
        "source": record.source,
        "evidence_status": record.evidence.status,
        "evidence_centre": record.evidence.centre,
    }
    if joint:
        attributes["joint"] = name
    if quantity and record.price_year is not None:
        attributes[PRICE_YEAR] = evaluation.settings.price_year
        attributes["published_price_year"] = record.price_year
        attributes["price_factor"] = evaluation.price_factors.get(name, 1.0)
    return attributes
