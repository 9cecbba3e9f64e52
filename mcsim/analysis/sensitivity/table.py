"""What is made of the draws of a design that is no probability sample: name of the design -> function."""

from collections.abc import Callable

import xarray as xr

from mcsim.analysis.sensitivity.group_variance import group_variance
from mcsim.analysis.sensitivity.one_at_a_time import one_at_a_time
from mcsim.analysis.sensitivity.scenarios import scenarios
from mcsim.analysis.sensitivity.two_way_grid import two_way_grid

SENSITIVITY: dict[str, Callable[..., xr.Dataset]] = {
    "one_at_a_time": one_at_a_time,
    "two_way_grid": two_way_grid,
    "scenarios": scenarios,
    "groups": group_variance,
}
