"""Pieces of Markdown."""

from collections.abc import Iterable


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table.

    Examples
    --------
    >>> print(table(["a", "b"], [["1|2", "3"]]))
    | a | b |
    | --- | --- |
    | 1/2 | 3 |
    """
    head = list(columns)
    lines = [head, ["---"] * len(head), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(texts: Iterable[str]) -> str:
    """A list.

    Examples
    --------
    >>> print(bullets(["one", "two"]))
    - one
    - two
    """
    return "\n".join(f"- {' '.join(text.split())}" for text in texts)


def _cells(row: Iterable[str]) -> list[str]:
    return [" ".join(cell.replace("|", "/").split()) for cell in row]
