"""Draws made elsewhere: rows of a CSV or netCDF file, and what is wrong with one."""

import numpy as np
import pytest
import xarray as xr

from distributions.error import ParameterError
from mcsim.config.data_file import read_rows
from mcsim.config.load import load
from mcsim.errors import ConfigError
from mcsim.evaluation.prepare import prepare
from mcsim.evaluation.run import resume, run


def test_a_table_with_a_header(tmp_path):
    path = tmp_path / "draws.csv"
    path.write_text("a, b\n1, 2\n3.5, -4e1\n")
    names, rows = read_rows(path)
    assert names == ["a", "b"]
    assert rows.tolist() == [[1, 2], [3.5, -40]]
    assert read_rows(path, ["b"])[1].tolist() == [[2], [-40]]


def test_chains_of_a_netcdf_file_follow_each_other(tmp_path):
    path = tmp_path / "draws.nc"
    values = np.arange(6.0).reshape(2, 3)
    xr.Dataset({"a": (("chain", "draw"), values), "b": (("chain", "draw"), -values)}).to_netcdf(path)
    names, rows = read_rows(path)
    assert names == ["a", "b"]
    assert rows[:, 0].tolist() == [0, 1, 2, 3, 4, 5]
    assert rows[:, 1].tolist() == [0, -1, -2, -3, -4, -5]


WRONG = {
    "no file": (None, None, "does not exist"),
    "empty": ("", None, "cannot be read"),
    "header alone": ("a,b\n", None, "holds no rows"),
    "words": ("a,b\n1,2\n3,many\n", None, "b of draws.csv holds 'many' in row 2"),
    "a gap": ("a,b\n1,2\n,3\n", None, "a of draws.csv holds"),
    "infinite": ("a\n1\ninf\n", None, "holds"),
    "unknown column": ("alpha,b\n1,2\n", ["alfa"], "has no 'alfa'; did you mean `alpha`?"),
    "ragged": ("a,b\n1,2\n1,2,3\n", None, "cannot be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_file_is_said(name, tmp_path):
    text, columns, words = WRONG[name]
    path = tmp_path / "draws.csv"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ParameterError) as caught:
        read_rows(path, columns)
    assert words in str(caught.value)


def test_a_folder_and_a_netcdf_file_that_is_none(tmp_path):
    (tmp_path / "draws.nc").write_text("no netCDF")
    for path in (tmp_path, tmp_path / "draws.nc"):
        with pytest.raises(ParameterError, match="cannot be read"):
            read_rows(path)


def test_variables_of_different_dimensions_are_refused(tmp_path):
    path = tmp_path / "draws.nc"
    xr.Dataset({"a": ("draw", [1.0]), "b": ("site", [1.0, 2.0])}).to_netcdf(path)
    with pytest.raises(ParameterError, match="same dimensions"):
        read_rows(path)


MODEL = """
import numpy as np
from mcsim.models.contract import number


class Model:
    strategies = ("a", "b")
    perspectives = ("health_and_social_care",)
    inputs = {"posterior_price": number("any"), "posterior_gain": number("any")}

    def evaluate(self, inputs, settings, draws):
        zero = np.zeros(draws.size)
        cost = np.stack([zero, inputs["posterior_price"]], axis=1)
        effect = np.stack([zero, inputs["posterior_gain"]], axis=1)
        return {"cost": cost[:, :, None], "effect": effect[:, :, None]}
"""


@pytest.fixture
def posterior(tmp_path, linear_gaussian):
    """A folder whose one input is a file of draws, and a model of its own."""
    folder = tmp_path / "posterior_evaluation"
    folder.mkdir()
    text = (linear_gaussian / "evaluation.yaml").read_text()
    head, tail = text.split("model:")[0], text[text.index("settings:") :]
    module = f"posterior_{tmp_path.name}"  # Python holds one module of a name
    (folder / "evaluation.yaml").write_text(f"{head}model: {module}:Model\n{tail}")
    (folder / f"{module}.py").write_text(MODEL)
    (folder / "inputs.yaml").write_text(
        "posterior:\n  distribution: {family: empirical, file: draws.csv, columns: [price, gain]}\n"
        "  unit: any\n  description: d\n  source: s\n  evidence: {status: found, centre: published}\n"
    )
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(500, 2)) @ np.array([[1.0, 0.8], [0.0, 0.6]])
    np.savetxt(folder / "draws.csv", rows, delimiter=",", header="price,gain", comments="")
    return folder


def test_rows_are_kept_together_through_a_run(posterior, tmp_path):
    rows = read_rows(posterior / "draws.csv")[1]
    results = run(load(posterior), draws=4000, output=tmp_path / "run", jobs=1)
    drawn = np.stack(
        [results.inputs["posterior_price"].values, results.inputs["posterior_gain"].values], axis=1
    )
    assert {tuple(row) for row in drawn.tolist()} <= {tuple(row) for row in rows.tolist()}
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(np.corrcoef(rows.T)[0, 1], abs=0.03)
    again = resume(tmp_path / "run")
    assert (
        again.inputs["posterior_gain"].values.tobytes() == results.inputs["posterior_gain"].values.tobytes()
    )


def test_another_content_is_another_run(posterior):
    before = prepare(load(posterior)).identity
    assert prepare(load(posterior)).identity == before
    text = (posterior / "draws.csv").read_text()
    (posterior / "draws.csv").write_text(text.replace("e-01", "e-02", 1))
    assert prepare(load(posterior)).identity != before


def test_a_missing_file_is_told_with_its_place(posterior):
    (posterior / "draws.csv").unlink()
    with pytest.raises(ConfigError) as caught:
        load(posterior)
    (problem,) = caught.value.problems
    assert problem.place.endswith("posterior.distribution")
    assert "does not exist" in problem.rule
