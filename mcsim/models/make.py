"""From the name and options in a configuration to a model."""

import importlib
import inspect
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from distributions.error import show
from mcsim.errors import ModelError, Problem
from mcsim.lookup import closest, load_object
from mcsim.models.check import faults_of_shape
from mcsim.models.source import require_unchanged
from mcsim.models.table import MODELS
from mcsim.protocols import Model

N_SHOWN = 5


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
    ('usual_care', 'programme')
    """
    place = f"{beside}/evaluation.yaml model" if beside else "model"
    made = _class_of(name, beside, place)
    _require_known(made, options or {}, name, f"{place}.options")
    try:
        model = made(**(options or {}))
    except ModelError:
        raise
    except (Exception, SystemExit) as error:  # whatever the author's code raises is the finding
        rule = f"{name} cannot be made with {show(dict(options or {}))} ({_said(error)})"
        raise ModelError(Problem(f"{place}.options", rule)) from error
    try:
        faults = faults_of_shape(model)
    except Exception as error:
        faults = [f"cannot say what it needs and offers ({_said(error)})"]
    if faults:
        raise ModelError(Problem(f"{place} {name}", ", ".join(faults), "see mcsim.check_model"))
    require_unchanged(model, f"{place}.name")
    return model  # type: ignore[no-any-return]


def _require_known(made: Any, options: Mapping[str, Any], name: str, place: str) -> None:
    """Refuse options that a model does not have, before Python refuses them in words of its own."""
    try:
        known = inspect.signature(made).parameters
    except (TypeError, ValueError):  # a class that says nothing of how it is made
        return
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in known.values()):
        return
    unknown = [str(key) for key in options if key not in known]
    if unknown:
        remedy = closest(unknown[0], known) if known else "it takes none"
        rule = f"{', '.join(unknown[:N_SHOWN])} {'is' if len(unknown) == 1 else 'are'} no option of {name}"
        raise ModelError(Problem(place, rule, remedy))


def _class_of(name: str, beside: str | None, place: str) -> Any:
    address = MODELS.get(name, name)
    if ":" not in address:
        remedy = f"{closest(name, MODELS)}; a model of your own is named package.module:Class"
        raise ModelError(Problem(f"{place}.name", f"{name} is no known model", remedy))
    if name not in MODELS:
        _let_import_from([*([beside] if beside else []), str(Path.cwd())])
    try:
        module = importlib.import_module(address.partition(":")[0])
        _require_own(module, beside, place)
        return load_object(address)
    except ModelError:
        raise
    except (Exception, SystemExit) as error:  # the author's module may do anything while it is imported
        remedy = "the module must lie beside the evaluation, in the current folder, or be installed"
        rule = f"{name} cannot be loaded ({_said(error)})"
        raise ModelError(Problem(f"{place}.name", rule, remedy)) from error


def _require_own(module: ModuleType, beside: str | None, place: str) -> None:
    """Refuse a module that only has the name of the one beside the evaluation: never run the wrong model."""
    own = Path(beside or "", *module.__name__.split(".")).with_suffix(".py")
    if beside and own.is_file() and not own.samefile(getattr(module, "__file__", None) or os.devnull):
        rule = f"`{module.__name__}` is {getattr(module, '__file__', 'built in')}, and not {own}"
        remedy = "rename the file: another module of that name is loaded already, or comes with Python"
        raise ModelError(Problem(f"{place}.name", rule, remedy))


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _let_import_from(folders: list[str]) -> None:
    """Add folders to the end of the path of imports, which worker processes inherit."""
    sys.path.extend(folder for folder in folders if folder not in sys.path)
