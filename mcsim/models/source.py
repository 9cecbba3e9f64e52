"""The files that decide what a model computes, and whether they have changed since they were loaded."""

import inspect
import sysconfig
from hashlib import blake2b
from modulefinder import ModuleFinder
from pathlib import Path
from typing import Any

from mcsim.errors import ModelError, Problem

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"]).resolve()
_LOADED: dict[str, str] = {}


def source_digest(model: Any) -> str:
    """Digest of the source behind a model.

    It covers the file of its class and of the classes it derives from, for a package every file of it, for a
    module of the user's own the modules beside it that it imports, and the data files that the model names in
    an attribute `files`.

    Examples
    --------
    >>> from mcsim.models.linear_gaussian import LinearGaussian
    >>> model = LinearGaussian(cost={"a": {}}, effect={"a": {}})
    >>> source_digest(model) == source_digest(model)
    True
    """
    found = blake2b(digest_size=16)
    for file in source_files(model):
        content = file.read_bytes() if file.is_file() else b"not there"
        found.update(file.name.encode() + b"\0" + content + b"\0")
    return found.hexdigest()


def source_files(model: Any) -> list[Path]:
    """Every file that `source_digest` covers, in a fixed order."""
    files: dict[Path, None] = {}
    for made_of in type(model).__mro__:
        file = _file_of(made_of)
        if file and ("site-packages" in file.parts or not file.is_relative_to(STANDARD_LIBRARY)):
            files.update(dict.fromkeys(_with_what_it_imports(file)))
    files.update((Path(name), None) for name in getattr(model, "files", ()))
    return list(files)


def require_unchanged(model: Any, place: str) -> None:
    """Refuse a model whose files have been edited since Python loaded them, for the old code would run.

    Raises
    ------
    ModelError
    """
    now = source_digest(model)
    module = type(model).__module__
    if _LOADED.setdefault(module, now) != now:
        rule = f"the source of {module} has been edited since it was loaded, and the old code would run"
        raise ModelError(Problem(place, rule, "start Python (in a notebook, the kernel) anew"))


def _file_of(made_of: type) -> Path | None:
    try:
        return Path(inspect.getfile(made_of)).resolve()
    except (TypeError, OSError):
        return None


def _with_what_it_imports(file: Path) -> list[Path]:
    """A package whole; otherwise the file and the modules beside it that it imports, however far."""
    if (file.parent / "__init__.py").exists():
        return sorted(file.parent.glob("*.py"))
    finder = ModuleFinder(path=[str(file.parent)])
    try:
        finder.run_script(str(file))
    except (SyntaxError, ImportError, OSError):
        return [file]
    names = (getattr(module, "__file__", None) for module in finder.modules.values())
    beside = {Path(name).resolve() for name in names if name}
    return [file, *sorted(beside - {file})]
