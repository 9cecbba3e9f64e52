"""From the correlations that an evaluation states to copulas, or to what is wrong with them."""

from collections.abc import Iterator, Sequence

import numpy as np

from distributions.correlation import cholesky, is_definite, nearest_correlation
from mcsim.config.graph import ancestors
from mcsim.config.lines import EVALUATION_FILE
from mcsim.config.records import Copula, Evaluation
from mcsim.errors import Problem
from mcsim.inputs.calibrate import Array, latent_from_stated, stated_from_latent
from mcsim.inputs.copula import Link
from mcsim.lookup import closest

DECIMALS = 3  # of the correlations that are proposed in place of infeasible ones


def links(evaluation: Evaluation, first: Sequence[str] = ()) -> tuple[Link, ...]:
    """Copulas of an evaluation, ready to be sampled.

    Parameters
    ----------
    evaluation : Evaluation
        Without problems of dependence.
    first : sequence of str
        Inputs to put first, so that the others are drawn given them.
    """
    return tuple(_link(copula, first) for copula in evaluation.dependence)


def _link(copula: Copula, first: Sequence[str]) -> Link:
    order = sorted(range(len(copula.inputs)), key=lambda at: copula.inputs[at] not in first)
    latent = latent_from_stated(stated_matrix(copula), copula.kind, copula.degrees_of_freedom)
    lower = cholesky(latent[np.ix_(order, order)])
    rows = tuple(tuple(row[: at + 1]) for at, row in enumerate(lower.tolist()))
    return Link(tuple(copula.inputs[at] for at in order), rows, copula.degrees_of_freedom)


def stated_matrix(copula: Copula) -> Array:
    """Correlations as stated, as a whole matrix in the order of the inputs; unstated pairs are 0.

    Raises
    ------
    ValueError
        They are stated for other inputs, or twice, or no such matrix.

    Examples
    --------
    >>> pairs = [["a", "b", 0.5]]
    >>> stated_matrix(Copula(inputs=["a", "b"], kind="spearman", correlations=pairs, source="s")).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    n, stated = len(copula.inputs), copula.correlations
    if not isinstance(stated, tuple):
        return np.where(np.eye(n, dtype=bool), 1.0, float(stated))
    if isinstance(stated[0][0], str):
        return _from_pairs(copula.inputs, stated)
    if len(stated) != n or any(len(row) != n for row in stated):
        raise ValueError(f"must have {n} rows of {n} numbers, one for each of the inputs")
    matrix = np.array(stated, dtype=np.float64)
    if not (np.diag(matrix) == 1.0).all():
        raise ValueError("must have 1 for every input with itself")
    if not (matrix == matrix.T).all():
        a, b = np.argwhere(matrix != matrix.T)[0].tolist()
        pair = f"{copula.inputs[a]} with {copula.inputs[b]}"
        raise ValueError(
            f"must be symmetric; {pair} is {matrix[a, b]:g} and the other way round {matrix[b, a]:g}"
        )
    return matrix


def _from_pairs(inputs: tuple[str, ...], pairs: Sequence[tuple[str, str, float]]) -> Array:
    matrix, seen = np.eye(len(inputs)), set()
    for one, other, value in pairs:
        unknown = [name for name in (one, other) if name not in inputs]
        if unknown:
            raise ValueError(f"name {unknown[0]}, which is none of this copula's inputs")
        if one == other or frozenset((one, other)) in seen:
            raise ValueError(f"state {one} with {other} {'itself' if one == other else 'twice'}")
        seen.add(frozenset((one, other)))
        a, b = inputs.index(one), inputs.index(other)
        matrix[a, b] = matrix[b, a] = value
    return matrix


def problems_of_dependence(evaluation: Evaluation) -> list[Problem]:
    """Copulas over inputs that cannot be linked, and correlations that no distribution has."""
    problems: list[Problem] = []
    taken: dict[str, int] = {}
    for number, copula in enumerate(evaluation.dependence):
        place = evaluation.place(EVALUATION_FILE, ("dependence", number))
        problems += _problems_of_inputs(evaluation, copula, place)
        for name in copula.inputs:
            if taken.setdefault(name, number) != number:
                rule = f"{name} stands in dependence.{taken[name]} too"
                problems.append(
                    Problem(f"{place}.inputs", rule, "put all that goes together into one copula")
                )
        problems += _problems_of_correlations(copula, place)
    return problems


def _problems_of_inputs(evaluation: Evaluation, copula: Copula, place: str) -> Iterator[Problem]:
    for name in copula.inputs:
        family = evaluation.families.get(name)
        if family is None:
            yield Problem(f"{place}.inputs", f"{name} is no input", closest(name, evaluation.inputs))
        elif family.n_uniforms == 0:
            yield Problem(f"{place}.inputs", f"{name} is {family.name}: it does not vary", "leave it out")
        elif family.components:
            remedy = "its own parts go together already; link inputs of one scalar"
            yield Problem(f"{place}.inputs", f"{name} is a {family.name}, several scalars at once", remedy)
    for name in copula.inputs:
        kin = ancestors(evaluation.inputs, name) if name in evaluation.inputs else frozenset()
        for ancestor in kin.intersection(copula.inputs):
            rule = f"{name} refers to {ancestor}, and a copula of both would change what {name} is given it"
            yield Problem(f"{place}.inputs", rule, "leave one of them out")
    if (copula.copula == "t") != (copula.degrees_of_freedom is not None):
        rule = "belongs to a t copula, and a t copula needs it"
        yield Problem(f"{place}.degrees_of_freedom", rule, "write copula: t with it, or leave both out")


def _problems_of_correlations(copula: Copula, place: str) -> Iterator[Problem]:
    place = f"{place}.correlations"
    try:
        stated = stated_matrix(copula)
    except ValueError as error:
        yield Problem(place, str(error))
        return
    apart = stated[~np.eye(len(stated), dtype=bool)]
    if (np.abs(apart) >= 1.0).any():
        worst = apart[np.abs(apart).argmax()]
        remedy = (
            "let one input be the other, as in {family: fixed, value: {input: NAME}}, where they are the same"
        )
        yield Problem(place, f"{worst:g} must lie strictly between -1 and 1", remedy)
        return
    latent = latent_from_stated(stated, copula.kind, copula.degrees_of_freedom)
    if not is_definite(latent):
        nearest = feasible_correlations(copula, latent)
        yield Problem(place, *_infeasible(copula, stated, nearest))


def feasible_correlations(copula: Copula, latent: Array) -> Array:
    """Nearest correlations that can be had, rounded so that they still can when typed."""
    nearest = nearest_correlation(latent)
    to_stated = stated_from_latent(copula.kind, copula.degrees_of_freedom)
    unit = np.eye(len(latent))
    for shrink in np.linspace(0.0, 1.0, 1001):
        stated = np.round(to_stated((1.0 - shrink) * nearest + shrink * unit), DECIMALS)
        np.fill_diagonal(stated, 1.0)
        if is_definite(latent_from_stated(stated, copula.kind, copula.degrees_of_freedom)):
            break
    return stated


def _infeasible(copula: Copula, stated: Array, nearest: Array) -> tuple[str, str]:
    changed = [
        f"{copula.inputs[a]} with {copula.inputs[b]} {nearest[a, b]:g} (stated {stated[a, b]:g})"
        for a, b in zip(*np.triu_indices(len(stated), 1), strict=True)
        if nearest[a, b] != stated[a, b]
    ]
    rule = f"cannot all hold at once for {', '.join(copula.inputs)}"
    return rule, f"the nearest that can are {'; '.join(changed)}"
