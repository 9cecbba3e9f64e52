"""Objects by name: a row of a table, or `package.module:Name`."""

import difflib
import importlib
from collections.abc import Iterable
from typing import Any


def closest(name: str, known: Iterable[str]) -> str:
    """A hint with the known name nearest to `name`, or the whole list when none is near.

    Examples
    --------
    >>> closest("gama", ["gamma", "beta"])
    'did you mean `gamma`?'
    >>> closest("x", ["gamma", "beta"])
    'known: beta, gamma'
    >>> closest("x", [])
    'there are none'
    """
    names = sorted(known)
    if not names:
        return "there are none"
    near = difflib.get_close_matches(str(name), names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known: {', '.join(names)}"


def load_object(address: str) -> Any:
    """The object at `package.module:Name`.

    Parameters
    ----------
    address : str
        A module that can be imported, a colon, and a name in it.

    Raises
    ------
    ImportError
        The module cannot be imported.
    AttributeError
        The module holds no such name.

    Examples
    --------
    >>> load_object("math:sqrt")(9.0)
    3.0
    """
    module_name, _, attribute = address.partition(":")
    return getattr(importlib.import_module(module_name), attribute)
