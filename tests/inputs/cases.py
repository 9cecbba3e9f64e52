"""One row for every design: whether a moment of its uniforms estimates that of the uniform distribution."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """What a design says of itself."""

    addressable: bool
    probability_sample: bool


CASES = {"monte_carlo": Case(addressable=True, probability_sample=True)}
