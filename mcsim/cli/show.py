"""What commands print, and how."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import NoReturn

from rich.console import Console as RichConsole
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160


class Console(RichConsole):
    """Rich's console, for which a reader that has seen enough, such as `head`, is no failure."""

    def on_broken_pipe(self) -> NoReturn:
        """Leave in good order."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0)


def never_refuse_a_character() -> None:
    """Where the terminal cannot show a character, such as a pound sign in ASCII, print `?` in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def console() -> Console:
    """Where results are printed; wide without a terminal, so that a pipe gets whole rows.

    The environment's COLUMNS says otherwise in both cases.
    """
    found = Console(highlight=False)
    if found.is_terminal or os.environ.get("COLUMNS", "").isdigit():
        return found
    return Console(highlight=False, width=max(found.width, WIDTH_WITHOUT_TERMINAL))


def complain(lines: Iterable[str]) -> None:
    """Print problems to standard error, one a line, whole; a model's own words may hold line breaks."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in lines:
        errors.print("error: ", " ".join(line.splitlines()), style="red", sep="", markup=False)


@contextmanager
def waiting(what: str, quiet: bool) -> Iterator[None]:
    """Say on standard error what is being done, where somebody watches."""
    with nullcontext() if quiet else Console(stderr=True).status(what):
        yield


def print_table(
    out: Console,
    title: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[str]],
    left: int = 1,
    whole: Collection[str] | None = None,
) -> None:
    """Print a plain table under its title: the first `left` columns are text, the others are numbers.

    The cells of the columns named in `whole`, or of the first one, are never broken over two lines.
    """
    # The title is no part of the table, which would break it to the table's width.
    if title:
        out.print(title, style="bold", markup=False)
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for position, column in enumerate(columns):
        justify: JustifyMethod = "left" if position < left else "right"
        if position == 0 if whole is None else column in whole:
            made.add_column(column, justify=justify, no_wrap=True, overflow="ellipsis")
        else:
            made.add_column(column, justify=justify, overflow="fold")
    for row in rows:
        # As plain text: a source in [brackets] is no markup.
        made.add_row(*map(Text, row))
    out.print(made)
