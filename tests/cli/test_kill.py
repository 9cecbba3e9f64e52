"""kill -9 of a real run at five moments, then `mcsim resume`: the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.cli_runner import mcsim
from tests.cli.slow_evaluation import write_slow_evaluation
from tests.cli.test_run import run_into, variables

COMMAND = (sys.executable, "-m", "mcsim")


def start(evaluation, folder, *options):
    command = [*COMMAND, "run", str(evaluation), "--output", str(folder), "--quiet", "--jobs", "2", *options]
    return subprocess.Popen(
        command,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )


def wait_for(process, condition, patience=60.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def shards(folder):
    return len(list((folder / ".work" / "shards").glob("*.npz")))


MOMENTS = {
    "as soon as the folder is claimed": lambda folder: (folder / "run.json").exists(),
    "at the first shard": lambda folder: shards(folder) >= 1,
    "half way": lambda folder: shards(folder) >= 6,
    "near the end": lambda folder: shards(folder) >= 11,
    "when the inputs are being written": lambda folder: any(folder.glob("*inputs.nc*")),
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    return write_slow_evaluation(tmp_path_factory.mktemp("slow") / "slow")


@pytest.fixture(scope="module")
def uninterrupted(evaluation, tmp_path_factory):
    return variables(run_into(tmp_path_factory.mktemp("whole") / "run", evaluation, "--jobs", "2"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_resumed_to_the_same_bytes(moment, evaluation, uninterrupted, tmp_path):
    folder = tmp_path / "run"
    with start(evaluation, folder, "--chunk-size", "50") as process:
        wait_for(process, lambda: MOMENTS[moment](folder))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not (folder / "summary.csv").exists()
    resumed = mcsim("resume", str(folder), "--quiet")
    assert resumed.code == 0, resumed.err
    assert variables(folder) == uninterrupted
    assert sorted(path.name for path in (folder / ".work").iterdir() if path.name != ".lock") == []


LEDGER_MOMENTS = {
    "half way": lambda folder: shards(folder) >= 6,
    "when the ledger is being written": lambda folder: any(folder.glob("*ledger.nc*")),
    "when the outcomes are being written": lambda folder: any(folder.glob("*outcomes.nc*")),
}


@pytest.fixture(scope="module")
def with_ledger(evaluation, tmp_path_factory):
    return variables(run_into(tmp_path_factory.mktemp("ledger") / "run", evaluation, "--ledger"))


@pytest.mark.parametrize(
    ("there", "moment"),
    [
        (0, "half way"),
        (0, "when the outcomes are being written"),
        (200, "half way"),
        (200, "when the ledger is being written"),
    ],
)
def test_a_ledger_is_resumed_to_the_same_bytes(there, moment, evaluation, with_ledger, tmp_path):
    folder = tmp_path / "run"
    if there:
        run_into(folder, evaluation, "--ledger", "--draws", str(there))
        before = {path: path.stat().st_mtime_ns for path in folder.glob("*.nc")}
    condition = LEDGER_MOMENTS[moment]
    if there and "written" in moment:
        name = "ledger.nc" if "ledger" in moment else "outcomes.nc"
        condition = lambda folder: (  # noqa: E731
            any(folder.glob(f".{name}*")) or (folder / name).stat().st_mtime_ns != before[folder / name]
        )
    with start(evaluation, folder, "--chunk-size", "40", "--ledger") as process:
        wait_for(process, lambda: condition(folder))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert mcsim("resume", str(folder), "--quiet").code == 0
    assert variables(folder) == with_ledger
    assert {name for name, _ in with_ledger} == {"inputs", "outcomes", "ledger"}
    assert (folder / "ledger.csv").exists()


def test_killed_before_it_began(evaluation, tmp_path):
    """There is nothing to resume, and that is what is said."""
    with start(evaluation, tmp_path / "run") as process:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    resumed = mcsim("resume", str(tmp_path / "run"))
    assert resumed.code == 2
    assert "run.json" in resumed.err


def test_killed_while_it_was_extended(evaluation, uninterrupted, tmp_path):
    folder = run_into(tmp_path / "run", evaluation, "--draws", "200")
    with start(evaluation, folder, "--chunk-size", "50") as process:
        wait_for(process, lambda: shards(folder) >= 3)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert mcsim("resume", str(folder), "--quiet").code == 0
    assert variables(folder) == uninterrupted


def test_interrupted_by_the_user(evaluation, uninterrupted, tmp_path):
    folder = tmp_path / "run"
    with start(evaluation, folder, "--chunk-size", "50") as process:
        wait_for(process, lambda: shards(folder) >= 2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert f"mcsim resume {folder}" in errors.replace("\n", "")
    assert "Traceback" not in errors
    assert mcsim("resume", str(folder), "--quiet").code == 0
    assert variables(folder) == uninterrupted


def test_inputs_of_a_longer_run_beside_outcomes_of_a_shorter_one(evaluation, uninterrupted, tmp_path):
    """Inputs written and outcomes not: the shards are still there, and are used."""
    folder = run_into(tmp_path / "run", evaluation, "--draws", "300")
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    run_into(folder, evaluation)
    shutil.copy(folder / "inputs.nc", copy / "inputs.nc")
    run_into(copy, evaluation)
    assert variables(copy) == uninterrupted
