"""From a validated configuration to what the engine is handed; every problem of fit at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from mcsim.config.lines import EVALUATION_FILE
from mcsim.config.problems import validate
from mcsim.config.records import Evaluation, Settings
from mcsim.config.yaml_source import YamlSource
from mcsim.engine.evaluate import Work
from mcsim.errors import ConfigError, ModelError, Problem
from mcsim.evaluation.identity import identity
from mcsim.evaluation.ledger import ledger_shape, problems_of_ledger
from mcsim.inputs.design import Design
from mcsim.inputs.fit import problems_of_fit
from mcsim.inputs.make import make_design
from mcsim.inputs.sample import frame_of, sampler
from mcsim.models.make import make_model
from mcsim.names import COST, EFFECT, ITEMS
from mcsim.protocols import Model

BYTES_PER_NUMBER = 8


@dataclass(frozen=True)
class Selected:
    """A model that answers for some of its perspectives, in the order the evaluation names them."""

    model: Model
    perspectives: tuple[str, ...]

    @property
    def inputs(self) -> Any:
        """The inputs the model needs."""
        return self.model.inputs

    @property
    def strategies(self) -> tuple[str, ...]:
        """The model's strategies."""
        return tuple(self.model.strategies)

    @property
    def vectorised(self) -> bool:
        """Whether the model takes many draws at once."""
        return bool(getattr(self.model, "vectorised", True))

    @property
    def items(self) -> Any:
        """The items of the model's ledger."""
        return getattr(self.model, ITEMS, None)

    def evaluate(self, inputs: dict[str, Any], settings: Any, draws: Any) -> Any:
        """Cost, effect and items of the selected perspectives."""
        returned: Any = self.model.evaluate(inputs, settings, draws)
        # What breaks the contract is left to the engine, which says what is wrong with it.
        if not isinstance(returned, Mapping):
            return returned
        found = dict(returned)
        every = list(self.model.perspectives)
        chosen = [every.index(name) for name in self.perspectives]
        for name in (COST, EFFECT):
            # Lists are reordered like arrays; left as they are, they would count for another perspective.
            value = np.asarray(found.get(name))
            if value.ndim >= 2 and value.shape[-1] == len(every):
                found[name] = value[..., chosen]
        if ITEMS in found:
            value = np.asarray(found[ITEMS])
            if value.ndim >= 4 and value.shape[-3] == len(every):
                found[ITEMS] = value[..., chosen, :, :]
        return found


@dataclass(frozen=True)
class Prepared:
    """An evaluation with its model and its design.

    Attributes
    ----------
    evaluation : Evaluation
    model : Model
        The model whole, with every perspective it has.
    design : Design
    work : Work
        What the engine is handed.
    identity : dict
        Everything that determines the bytes of a draw.
    """

    evaluation: Evaluation
    model: Model
    design: Design
    work: Work
    identity: dict[str, Any]


def prepare(evaluation: Evaluation) -> Prepared:
    """Join an evaluation with its model and design.

    Raises
    ------
    ConfigError
        With every problem of fit between them.
    ModelError
        The model cannot be found or made.
    """
    model = _model(evaluation)
    problems = problems_of_fit(evaluation, model) + problems_of_ledger(evaluation, model)
    design = None if problems else make_design(evaluation.settings.design, frame_of(evaluation))
    n_draws = evaluation.settings.draws if design is None else design.n_draws
    ledger = None if problems else ledger_shape(evaluation, model)
    problems += _too_much(evaluation, model, n_draws, ledger)
    if design is None or problems:
        raise ConfigError(problems)
    evaluation = with_settings(evaluation, draws=design.n_draws)
    chosen = evaluation.settings.perspectives
    # A model that answers for all of them works unwrapped: messages then name its own class and lines.
    selected = model if chosen == tuple(model.perspectives) else Selected(model, chosen)
    work = Work(sampler(evaluation, design), selected, evaluation.settings, ledger)
    return Prepared(evaluation, model, design, work, identity(evaluation, model, design))


def _model(evaluation: Evaluation) -> Model:
    """The model; what is wrong with its options is told with its line in the file."""
    try:
        return make_model(evaluation.model.name, evaluation.model.options, beside=evaluation.folder)
    except ModelError as error:
        raise ModelError([_placed(evaluation, problem) for problem in error.problems]) from error


def _placed(evaluation: Evaluation, problem: Problem) -> Problem:
    keys = problem.place.split(" ")[-1].split(".")
    if keys[:2] != ["model", "options"]:
        return problem
    return replace(problem, place=evaluation.place(EVALUATION_FILE, tuple(keys)))


def _too_much(
    evaluation: Evaluation, model: Model, n_draws: int, ledger: tuple[int, int] | None
) -> list[Problem]:
    """Draws that no memory of this machine holds: told at once, not after hours."""
    n_inputs = len(model.inputs)
    n_items = 0 if ledger is None else ledger[0] * ledger[1]
    n_outcomes = (2 + n_items) * len(model.strategies) * len(evaluation.settings.perspectives)
    needed = n_draws * BYTES_PER_NUMBER * (1 + n_inputs + n_outcomes) / 1e9
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    if needed <= memory:
        return []
    rule = f"{n_draws:,} draws fill {needed:,.1f} GB, and this machine has {memory:,.1f} GB of memory"
    return [Problem("settings.draws", rule, f"ask for at most {int(n_draws * memory / needed):,}")]


def with_settings(evaluation: Evaluation, **changes: Any) -> Evaluation:
    """The evaluation with some settings replaced; those that are None are left as they are.

    Raises
    ------
    ConfigError
        A value that the settings refuse.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        return evaluation
    changed = evaluation.settings.model_dump() | given
    settings, problems = validate(Settings, changed, YamlSource(Path("settings"), changed))
    if settings is None:
        raise ConfigError(problems)
    return evaluation.model_copy(update={"settings": settings})
