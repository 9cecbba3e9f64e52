"""Values that a design states, against the domain for which the model makes sense."""

from collections.abc import Mapping
from typing import Any

from distributions.error import format_number
from mcsim.inputs.design import Design


def outside_domain(design: Design, needs: Mapping[str, Any]) -> list[str]:
    """Say which values of scenarios and grids the model makes no sense for.

    Parameters
    ----------
    design : Design
        Without problems of its own.
    needs : mapping of str to Need
        What the model needs: `low`, `high`, `domain`, and `low_included` where the lower end may be outside.

    Returns
    -------
    list of str
        A sentence for every value outside: the place in the design's options, the value and the domain.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> from mcsim.inputs.designs.scenarios import Scenarios
    >>> from mcsim.models.contract import share
    >>> design = Scenarios(Frame(1, 9, (("uptake", 0),)), scenarios={"all": {"uptake": 1.5}})
    >>> outside_domain(design, {"uptake": share()})
    ['scenarios.all.uptake: is 1.5, outside [0, 1], where the model makes no sense; give a value inside']
    """
    return [
        f"{place}.{scalar}: is {format_number(value)}, outside {needs[scalar].domain}, where the model makes "
        "no sense; give a value inside"
        for place, stated in design.statements
        for scalar, values in stated.items()
        if scalar in needs
        for value in values
        if not _is_inside(value, needs[scalar])
    ]


def _is_inside(value: float, need: Any) -> bool:
    above = value >= need.low if getattr(need, "low_included", True) else value > need.low
    return bool(above and value <= need.high)
