"""What commands print, and how."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160


def console() -> Console:
    """Where results are printed; wide without a terminal, so that a pipe gets whole rows."""
    found = Console(highlight=False)
    return (
        found
        if found.is_terminal
        else Console(highlight=False, width=max(found.width, WIDTH_WITHOUT_TERMINAL))
    )


def complain(lines: Iterable[str]) -> None:
    """Print problems to standard error, one a line, whole."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in lines:
        errors.print("error: ", line, style="red", sep="", markup=False)


def print_table(
    out: Console, title: str, columns: Iterable[str], rows: Iterable[Iterable[str]], left: int = 1
) -> None:
    """Print a plain table under its title: the first `left` columns are text, the others are numbers."""
    # The title is no part of the table, which would break it to the table's width.
    if title:
        out.print(title, style="bold", markup=False)
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for position, column in enumerate(columns):
        made.add_column(column, justify="left" if position < left else "right", overflow="fold")
    for row in rows:
        # As plain text: a source in [brackets] is no markup.
        made.add_row(*map(Text, row))
    out.print(made)
