"""What a careful reviewer would remark on the inputs of an evaluation that is otherwise in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from distributions.family import Family
from distributions.published.remarks import remarks as remarks_on
from mcsim.config.input_record import InputRecord
from mcsim.config.records import Evaluation
from mcsim.inputs.portraits import N_DRAWS
from mcsim.inputs.sample import plain_draws

NEGLIGIBLE = 1e-6
"""Probability, and share of the mean, below which nothing is remarked."""
LOWEST_UTILITY = -0.594
"""EQ-5D-3L in the United Kingdom: Dolan (1997), Medical Care 35: 1095-1108."""
VALUED = ("per WELLBY", "per QALY")
TRANSFORMS = {"scale_by", "shift_by", "truncate_to"}
SHARES = {"share", "probability", "proportion", "utility"}
RISK_RATIOS = ("relative_risk", "risk_ratio", "rr")


@dataclass(frozen=True)
class Remark:
    """One thing worth a second look.

    Attributes
    ----------
    input : str
        Name of the input.
    sentence : str
        What was seen, and what to do about it.
    """

    input: str
    sentence: str

    def __str__(self) -> str:
        """Render as one line."""
        return f"{self.input}: {self.sentence}"


def remarks(evaluation: Evaluation, margins: Mapping[str, Family]) -> list[Remark]:
    """Remarks on every input, in the order of the inputs.

    Parameters
    ----------
    evaluation : Evaluation
        Whose problems, if it had any, have been told already.
    margins : mapping of str to Family
        Distribution of every scalar alone.
    """
    found: list[Remark] = []
    for name, scalars in evaluation.scalars.items():
        record = evaluation.inputs[name]
        for scalar in scalars:
            if scalar not in evaluation.labels:
                said = (
                    *_of_values(record, margins[scalar]),
                    *_of_money(record, margins[scalar], evaluation.settings.currency),
                    *_of_shares(record, margins[scalar]),
                    *_of_spread(record, margins[scalar]),
                )
                found += [Remark(scalar, sentence) for sentence in said]
        found += _of_statement(evaluation, name)
    return [*found, *_of_risk_ratios(evaluation), *_of_copulas(evaluation)]


def _of_money(record: InputRecord, margin: Family, currency: str) -> Iterator[str]:
    below = _below(margin, 0.0)
    said = f"{record.description} {record.evidence.note}".lower()
    is_signed = "difference" in said or "may be negative" in said
    if record.unit.split()[0] == currency and NEGLIGIBLE < below < 1.0 and not is_signed:
        yield (
            f"a cost that is negative with probability {below:.2g}; use gamma or lognormal, or say in its "
            "note that it is a difference"
        )


def _of_values(record: InputRecord, margin: Family) -> Iterator[str]:
    """What a QALY or a point of satisfaction is worth is judged and shown in scenarios, not unknown."""
    if record.unit.endswith(VALUED) and float(np.asarray(margin.variance)) > 0.0:
        yield "a value judgement that is sampled; fix it, and show results at each value that may be held"


def _of_shares(record: InputRecord, margin: Family) -> Iterator[str]:
    kind = record.unit.split()[0]
    if kind not in SHARES:
        return
    lowest = LOWEST_UTILITY if kind == "utility" else 0.0
    outside = _below(margin, lowest) + float(margin.survival(np.array([1.0]))[0])
    if outside > NEGLIGIBLE:
        yield (
            f"a {kind} outside {lowest:g} to 1 with probability {outside:.2g}; use beta, logit_normal or "
            "scaled_beta"
        )
    stated = record.distribution.get("interval")
    if isinstance(stated, list | tuple) and (min(stated) < lowest or max(stated) > 1.0):
        yield (
            f"a {kind} whose published interval {list(stated)} is wider than its support, {lowest:g} to 1; "
            "check the figures"
        )


def _of_spread(record: InputRecord, margin: Family) -> Iterator[str]:
    mean, sd = float(np.asarray(margin.mean)), float(np.sqrt(np.asarray(margin.variance)))
    if not np.isfinite(sd):
        remedy = "choose a smaller tau_scale" if "tau_scale" in record.distribution else "truncate it"
        yield f"it has no finite variance, so standard errors of means are not to be relied upon; {remedy}"
    elif "fixed" not in (record.distribution["family"], margin.name) and sd <= NEGLIGIBLE * abs(mean):
        yield f"a standard error of {sd:g} beside {mean:g} is none; if it is known, say family: fixed"
    elif margin.support[0] == 0.0 and sd > mean > 0.0 and not margin.is_discrete:
        yield (
            f"its standard deviation {sd:.3g} exceeds its mean {mean:.3g}; is it a standard error, or the "
            "spread between people?"
        )


def _of_statement(evaluation: Evaluation, name: str) -> list[Remark]:
    """What was assumed about an input, and how well its distribution fits what was stated."""
    record = evaluation.inputs[name]
    if record.references or TRANSFORMS & record.distribution.keys():
        return []  # the figures are stated of something that the distribution is made from
    return [Remark(name, told) for told in remarks_on(evaluation.families[name], record.distribution)]


def _below(margin: Family, value: float) -> float:
    """Probability of less than a value, which itself may have some."""
    return float(margin.cdf(np.array([np.nextafter(value, -np.inf)]))[0])


def _of_risk_ratios(evaluation: Evaluation) -> Iterator[Remark]:
    """Relative risks that push the probability they act on above 1, in draws."""
    pairs = list(risk_pairs(evaluation))
    if not pairs:
        return
    values = plain_draws(evaluation, N_DRAWS)
    for ratio, probability in pairs:
        above = float(np.mean(values[ratio] * values[probability] > 1.0))
        if above > 0.0:
            yield Remark(
                ratio,
                f"times {probability} it is a probability above 1 in {above:.2g} of the draws, which the "
                "model may refuse; use an odds ratio, or truncate it",
            )


def risk_pairs(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """Names of each relative risk and of the probability it acts on, as far as the names tell.

    That is the probability of the same stem, as in `admission_relative_risk` and `admission_probability`, or
    the only probability there is.
    """
    unit = {
        scalar: evaluation.inputs[name].unit for name, own in evaluation.scalars.items() for scalar in own
    }
    probabilities = [name for name, of in unit.items() if of.split()[0] == "probability"]
    for name in unit:
        ending = next((each for each in RISK_RATIOS if name == each or name.endswith(f"_{each}")), None)
        if ending is None:
            continue
        stem = name.removesuffix(ending)
        alike = [each for each in probabilities if stem and each.startswith(stem)]
        for each in alike or (probabilities if len(probabilities) == 1 else []):
            yield name, each


def _of_copulas(evaluation: Evaluation) -> Iterator[Remark]:
    for copula in evaluation.dependence:
        for name in copula.inputs:
            if evaluation.families[name].is_discrete:
                told = "few values: its stated correlations are those of the normals behind the copula"
                yield Remark(name, told)
        moved = [name for name in copula.inputs if evaluation.inputs[name].parents]
        if moved:
            yield from _realised(evaluation, copula.inputs, moved)


def _realised(evaluation: Evaluation, inputs: Sequence[str], moved: Sequence[str]) -> Iterator[Remark]:
    """Rank correlations that come out where a copula acts before a shock, or given other inputs."""
    values = plain_draws(evaluation, N_DRAWS)
    known = np.isfinite(np.sum([values[name] for name in inputs], axis=0))
    ranks = np.argsort(np.argsort([values[name][known] for name in inputs], axis=1), axis=1)
    seen = np.atleast_2d(np.corrcoef(ranks))
    error = 1.0 / np.sqrt(known.sum())
    for name in moved:
        shock = evaluation.inputs[name].multiplied_by
        given = f"before {shock} multiplies it" if shock else "given what it refers to"
        row = seen[list(inputs).index(name)]
        told = ", ".join(f"{other} {row[at]:.2f}" for at, other in enumerate(inputs) if other != name)
        yield Remark(
            name,
            f"the copula acts on its ranks {given}; in draws its rank correlation is, with {told} "
            f"(standard error {error:.2g})",
        )
