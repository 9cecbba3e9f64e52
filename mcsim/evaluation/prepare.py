"""From a validated configuration to what the engine is handed; every problem of fit at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import ValidationError

from mcsim.config.records import Evaluation, Settings
from mcsim.engine.evaluate import Work
from mcsim.errors import ConfigError, Problem
from mcsim.evaluation.identity import identity
from mcsim.inputs.design import Design
from mcsim.inputs.fit import problems_of_fit
from mcsim.inputs.sample import sampler
from mcsim.inputs.table import DESIGNS
from mcsim.models.make import make_model
from mcsim.protocols import Model


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

    def evaluate(self, inputs: dict[str, Any], settings: Any, draws: Any) -> dict[str, Any]:
        """Cost and effect of the selected perspectives."""
        found = dict(self.model.evaluate(inputs, settings, draws))
        every = list(self.model.perspectives)
        chosen = [every.index(name) for name in self.perspectives]
        for name in ("cost", "effect"):
            value = found.get(name)
            # What has not the right shape is left to the engine, which says what is wrong with it.
            if isinstance(value, np.ndarray) and value.ndim >= 2 and value.shape[-1] == len(every):
                found[name] = value[..., chosen]
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
    model = make_model(evaluation.model.name, evaluation.model.options, beside=evaluation.folder)
    problems = problems_of_fit(evaluation, model)
    if problems:
        raise ConfigError(problems)
    design = DESIGNS[evaluation.settings.design](evaluation.settings.seed)
    selected = Selected(model, evaluation.settings.perspectives)
    work = Work(sampler(evaluation, design), selected, evaluation.settings)
    return Prepared(evaluation, model, design, work, identity(evaluation, model))


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
    try:
        settings = Settings.model_validate(evaluation.settings.model_dump() | given)
    except ValidationError as error:
        raise ConfigError(
            [Problem(str(each["loc"][0]), f"{each['input']!r}: {each['msg']}") for each in error.errors()]
        ) from error
    return evaluation.model_copy(update={"settings": settings})
