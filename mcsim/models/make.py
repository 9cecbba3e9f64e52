"""From the name and options in a configuration to a model."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcsim.errors import ModelError, Problem
from mcsim.lookup import closest, load_object
from mcsim.models.check import faults_of_shape
from mcsim.models.table import MODELS
from mcsim.protocols import Model


def make_model(name: str, options: Mapping[str, Any] | None = None, beside: str | None = None) -> Model:
    """Make the model that a configuration names.

    Parameters
    ----------
    name : str
        A name in the table of models, or `package.module:Class`.
    options : mapping, optional
        Arguments the class is made with.
    beside : str, optional
        Folder of the evaluation: a model of the user's own may lie there, or in the current folder.

    Raises
    ------
    ModelError
        No such model, wrong options, or what was made breaks the contract.

    Examples
    --------
    >>> make_model("coproduction").strategies
    ('usual_care', 'peer_support')
    """
    place = f"{beside}/evaluation.yaml model" if beside else "model"
    made = _class_of(name, beside, place)
    try:
        model = made(**(options or {}))
    except ModelError:
        raise
    except (TypeError, ValueError) as error:
        problem = Problem(f"{place}.options", f"{name} cannot be made with {dict(options or {})} ({error})")
        raise ModelError(problem) from error
    faults = faults_of_shape(model)
    if faults:
        raise ModelError(Problem(f"{place} {name}", ", ".join(faults), "see mcsim.check_model"))
    return model  # type: ignore[no-any-return]


def _class_of(name: str, beside: str | None, place: str) -> Any:
    address = MODELS.get(name, name)
    if ":" not in address:
        remedy = f"{closest(name, MODELS)}; a model of your own is named package.module:Class"
        raise ModelError(Problem(f"{place}.name", f"{name} is no known model", remedy))
    if name not in MODELS:
        _let_import_from([str(Path.cwd()), *([beside] if beside else [])])
    try:
        return load_object(address)
    except (ImportError, AttributeError, ValueError, SyntaxError) as error:
        remedy = "the module must lie in the current folder, beside the evaluation, or be installed"
        raise ModelError(Problem(f"{place}.name", f"{name} cannot be loaded ({error})", remedy)) from error


def _let_import_from(folders: list[str]) -> None:
    """Add folders to the end of the path of imports, which worker processes inherit."""
    sys.path.extend(folder for folder in folders if folder not in sys.path)
