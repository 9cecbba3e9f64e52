"""One input: from its uniforms, and the inputs it refers to, to its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distributions.error import ParameterError
from distributions.family import Family
from distributions.figures import FIGURES
from distributions.tables.quantile_table import fast_quantile
from mcsim.config.graph import base_values
from mcsim.config.input_record import InputRecord
from mcsim.config.references import REFERENCE, is_reference
from mcsim.protocols import Array


@dataclass(frozen=True)
class SampledInput:
    """One input as it is sampled.

    Attributes
    ----------
    name : str
        Name in the configuration; it addresses the uniforms.
    record : InputRecord
        What the configuration says of it.
    family : Family
        Its distribution; where it refers to other inputs, at their base values.
    factor : float
        What each value is multiplied by: the change of prices to the evaluation's price year.
    """

    name: str
    record: InputRecord
    family: Family
    factor: float = 1.0

    @property
    def scalars(self) -> tuple[str, ...]:
        """Names of the scalars it brings."""
        return self.family.scalar_names(self.name)

    def draw(self, streams: Sequence[Array], n_draws: int, before: Mapping[str, Array]) -> dict[str, Array]:
        """Values by name of the scalar.

        Parameters
        ----------
        streams : sequence of ndarray of shape (n,)
            Its uniforms; NaN for its base value.
        n_draws : int
            How many draws.
        before : mapping of str to ndarray of shape (n,)
            Values of the inputs that it refers to.

        Returns
        -------
        dict of str to ndarray of shape (n,)
            NaN in draws in which what it refers to makes no distribution.
        """
        u = self._shaped(streams, n_draws)
        if self.record.references:
            values = self._given(u, {name: before[name] for name in self.record.references})
        else:
            values = values_at(self.family, u)
        columns = [np.ascontiguousarray(each) for each in values.T] if self.family.components else [values]
        # A label, such as the part of a mixture, is no money and bears no factor.
        shock = before[self.record.multiplied_by] if self.record.multiplied_by else 1.0
        factors = [self.factor * shock if is_quantity else 1.0 for is_quantity in self.family.quantities]
        return {
            name: column if isinstance(factor, float) and factor == 1.0 else column * factor
            for name, column, factor in zip(self.scalars, columns, factors, strict=True)
        }

    def _shaped(self, streams: Sequence[Array], n_draws: int) -> Array:
        if self.family.components:
            return np.stack(streams, axis=1)
        # A family that uses no uniform still needs to know how many values to give.
        return streams[0] if streams else np.full(n_draws, 0.5)

    def _given(self, u: Array, parents: Mapping[str, Array]) -> Array:
        shape = (len(u), len(self.family.components)) if self.family.components else len(u)
        values = np.full(shape, np.nan)
        good = np.flatnonzero(_keeps_rules(self.record, self.family, parents, len(u)))
        try:
            family = _at_places(self.record, parents, good)
        except ParameterError:
            good = np.setdiff1d(good, _impossible(self.record, parents, good))
            family = _at_places(self.record, parents, good)
        if good.size:
            values[good] = values_at(family, u[good])
        return values


def values_at(family: Family, u: Array) -> Array:
    """Quantiles at uniforms of which some may be NaN, for the base value.

    Where only some uniforms of a joint family's draw are NaN, these stand in the middle.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> values_at(Gamma(shape=4, scale=25), np.array([np.nan])).tolist()
    [100.0]
    """
    quantile = fast_quantile(family)
    if not np.isnan(u.sum()):
        return quantile(u)
    unknown = np.isnan(u)
    held = unknown.all(axis=1) if family.components else unknown
    values = quantile(np.where(unknown, 0.5, u))
    base = np.stack([np.broadcast_to(each, len(u)) for each in base_values(family)], axis=-1)
    values[held] = (base if family.components else base[:, 0])[held]
    return values


def _keeps_rules(
    record: InputRecord, family: Family, parents: Mapping[str, Array], n_draws: int
) -> NDArray[np.bool_]:
    """Draws in which every parameter that is an input obeys its own rule."""
    rules = {**FIGURES, **family.constraints}
    good = np.ones(n_draws, dtype=bool)
    for name, stated in record.distribution.items():
        if is_reference(stated) and name in rules:
            values = parents[stated[REFERENCE]]
            good &= np.isfinite(values) & rules[name].test(values)
    return good


def _at_places(record: InputRecord, parents: Mapping[str, Array], places: NDArray[np.intp]) -> Family:
    return record.family_given({name: values[places] for name, values in parents.items()})


def _impossible(
    record: InputRecord, parents: Mapping[str, Array], places: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Places at which the parents make no distribution together, found by halving."""
    try:
        _at_places(record, parents, places)
    except ParameterError:
        if places.size == 1:
            return places
        half = places.size // 2
        return np.concatenate([_impossible(record, parents, part) for part in (places[:half], places[half:])])
    return places[:0]
