"""DESIGNS: name in a configuration -> class; one line per design."""

from mcsim.inputs.design import Design
from mcsim.inputs.monte_carlo import MonteCarlo

DESIGNS: dict[str, type[Design]] = {
    "monte_carlo": MonteCarlo,
}
