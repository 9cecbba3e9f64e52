"""The commands as a user types them: results, repetition to the byte, and folders that are respected."""

import hashlib
import subprocess

import numpy as np
import pytest
import xarray as xr

from mcsim.analysis.table import MEASURES
from mcsim.config.load import load
from mcsim.plots.table import OUTCOMES, drawable
from tests.cli.cli_runner import mcsim


def variables(folder):
    """Digest of every variable of inputs and outcomes, and of the ledger if there is one."""
    found = {}
    names = ["inputs", "outcomes"] + (["ledger"] if (folder / "ledger.nc").exists() else [])
    for name in names:
        with xr.open_dataset(folder / f"{name}.nc") as data:
            for variable in data.variables:
                found[name, variable] = hashlib.blake2b(data[variable].values.tobytes()).hexdigest()
    return found


def run_digest(folder):
    with xr.open_dataset(folder / "outcomes.nc") as data:
        return data.attrs["run_digest"]


def run_into(folder, evaluation, *options):
    found = mcsim("run", str(evaluation), "--output", str(folder), "--quiet", *options)
    assert found.code == 0, found.err
    assert found.out == ""
    return folder


def test_the_main_job(peer_support, tmp_path):
    folder = tmp_path / "run"
    found = mcsim("run", str(peer_support), "--output", str(folder), "--draws", "2000")
    assert found.code == 0, found.err
    for words in (
        "peer support", "usual care", "ICER", "status", "At £20,000 per QALY", "At £30,000 per QALY",
        "P(cost-effective)", "pays for itself in cash", "EVPI per person offered", "public sector",
    ):  # fmt: skip
        assert words in found.out
    assert "draws" in found.err
    expected = {"inputs.nc", "outcomes.nc", "summary.csv", "run.json", "figures", ".work"}
    assert {path.name for path in folder.iterdir()} == expected | {f"{name}.nc" for name in MEASURES}
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}.png" for name in drawable({OUTCOMES, *MEASURES})
    }
    for path in folder.glob("*.nc"):
        with xr.open_dataset(path) as data:
            for name in ("run_digest", "seed", "versions", "processor", "created", "configuration"):
                assert name in data.attrs, (path, name)
            for name, variable in data.variables.items():
                assert variable.attrs["long_name"], (path, name)
                assert "units" in variable.attrs or variable.dtype.kind in "UO", (path, name)


def test_the_summary_holds_every_measure_with_its_error(peer_support, tmp_path):
    folder = run_into(tmp_path / "run", peer_support, "--draws", "500")
    lines = (folder / "summary.csv").read_text().splitlines()
    assert lines[0].startswith("measure,figure,perspective,strategy,wtp,value,se,lower,upper,units")
    named = {line.split(",")[0] for line in lines[1:]}
    assert named == (set(MEASURES) - {"convergence"}) | {"draws"}
    evpi = next(line for line in lines if line.startswith("evpi,evpi,health_and_social_care,"))
    assert float(evpi.split(",")[5]) > 0
    assert float(evpi.split(",")[6]) > 0


@pytest.mark.parametrize(
    "options",
    [("--jobs", "1"), ("--jobs", "2"), ("--chunk-size", "8192"), ("--chunk-size", "1", "--jobs", "2")],
    ids=" ".join,
)
def test_the_same_bytes_however_it_is_run(options, peer_support, tmp_path):
    plain = run_into(tmp_path / "plain", peer_support, "--draws", "20000", "--jobs", "1")
    other = run_into(tmp_path / "other", peer_support, "--draws", "20000", *options)
    assert variables(plain) == variables(other)


def test_more_draws_begin_with_the_same_values(peer_support, tmp_path):
    short = run_into(tmp_path / "short", peer_support, "--draws", "9000")
    long = run_into(tmp_path / "long", peer_support, "--draws", "18000")
    for name in ("inputs.nc", "outcomes.nc"):
        with xr.open_dataset(short / name) as one, xr.open_dataset(long / name) as other:
            for variable in one.data_vars:
                assert one[variable].values.tobytes() == other[variable].values[:9000].tobytes()


def test_a_run_is_extended_in_its_folder(peer_support, tmp_path):
    folder = run_into(tmp_path / "run", peer_support, "--draws", "5000")
    run_into(folder, peer_support, "--draws", "12000")
    assert variables(folder) == variables(run_into(tmp_path / "whole", peer_support, "--draws", "12000"))


def test_the_same_run_again_changes_nothing(peer_support, tmp_path):
    folder = run_into(tmp_path / "run", peer_support, "--draws", "1000")
    before = variables(folder)
    found = mcsim("run", str(peer_support), "--draws", "1000", "--output", str(folder))
    assert found.code == 0
    assert "all there already" in found.out
    assert variables(folder) == before


def test_fewer_draws_are_refused(linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "1000")
    found = mcsim("run", str(linear_gaussian), "--draws", "500", "--output", str(folder))
    assert found.code == 2
    assert "holds 1000 draws" in found.err


