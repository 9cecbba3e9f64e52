"""From the name and options in a configuration to a design."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields

from distributions.error import show
from mcsim.config.records import DesignChoice
from mcsim.errors import ConfigError, Problem
from mcsim.inputs.design import Design, Frame
from mcsim.inputs.table import DESIGNS
from mcsim.lookup import closest

OF_DRAWS = "draws: "
"""Begins what a design says of the number of draws, which is no option of its own."""


def make_design(
    choice: DesignChoice, frame: Frame, place: str = "settings.design", place_of_draws: str | None = None
) -> Design:
    """Make the design that a configuration names.

    Parameters
    ----------
    choice : DesignChoice
        Name and options.
    frame : Frame
        Seed, draws and streams.
    place : str
        Where the choice stands, for what is said of it.
    place_of_draws : str, optional
        Where the number of draws stands; beside the choice, without a line, when absent.

    Raises
    ------
    ConfigError
        No such design, or options that it does not take or that do not fit.

    Examples
    --------
    >>> make_design(DesignChoice(name="monte_carlo"), Frame(1, 10, (("uptake", 0),))).title
    'independent draws'
    """
    if choice.name not in DESIGNS:
        raise ConfigError(Problem(place, f"{choice.name} is no known design", closest(choice.name, DESIGNS)))
    made = DESIGNS[choice.name]
    problems = list(_wrong_names(made, choice, place))
    if problems:
        raise ConfigError(problems)
    try:
        design = made(frame, **choice.options)
        said = design.problems()
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        rule = f"{choice.name} cannot be made with {show(choice.options)} ({error})"
        raise ConfigError(Problem(f"{place}.options", rule)) from error
    if said:
        beside = f"{re.sub(r':[0-9]+ ', ' ', place).removesuffix('design')}draws"
        raise ConfigError([_problem(sentence, place, place_of_draws or beside) for sentence in said])
    return design


def _problem(sentence: str, place: str, place_of_draws: str) -> Problem:
    if sentence.startswith(OF_DRAWS):
        return Problem(place_of_draws, sentence.removeprefix(OF_DRAWS))
    return Problem(f"{place}.options", sentence)


def _wrong_names(made: type[Design], choice: DesignChoice, place: str) -> Iterator[Problem]:
    options = {field.name: field for field in fields(made) if field.name != "frame"}
    for name in choice.options:
        if name not in options:
            remedy = closest(name, options) if options else "it takes none"
            yield Problem(f"{place}.options.{name}", f"is no option of the design {choice.name}", remedy)
    for name, field in options.items():
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and name not in choice.options:
            yield Problem(
                f"{place}.options.{name}", f"is missing; the design {choice.name} needs it", "add it"
            )
