"""Terminals, pipes, disks and folders as they may be; a user who types Ctrl-C; words that are not ours."""

import os
import subprocess
import sys

import pytest

from mcsim.analysis.table import MEASURES
from mcsim.plots.table import OUTCOMES, PLOTS, drawable
from tests.cli.cli_runner import mcsim
from tests.cli.slow_evaluation import write_slow_evaluation
from tests.cli.test_run import run_into, variables

COMMAND = f"{sys.executable} -m mcsim"


def shell(line, **environment):
    """A line as typed into bash, which leaves with the code of its first command."""
    given = {key: value for key, value in (os.environ | environment).items() if value is not None}
    return subprocess.run(
        ["bash", "-c", line.replace("mcsim", COMMAND) + "; exit ${PIPESTATUS[0]}"],
        capture_output=True, text=True, env=given, check=False, encoding="utf-8", timeout=60,
    )  # fmt: skip


@pytest.fixture(scope="module")
def finished(linear_gaussian, tmp_path_factory):
    """Folder of a finished run."""
    return run_into(tmp_path_factory.mktemp("finished") / "run", linear_gaussian, "--draws", "50")


@pytest.fixture(scope="module")
def print_it(linear_gaussian, finished):
    """A command that prints the finished run."""
    return f"mcsim run {linear_gaussian} --draws 50 --output {finished}"


def test_a_reader_who_has_seen_enough(linear_gaussian):
    found = shell(f"mcsim check {linear_gaussian} | head -1")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.count("\n") == 1


def test_a_terminal_that_cannot_show_a_pound_sign(print_it):
    found = shell(print_it, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C", NO_COLOR="1")
    assert (found.returncode, "error" in found.stderr) == (0, False)
    assert "At ?20,000 per QALY" in found.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_an_output_that_takes_nothing(linear_gaussian):
    found = shell(f"mcsim check {linear_gaussian} > /dev/full")
    assert found.returncode == 1
    assert found.stderr.startswith("error: the system refused to read or write: [Errno 28] No space left")
    assert "fault of mcsim" not in found.stderr


def test_narrow_without_colour_without_a_home(print_it):
    found = shell(print_it, COLUMNS="40", NO_COLOR="1", HOME=None, MPLCONFIGDIR=None, TERM="dumb")
    assert found.returncode == 0, found.stderr
    tables = found.stdout[: found.stdout.index("written:")].splitlines()
    assert max(map(len, tables)) <= 40
    assert sum(line.startswith("programme ") for line in tables) >= 3  # names are not broken
    assert "\x1b[" not in found.stdout + found.stderr


@pytest.mark.parametrize("stage", ["drawing", "running"])
def test_stopped_by_the_user(stage, linear_gaussian, finished, tmp_path, monkeypatch):
    def stop(*arguments, **options):
        raise KeyboardInterrupt

    folder = tmp_path / "run"
    with monkeypatch.context() as patch:
        if stage == "drawing":
            first = next(iter(PLOTS))
            patch.setitem(PLOTS, first, type(PLOTS[first])(stop, "stops", PLOTS[first].needs))
        else:
            patch.setattr("mcsim.evaluation.run.run_engine", stop)
        found = mcsim("run", str(linear_gaussian), "--draws", "50", "--output", str(folder))
    assert found.code == 130
    assert f"stopped; what is done is kept: mcsim resume {folder}" in found.err.replace("\n", " ")
    assert not [file for file in folder.rglob("*") if file.suffix in (".png", ".tmp")]
    assert mcsim("resume", str(folder), "--quiet").code == 0
    assert {file.stem for file in (folder / "figures").iterdir()} == set(drawable({OUTCOMES, *MEASURES}))
    assert variables(folder) == variables(finished)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--draws", str(10**15)), "1,000,000,000,000,000 draws fill 56,000,000.0 GB"),
        (("--draws", str(10**30)), "settings draws: "),
        (("--seed", str(2**70)), "--seed"),
        (("--set", f"settings.seed={2**70}"), "settings.seed: "),
        (("--output", "/dev/null"), "/dev/null: cannot be made"),
        (("--output", "/dev/null/deeper"), "/dev/null/deeper: cannot be made"),
        (("--output", "x" * 300), "cannot be made (File name too long)"),
    ],
)
def test_what_is_refused_at_once_shows_no_progress(options, says, linear_gaussian, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = mcsim("run", str(linear_gaussian), *options)
    assert found.code == 2, found.err
    assert says in found.err
    assert "draws ━" not in found.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [".", "./", "../an evaluation é/", "evaluation.yaml"])
def test_however_its_path_is_written(path, linear_gaussian, finished, tmp_path, monkeypatch):
    folder = tmp_path / "an evaluation é"
    folder.mkdir()
    for name in ("evaluation.yaml", "inputs.yaml"):
        text = (linear_gaussian / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    monkeypatch.chdir(folder)
    found = mcsim("check", path)
    assert found.code == 0, found.err
    assert found.out == mcsim("check", str(linear_gaussian)).out
    if path == ".":
        assert mcsim("run", path, "--draws", "50", "--quiet").code == 0
        assert variables(folder / "runs" / "an evaluation é") == variables(finished)


def test_a_models_own_words_are_one_line(tmp_path):
    folder = write_slow_evaluation(tmp_path / "evaluation")
    model = folder / "slow_model_of_the_user.py"
    text = model.read_text().replace("time.sleep(0.004)", 'raise ValueError("first\\n[red]second[/red]")')
    model.rename(folder / "model_of_two_lines.py").write_text(text)
    yaml = folder / "evaluation.yaml"
    yaml.write_text(yaml.read_text().replace("slow_model_of_the_user", "model_of_two_lines"))
    found = mcsim("run", str(folder), "--draws", "1", "--output", str(tmp_path / "run"), "--quiet")
    assert found.code in (1, 2)
    assert "first [red]second[/red]" in found.err
    assert all(line.startswith("error: ") for line in found.err.splitlines())


@pytest.mark.parametrize("command", ["new", "schema"])
def test_a_place_that_cannot_be_written_to(command):
    found = mcsim(command, "/dev/null/place")
    assert found.code == 2
    assert "/dev/null/place" in found.err
