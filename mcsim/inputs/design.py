"""The contract of a sampling design: which uniforms stand behind each draw."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.belonging import Choice, Together
from mcsim.protocols import Array

SHARED_BY = "+"
"""Stands between names of inputs, of which no name has any, in the name of what they share."""

Stream = tuple[str, int]
"""Address of one uniform of a draw: name of the input, and which of its uniforms."""


@dataclass(frozen=True)
class Frame:
    """What a design is made for.

    Attributes
    ----------
    seed : int
        Seed of the run.
    n_draws : int
        Draws asked for; a design that fixes its own number takes it as the most it may use.
    streams : tuple of (str, int)
        Every uniform of an input that a draw needs, in the order of the inputs.
    scalars : tuple of str
        Name of every scalar, those of fixed inputs and of joint families among them; empty where they are
        not known, and then names of scalars are not checked against it.
    shared : tuple of (str, int)
        Uniforms that are no input's own, such as the one that a t copula shares.
    roles : tuple of (str, str)
        For each of `streams` what it decides, in words, and the scalar that it moves; empty where they are
        not known.
    choices : tuple of Choice
        Labels that a uniform chooses, such as the number of a mixture's part.
    together : tuple of Together
        Scalars of joint families, which cannot be fixed one by one.

    Examples
    --------
    >>> frame = Frame(seed=1, n_draws=10, streams=(("uptake", 0), ("stages", 0), ("stages", 1)))
    >>> frame.labels
    ('uptake', 'stages[0]', 'stages[1]')
    """

    seed: int
    n_draws: int
    streams: tuple[Stream, ...]
    scalars: tuple[str, ...] = ()
    shared: tuple[Stream, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    together: tuple[Together, ...] = ()

    def position(self, input_name: str, component: int) -> int:
        """Place of a stream in the order of all."""
        return self._positions[input_name, component]

    @cached_property
    def _positions(self) -> dict[Stream, int]:
        return {stream: at for at, stream in enumerate(self.every_stream)}

    @cached_property
    def every_stream(self) -> tuple[Stream, ...]:
        """Every uniform that a draw needs, a shared one right after the last of the inputs that share it.

        So an input that is appended comes after all that were there before.
        """
        found = list(self.streams)
        for shared in self.shared:
            names = shared[0].split(SHARED_BY)
            last = max((at for at, (name, _) in enumerate(found) if name in names), default=len(found) - 1)
            found.insert(last + 1, shared)
        return tuple(found)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs that are sampled, in order."""
        return tuple(dict.fromkeys(name for name, _ in self.streams))

    def components(self, input_name: str) -> tuple[int, ...]:
        """Which uniforms an input has."""
        return tuple(component for name, component in self.streams if name == input_name)

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the streams: that of the input, with the component where it has several."""
        n_uniforms = Counter(name for name, _ in self.streams)
        return tuple(
            f"{name}[{component}]" if n_uniforms[name] > 1 else name for name, component in self.streams
        )

    @property
    def described(self) -> tuple[tuple[str, str], ...]:
        """For each stream its name in words a reader understands, and the scalar that it moves."""
        if not self.roles:
            return tuple((label, name) for label, (name, _) in zip(self.labels, self.streams, strict=True))
        return tuple(
            (label if label == name else f"{name}: {words}", scalar)
            for label, (name, _), (words, scalar) in zip(self.labels, self.streams, self.roles, strict=True)
        )


@dataclass(frozen=True)
class Design(ABC):
    """A rule that gives every draw of every input its uniforms.

    A design is a frozen dataclass: `frame` first, then its options, each with a default or not.

    Attributes
    ----------
    frame : Frame
        What it is made for.
    name, title : str
        What a configuration calls the design, and what it is in a few words.
    addressable : bool
        Whether a draw's uniforms depend on the seed, the stream and the number of the draw alone, so that a
        run can be extended; those of the others depend on how many draws there are in all.
    extended_where : str
        The option with which an addressable design can be extended, if not with every one.
    probability_sample : bool
        Whether the draws are a sample of the joint distribution whose means have standard errors.
    why_no_sample : str
        Where they are not, the reason, as the report tells it.
    replicates : int
        Independent randomisations that the draws interleave: draw i belongs to replicate i mod `replicates`,
        and standard errors come from between these. 0 where draws are independent.
    assumes_independence : bool
        Whether its analysis makes sense for independent inputs only.
    needs_every_draw : bool
        Whether the analysis of its draws falls apart when one is missing, so that none may fail.
    """

    frame: Frame
    name: ClassVar[str]
    title: ClassVar[str]
    addressable: ClassVar[bool] = True
    extended_where: ClassVar[str] = ""
    probability_sample: ClassVar[bool] = True
    why_no_sample: ClassVar[str] = (
        "its draws are chosen, and are no sample of the uncertain inputs: means and shares over all of them "
        "estimate nothing"
    )
    replicates: ClassVar[int] = 0
    assumes_independence: ClassVar[bool] = False
    needs_every_draw: ClassVar[bool] = False

    def problems(self) -> list[str]:
        """Options that do not fit the inputs or the number of draws, each as a sentence with its remedy."""
        return []

    @property
    def outer_inputs(self) -> tuple[str, ...]:
        """Inputs that stay the same over several draws, and that others are drawn given."""
        return ()

    @property
    def apart(self) -> tuple[tuple[str, ...], ...]:
        """Groups of inputs that are drawn anew one without the others, so that no copula may link two."""
        return ()

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.frame.n_draws

    @property
    def statements(self) -> tuple[tuple[str, Mapping[str, Sequence[float]]], ...]:
        """Values that the options state: where they stand in the options, and by scalar what they are."""
        return ()

    @abstractmethod
    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of the draws `start` to `stop - 1`, strictly between 0 and 1, shape (stop - start,).

        NaN stands for the base value of the input: its mean, given the values of what it refers to. Draws
        beyond `n_draws` may be asked for, as padding that is thrown away.
        """

    def values(self, scalar: str, start: int, stop: int) -> Array | None:
        """Values that take the place of a scalar's own, NaN where it keeps them; None where it keeps all."""
        return None

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """What each draw is in the design, by name of the coordinate, shape as `draws`."""
        return {}

    def described(self) -> dict[str, dict[str, str]]:
        """Attributes of the coordinates that say more than their names do."""
        return {}
