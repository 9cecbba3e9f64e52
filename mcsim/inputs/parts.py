"""Mixtures that a design holds: the likeliest part, and the mean of a part that is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from distributions.mixture import Mixture
from mcsim.inputs.sampled import SampledInput
from mcsim.protocols import Array


def held_parts(
    sampled: SampledInput, streams: Sequence[Array], drawn: Mapping[str, Array], before: Mapping[str, Array]
) -> dict[str, Array]:
    """Scalars of a mixture with base values where the design holds it.

    Where the design chooses the part and holds the rest, the value is the base value of that part. Where it
    holds both, the value is the mixture's own base value and the part the likeliest, since there is no part
    between two.

    Parameters
    ----------
    sampled : SampledInput
        Of any family; nothing is changed in those that are no mixture.
    streams : sequence of ndarray of shape (n,)
        Its uniforms; NaN where the design holds it.
    drawn : mapping of str to ndarray of shape (n,)
        Its scalars as they are drawn.
    before : mapping of str to ndarray of shape (n,)
        Values of the inputs that it refers to.

    Returns
    -------
    dict of str to ndarray of shape (n,)
    """
    family = sampled.family
    if not isinstance(family, Mixture) or not np.isnan(streams[1]).any():
        return dict(drawn)
    which, within = streams
    value, number = sampled.scalars
    parts = np.where(np.isnan(which), family.likeliest, drawn[number])
    values = drawn[value].copy()
    for at, part in enumerate(family.parts):
        rows = np.isnan(within) & ~np.isnan(which) & (parts == at)
        if rows.any():
            alone = replace(sampled, family=part).draw([within] * part.n_uniforms, within.size, before)
            values[rows] = alone[value][rows]
    return {value: values, number: parts}
