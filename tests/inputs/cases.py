"""One row for every design: its options in these tests, and what it says of itself."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """What a design says of itself.

    `has_base` : some of its draws leave an input at its base.
    `linear_options` : options for an evaluation whose inputs are called price and gain.
    """

    options: dict[str, Any] = field(default_factory=dict)
    linear_options: dict[str, Any] | None = None
    addressable: bool = False
    probability_sample: bool = False
    replicates: int = 0
    assumes_independence: bool = False
    needs_every_draw: bool = False
    has_base: bool = False
    coordinates: tuple[str, ...] = ()


def replicated(**more):
    return Case(probability_sample=True, replicates=16, **more)


def by_salib(**more):
    return Case(assumes_independence=True, needs_every_draw=True, **more)


def chosen(**more):
    return Case(has_base=True, **more)


SCENARIOS = {"base": {}, "dear": {"uptakf": 0.9, "uptake": 1.5}, "free": {"uptakf": 0}}
CASES = {
    "monte_carlo": Case(addressable=True, probability_sample=True),
    "sobol": replicated(addressable=True),
    "latin_hypercube": replicated(),
    "halton": replicated(addressable=True),
    "saltelli": by_salib(options={"second_order": True}, coordinates=("sample", "matrix")),
    "morris": by_salib(options={"levels": 6}, coordinates=("trajectory", "step", "varied", "change")),
    "fast": by_salib(options={"harmonics": 4}, coordinates=("curve", "position")),
    "rbd_fast": by_salib(),
    "one_at_a_time": chosen(
        options={"low": 0.1, "high": 0.9}, needs_every_draw=True, coordinates=("varied", "level", "scalar")
    ),
    "two_way_grid": chosen(
        options={"inputs": ["uptakf", ""], "points": [3, 5], "ranges": {"": [0.1, 0.3]}},
        linear_options={"inputs": ["price", "gain"], "points": 7, "ranges": {"gain": [0.0, 0.1]}},
        needs_every_draw=True,
        coordinates=("grid_first", "grid_second"),
    ),
    "nested": Case(
        options={"inputs": ["uptake"], "inner": 20},
        linear_options={"inputs": ["gain"], "inner": 30},
        addressable=True,
        needs_every_draw=True,
        coordinates=("outer", "inner"),
    ),
    "scenarios": Case(
        options={"scenarios": SCENARIOS, "others": "sampled"},
        linear_options={"scenarios": {"base": {}, "dear": {"price": 1500}}, "others": "sampled"},
        addressable=True,
        coordinates=("scenario", "sample"),
    ),
    "groups": Case(
        options={"groups": {"people": ["uptake"], "else": [""]}},
        linear_options={"groups": {"money": ["price"], "health": ["gain"]}},
        addressable=True,
        coordinates=("sample", "matrix"),
    ),
}
