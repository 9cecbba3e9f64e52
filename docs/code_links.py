"""Links from a page to the lines of the code that it speaks of."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ROOT / "mcsim" / "models" / "coproduction"


def links(files: Iterable[Path]) -> dict[str, str]:
    """Name of everything defined in the files -> a link to its line; a method as `Class_method`.

    A name that two of the files define is left out, for nobody could tell which is meant.

    Examples
    --------
    >>> links([CODE / "readmission.py"])["cost_per_readmission"].split("#")[0]
    '[`cost_per_readmission`](../mcsim/models/coproduction/readmission.py'
    """
    found: dict[str, str] = {}
    twice = set()
    for file in files:
        for name, line in definitions(ast.parse(file.read_text(encoding="utf-8")).body):
            key = name.replace(".", "_")
            if key in found:
                twice.add(key)
            found[key] = f"[`{name}`](../{file.relative_to(ROOT).as_posix()}#L{line})"
    return {key: link for key, link in found.items() if key not in twice}


def definitions(body: Iterable[ast.stmt], owner: str = "") -> Iterator[tuple[str, int]]:
    """Functions, classes with their methods, and constants, each with its line."""
    for each in body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            yield owner + each.name, each.lineno
        if isinstance(each, ast.ClassDef):
            yield from definitions(each.body, f"{each.name}.")
        if isinstance(each, ast.Assign | ast.AnnAssign) and not owner:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            yield from ((target.id, each.lineno) for target in targets if isinstance(target, ast.Name))


def words(files: Iterable[Path]) -> set[str]:
    """Every name in the files: what is defined, passed, read, or written as a string."""
    found: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            values = (getattr(node, key, None) for key in ("id", "arg", "attr", "name", "value"))
            found |= {value for value in values if isinstance(value, str)}
    return found
