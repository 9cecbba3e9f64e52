"""Scalars that belong together in one input: what a design must know before it fixes one of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from distributions.error import format_number
from distributions.family import Family
from mcsim.protocols import Array

ROUNDING = 1e-9  # of stated shares that are to add up


@dataclass(frozen=True)
class Choice:
    """A label that one uniform chooses, such as the number of a mixture's part.

    Attributes
    ----------
    scalar : str
        Name of the label.
    stream : (str, int)
        The uniform that chooses it.
    numbers : tuple of float
        Labels that there are, each of a probability above 0.
    middles : tuple of float
        For each label the middle of the cumulative probabilities that give it.

    Examples
    --------
    >>> choice = Choice("saving_part", ("saving", 0), numbers=(0.0, 1.0), middles=(0.3, 0.8))
    >>> choice.uniforms(np.array([1.0, np.nan])).tolist()
    [0.8, nan]
    """

    scalar: str
    stream: tuple[str, int]
    numbers: tuple[float, ...]
    middles: tuple[float, ...]

    def uniforms(self, labels: Array) -> Array:
        """Uniforms that give the labels, shape as `labels`, which are some of `numbers` or NaN; NaN there."""
        at = np.minimum(np.searchsorted(self.numbers, labels), len(self.numbers) - 1)
        return np.where(np.isnan(labels), np.nan, np.asarray(self.middles)[at])

    def problems(self, place: str, labels: Collection[float]) -> list[str]:
        """Say that a label is none of those there are, by the first such.

        Examples
        --------
        >>> choice = Choice("saving_part", ("saving", 0), numbers=(0.0, 1.0), middles=(0.3, 0.8))
        >>> choice.problems("scenarios.a.saving_part", [7.0])[0].partition("is 7")[0]
        'scenarios.a.saving_part: '
        """
        known = ", ".join(map(format_number, self.numbers))
        wrong = [format_number(label) for label in labels if label not in self.numbers]
        if not wrong:
            return []
        return [
            f"{place}: is {wrong[0]}, which is no part of `{self.stream[0]}` that has a probability above 0; "
            f"its parts are {known}"
        ]


@dataclass(frozen=True)
class Together:
    """Scalars of a joint family, which are drawn together.

    Attributes
    ----------
    name : str
        Name of the input.
    scalars : tuple of str
        Names of its scalars, two or more.
    adds_up_to : float or None
        What they add up to, where the family has them do so.
    """

    name: str
    scalars: tuple[str, ...]
    adds_up_to: float | None = None

    def problems(self, place: str, fixed: Mapping[str, float]) -> list[str]:
        """Say that values break what holds between the scalars.

        Examples
        --------
        >>> row = Together("row", ("row_well", "row_ill"), adds_up_to=1.0)
        >>> row.problems("scenarios.a", {"row_well": 0.5, "row_ill": 0.25})
        ['scenarios.a: row_well, row_ill are shares of `row` and add up to 0.75; let them add up to 1']
        """
        missing = [scalar for scalar in self.scalars if scalar not in fixed]
        if len(missing) == len(self.scalars):
            return []
        if missing:
            given = ", ".join(scalar for scalar in self.scalars if scalar in fixed)
            return [
                f"{place}: fixes {given} of `{self.name}`, whose scalars are drawn together; fix "
                f"{', '.join(missing)} as well, or none of them"
            ]
        total = sum(fixed[scalar] for scalar in self.scalars)
        if self.adds_up_to is None or abs(total - self.adds_up_to) <= ROUNDING:
            return []
        return [
            f"{place}: {', '.join(self.scalars)} are shares of `{self.name}` and add up to "
            f"{format_number(total)}; let them add up to {format_number(self.adds_up_to)}"
        ]


def choices_of(name: str, family: Family) -> Iterator[Choice]:
    """Labels of an input called `name`.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> from distributions.mixture import Mixture
    >>> family = Mixture(weights=(0.6, 0.0, 0.4), parts=(Fixed(1.0), Fixed(2.0), Fixed(3.0)))
    >>> [(each.scalar, each.numbers, each.middles) for each in choices_of("saving", family)]
    [('saving_part', (0.0, 2.0), (0.3, 0.8))]
    """
    moved = [scalar for _, scalar in family.roles]
    rows = zip(family.scalar_names(name), family.margins, family.quantities, strict=True)
    for at, (scalar, margin, is_quantity) in enumerate(rows):
        if not is_quantity:
            numbers = np.concatenate(list(margin.atoms(-np.inf, np.inf)))
            most = margin.cdf(numbers)
            middles = 0.5 * (np.append(0.0, most[:-1]) + most)
            # A probability may be too small to have a uniform of its own.
            kept = margin.quantile(middles) == numbers
            labels, uniforms = numbers[kept].tolist(), middles[kept].tolist()
            yield Choice(scalar, (name, moved.index(at)), tuple(labels), tuple(uniforms))


def together_of(name: str, family: Family, *, scaled: bool) -> Iterator[Together]:
    """Scalars of an input called `name` that are drawn together; `scaled` if anything multiplies them.

    Examples
    --------
    >>> from distributions.dirichlet import Dirichlet
    >>> family = Dirichlet(categories=("well", "ill"), concentrations=(8, 2))
    >>> list(together_of("row", family, scaled=False))
    [Together(name='row', scalars=('row_well', 'row_ill'), adds_up_to=1.0)]
    """
    if len(family.components) > 1 and all(family.quantities):
        total = None if scaled else family.adds_up_to
        yield Together(name, family.scalar_names(name), total)