@pytest.mark.parametrize(
    ("options", "differs"),
    [
        (("--seed", "3"), "settings.seed: 2026 there, 3 here"),
        (
            ("--set", "inputs.price.distribution.mean=700"),
            "inputs.price.distribution.mean: 750.0 there, 700.0 here",
        ),
        (("--set", "settings.horizon=2"), "settings.horizon"),
    ],
)
def test_another_runs_folder_is_refused_and_the_difference_named(options, differs, linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "100")
    before = variables(folder)
    found = mcsim("run", str(linear_gaussian), "--draws", "100", "--output", str(folder), *options)
    assert found.code == 2
    assert differs in found.err
    assert "--overwrite" in found.err
    assert variables(folder) == before
    digest = run_digest(folder)
    run_into(folder, linear_gaussian, "--draws", "100", "--overwrite", *options)
    assert run_digest(folder) != digest


def test_willingness_to_pay_and_prose_make_no_other_run(linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "100")
    options = ("--set", "settings.wtp.decision_points=[15000]", "--set", "title=Another title")
    run_into(folder, linear_gaussian, "--draws", "100", *options)
    assert ",15000.0," in (folder / "summary.csv").read_text()


def test_a_folder_of_something_else_is_never_touched(linear_gaussian, tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    for options in ((), ("--overwrite",)):
        found = mcsim("run", str(linear_gaussian), "--output", str(tmp_path), *options)
        assert found.code == 2
        assert "thesis.tex" in found.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_what_a_killed_run_was_writing_stands_in_nobodys_way(linear_gaussian, tmp_path):
    """Killed while it claimed the folder: no record yet, and a file that only it would have finished."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = tmp_path / f".run.json.{gone.pid}.tmp"
    left.write_text("{")
    run_into(tmp_path, linear_gaussian, "--draws", "50")
    assert not left.exists()


def test_a_file_in_the_place_of_the_folder(linear_gaussian, tmp_path):
    (tmp_path / "file").write_text("")
    found = mcsim("run", str(linear_gaussian), "--output", str(tmp_path / "file"))
    assert found.code == 2
    assert "cannot be made" in found.err


def test_the_default_folder_is_named_after_the_evaluation(linear_gaussian, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mcsim("run", str(linear_gaussian), "--draws", "50", "--quiet").code == 0
    assert (tmp_path / "runs" / "linear_gaussian" / "outcomes.nc").exists()


@pytest.mark.parametrize("draws", [1, 2])
def test_one_draw_has_no_standard_error_and_no_warning(draws, linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", str(draws))
    with xr.open_dataset(folder / "means.nc") as means:
        assert np.isnan(means["cost_se"].values).all() == (draws == 1)


def test_a_template_runs_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mcsim("new", "befriending").code == 0
    assert mcsim("check", "befriending").code == 0
    found = mcsim("run", "befriending", "--draws", "1000")
    assert found.code == 0, found.err
    again = mcsim("new", "befriending")
    assert again.code == 2
    assert "exists already" in again.err


def test_check_shows_every_input_with_its_source(peer_support):
    found = mcsim("check", str(peer_support))
    assert found.code == 0, found.err
    for words in ("peer_hourly_cost", "36 (2023/24)", "37.45", "found", "judgement", "PSSRU"):
        assert words in found.out
    assert f"{len(load(peer_support).inputs)} inputs" in found.out


def test_resume_of_a_finished_run_changes_nothing(linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "100")
    before = variables(folder)
    assert mcsim("resume", str(folder), "--quiet").code == 0
    assert variables(folder) == before


def test_resume_with_other_versions_is_refused(linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "100")
    record = folder / "run.json"
    text = record.read_text()
    version = np.__version__
    record.write_text(text.replace(f'"numpy": "{version}"', '"numpy": "1.0.0"'))
    found = mcsim("resume", str(folder))
    assert found.code == 2
    assert f'versions.numpy: "1.0.0" there, "{version}" here' in found.err


def test_a_torn_record_is_told(linear_gaussian, tmp_path):
    folder = run_into(tmp_path / "run", linear_gaussian, "--draws", "100")
    (folder / "run.json").write_text("{")
    found = mcsim("resume", str(folder))
    assert found.code == 2
    assert "is no record of a run" in found.err


@pytest.mark.parametrize("kind", ["families", "models", "designs", "measures", "plots", "evaluations"])
def test_lists(kind, root, monkeypatch):
    monkeypatch.chdir(root)
    found = mcsim("list", kind)
    assert found.code == 0
    expected = {
        "families": "lognormal", "models": "coproduction", "designs": "monte_carlo", "measures": "evpi",
        "plots": "plane", "evaluations": "configs/peer_support",
    }  # fmt: skip
    assert expected[kind] in found.out


def test_schemas_are_written(tmp_path):
    assert mcsim("schema", str(tmp_path / "schemas")).code == 0
    assert (tmp_path / "schemas" / "evaluation.schema.json").exists()
