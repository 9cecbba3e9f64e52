"""From what the engine returns to described, checked datasets."""

import json
from typing import Any

import xarray as xr

from mcsim.config.input_record import InputRecord
from mcsim.config.money import from_others
from mcsim.config.records import Evaluation
from mcsim.config.structures import named_values, teller
from mcsim.engine.part import Part
from mcsim.evaluation.prepare import Prepared
from mcsim.inputs.design import Design
from mcsim.names import (
    COST,
    DESIGN,
    DRAW,
    EFFECT,
    FLAG_MEANINGS,
    FLAG_VALUES,
    ITEMS,
    LONG_NAME,
    PRICE_YEAR,
    PROBABILITY_SAMPLE,
    REPLICATES,
    ROLE,
    STRUCTURE,
    STRUCTURE_OF,
    UNITS,
    words,
)
from mcsim.results.datasets import inputs_dataset, outcomes
from mcsim.results.ledger import ledger_dataset
from mcsim.results.provenance import digest, provenance


def datasets(prepared: Prepared, part: Part) -> tuple[xr.Dataset, xr.Dataset, xr.Dataset | None]:
    """Datasets of inputs, of outcomes and of the ledger if one is kept; units, names and provenance on each.

    Raises
    ------
    DatasetError
        The items of the ledger do not add up.
    """
    evaluation, settings = prepared.evaluation, prepared.evaluation.settings
    origin = provenance(
        digest(prepared.identity),
        evaluation.model_dump(mode="json", exclude={"folder"}),
        title=evaluation.title,
        evaluation=evaluation.name,
        seed=settings.seed,
        n_quarantined=len(part.failures),
    )
    design = prepared.design
    sampling = {
        DESIGN: design.name,
        PROBABILITY_SAMPLE: int(design.probability_sample),
        REPLICATES: design.replicates,
    }
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
    places = _places(design, part)
    inputs, found = inputs.assign_coords(places), found.assign_coords(places)
    return inputs, found, _ledger(prepared, part, found).assign_coords(places) if settings.ledger else None


def _ledger(prepared: Prepared, part: Part, found: xr.Dataset) -> xr.Dataset:
    rates = prepared.evaluation.settings.discount_rates
    described = getattr(prepared.model, ITEMS)
    return ledger_dataset(part.outputs[ITEMS], found, described, (rates.costs, rates.effects))


def _places(design: Design, part: Part) -> dict[str, xr.Variable]:
    """Coordinates that say what each draw is in the design."""
    said = design.described()
    return {
        name: xr.Variable(
            DRAW, values, {UNITS: "1", LONG_NAME: words(name).capitalize(), **said.get(name, {})}
        )
        for name, values in design.coordinates(part.draws).items()
    }


def described(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """Attributes of every scalar input."""
    return {
        scalar: _attributes(evaluation, name, record, scalar)
        for name, record in evaluation.inputs.items()
        for scalar in evaluation.scalars[name]
    }


def _attributes(evaluation: Evaluation, name: str, record: InputRecord, scalar: str) -> dict[str, Any]:
    family = evaluation.families[name]
    told = _structures(name, record, scalar)
    if scalar in evaluation.labels:
        long_name = f"{record.description}: which part"
        return {UNITS: "1", LONG_NAME: long_name, ROLE: "input", "joint": name, **told}
    attributes: dict[str, Any] = {
        UNITS: record.unit,
        LONG_NAME: record.description,
        ROLE: "input",
        "distribution": str(record.distribution) if record.references else str(family),
        "source": record.source,
        "evidence_status": record.evidence.status,
        "evidence_centre": record.evidence.centre,
        **_evidence(record),
        **told,
    }
    if family.components:
        attributes["joint"] = name
    if record.multiplied_by:
        attributes["multiplied_by"] = record.multiplied_by
    if record.price_year is not None:
        attributes |= _prices(evaluation, name, record)
    return attributes


def _prices(evaluation: Evaluation, name: str, record: InputRecord) -> dict[str, Any]:
    """In which year's prices an input is, and how it came to be; of one that follows others, these say it."""
    now = {PRICE_YEAR: evaluation.settings.price_year}
    if from_others(record, evaluation.inputs, evaluation.settings):
        return now
    factor = evaluation.price_factors.get(name, 1.0)
    return {**now, "published_price_year": record.price_year, "price_factor": factor}


def _evidence(record: InputRecord) -> dict[str, str]:
    """Where in the evidence library an input stands, and where its figures were seen."""
    said = {
        "evidence_id": ", ".join(record.take or ()),
        "evidence_role": record.role,
        "address": record.address,
    }
    return {key: value for key, value in said.items() if value}


def _structures(name: str, record: InputRecord, scalar: str) -> dict[str, Any]:
    """What the values of a scalar mean, where they tell which structure a draw has."""
    if record.structures is None or scalar != teller(name, record.structures):
        return {}
    values, names = zip(*named_values(record.structures), strict=True)
    return {
        ROLE: STRUCTURE,
        STRUCTURE_OF: name,
        FLAG_VALUES: list(values),
        FLAG_MEANINGS: json.dumps(names, ensure_ascii=False),
    }
