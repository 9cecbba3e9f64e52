"""The command `mcsim`: its commands, and what a user sees when something is wrong."""

import os
import sys
import traceback

import typer

from mcsim.cli.check import check
from mcsim.cli.elicit import elicit
from mcsim.cli.listing import listing
from mcsim.cli.new import new, schema
from mcsim.cli.page import page
from mcsim.cli.run import resume, run
from mcsim.cli.show import complain, never_refuse_a_character
from mcsim.cli.threshold import threshold
from mcsim.errors import McsimError

INTERRUPTED = 130
UNEXPECTED = 1

app = typer.Typer(
    help="Probabilistic sensitivity analysis: is it worth it, how sure are we, which evidence to buy next?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(run)
app.command()(resume)
app.command()(page)
app.command()(check)
app.command("list")(listing)
app.command()(threshold)
app.command()(elicit)
app.command()(new)
app.command()(schema)


def main() -> None:
    """Run the command line; leave with 0, with 2 for what the user can mend, with 1 for a failed run."""
    never_refuse_a_character()
    try:
        app()
    except McsimError as error:
        complain(str(problem) for problem in error.problems)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain(["stopped"])
        sys.exit(INTERRUPTED)
    except OSError as error:
        # What is written and read for a run says more; this is standard output on a full disk, and the like.
        complain([f"the system refused to read or write: {error}"])
        sys.exit(UNEXPECTED)
    except Exception as error:
        if os.environ.get("MCSIM_TRACEBACK"):
            traceback.print_exc()
        complain(
            [
                f"an unexpected failure: {type(error).__name__}: {error}",
                "this is a fault of mcsim; set MCSIM_TRACEBACK=1 to see where, and report it",
            ]
        )
        sys.exit(UNEXPECTED)
