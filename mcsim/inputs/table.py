"""DESIGNS: name in a configuration -> class; one line per design."""

from mcsim.inputs.design import Design
from mcsim.inputs.designs.fast import Fast
from mcsim.inputs.designs.groups import Groups
from mcsim.inputs.designs.halton import Halton
from mcsim.inputs.designs.latin_hypercube import LatinHypercube
from mcsim.inputs.designs.monte_carlo import MonteCarlo
from mcsim.inputs.designs.morris import Morris
from mcsim.inputs.designs.nested import Nested
from mcsim.inputs.designs.one_at_a_time import OneAtATime
from mcsim.inputs.designs.rbd_fast import RbdFast
from mcsim.inputs.designs.saltelli import Saltelli
from mcsim.inputs.designs.scenarios import Scenarios
from mcsim.inputs.designs.sobol import Sobol
from mcsim.inputs.designs.two_way_grid import TwoWayGrid

DESIGNS: dict[str, type[Design]] = {
    "monte_carlo": MonteCarlo,
    "sobol": Sobol,
    "latin_hypercube": LatinHypercube,
    "halton": Halton,
    "saltelli": Saltelli,
    "morris": Morris,
    "fast": Fast,
    "rbd_fast": RbdFast,
    "one_at_a_time": OneAtATime,
    "two_way_grid": TwoWayGrid,
    "nested": Nested,
    "scenarios": Scenarios,
    "groups": Groups,
}
