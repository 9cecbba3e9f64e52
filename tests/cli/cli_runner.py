"""The command line run in this process, as a user would see it."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from mcsim.cli.main import main


@dataclass(frozen=True)
class Seen:
    """What a command printed, and the code it left with."""

    code: int
    out: str
    err: str


def mcsim(*arguments: str) -> Seen:
    out, err = io.StringIO(), io.StringIO()
    with patch.object(sys, "argv", ["mcsim", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
    return Seen(code, out.getvalue(), err.getvalue())
