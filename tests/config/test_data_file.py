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
    "empty": ("", None, "file: draws.csv is empty; it needs a header"),
    "header alone": ("a,b\n", None, "holds no rows"),
    "words": ("a,b\n1,2\n3,many\n", None, "b of draws.csv holds 'many' in row 2"),
    "a gap": ("a,b\n1,2\n,3\n", None, "a of draws.csv holds"),
    "infinite": ("a\n1\ninf\n", None, "holds inf in row 2"),
    "400 digits": (f"a\n2\n{'1' * 400}\n", None, "a of draws.csv holds 1111"),
    "underscores": ("a\n2\n1_000\n", None, "holds '1_000' in row 2"),
    "too large to be squared": ("a\n2\n-1e308\n", None, "a of draws.csv holds -1e+308 in row 2"),
    "yes and no": ("a\nTrue\nFalse\n", None, "holds"),
    "unknown column": ("alpha,b\n1,2\n", ["alfa"], "has no 'alfa'; did you mean `alpha`?"),
    "decimal commas": ("x\n1,5\n1,7\n", None, "row 1 has 2 fields, the header 1; decimal commas?"),
    "three in place of two": ("a,b\n1,2,3\n1,2,3\n", None, "row 1 has 3 fields, the header 2"),
    "ragged": ("a,b\n1,2\n1,2,3\n", None, "line 3 has 3 fields, the header 2"),
    "too few": ("a,b\n1,2\n1\n", None, "b of draws.csv holds"),
    "semicolons": ("a;b\n1,5;2\n", None, "is separated by semicolons; save it with commas"),
    "tabs": ("a\tb\n1\t2\n", None, "is separated by tabs; save it with commas"),
    "an index": (",a,b\n0,1,2\n", None, "has no name, as an index has none; give it one, or take the others"),
    "a name of two words": ("my x,b\n1,2\n", None, "'my x' of draws.csv cannot name an input; rename it"),
    "no header": ("0.5,1.5\n1,2\n", None, "'0.5' of draws.csv cannot name an input"),
    "a name twice": ("a,a,b\n1,2,3\n", None, "'a' stands 2 times in the header of draws.csv; give each"),
    "the one of two": ("a,a,b\n1,2,3\n", ["a"], "'a' stands 2 times in the header"),
    "latin 1": (b"caf\xe9\n1\n", None, "is not text in UTF-8; save it as UTF-8"),
    "utf-16": ("a,b\n1,2\n".encode("utf-16"), None, "is not text in UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_file_is_said(name, tmp_path):
    text, columns, words = WRONG[name]
    path = tmp_path / "draws.csv"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ParameterError) as caught:
        read_rows(path, columns)
    assert words in str(caught.value)


def test_the_columns_that_can_serve_are_proposed_and_do(tmp_path):
    path = tmp_path / "draws.csv"
    path.write_text(",a,my x,b,c,c\n0,1,2,3,4,5\n")
    with pytest.raises(ParameterError) as caught:
        read_rows(path)
    assert len(caught.value.problems) == 3
    assert all("`columns: [a, b]`" in problem for problem in caught.value.problems)
    names, rows = read_rows(path, ["a", "b"])
    assert (names, rows.tolist()) == (["a", "b"], [[1, 3]])


def test_a_mark_of_the_byte_order_is_no_part_of_a_name(tmp_path):
    path = tmp_path / "draws.csv"
    path.write_bytes("a,b\n1,2\n".encode("utf-8-sig"))
    assert read_rows(path)[0] == ["a", "b"]


def test_a_folder_and_a_netcdf_file_that_is_none(tmp_path):
    (tmp_path / "draws.nc").write_text("no netCDF")
    with pytest.raises(ParameterError, match=r"cannot be read \(.*\); give a CSV file, or a netCDF file"):
        read_rows(tmp_path / "draws.nc")
    (tmp_path / "folder.nc").mkdir()
    for path in (tmp_path, tmp_path / "folder.nc"):
        with pytest.raises(ParameterError, match="is a folder; name a file in it"):
            read_rows(path)
    with pytest.raises(ParameterError, match=r"no\.nc' does not exist"):
        read_rows(tmp_path / "no.nc")


def netcdf(tmp_path, variables):
    path = tmp_path / "draws.nc"
    xr.Dataset(variables).to_netcdf(path)
    return path


def test_variables_of_different_dimensions_are_refused(tmp_path):
    path = netcdf(tmp_path, {"a": ("draw", [1.0, 3.0]), "b": ("site", [1.0, 2.0]), "c": ("draw", [5.0, 6.0])})
    with pytest.raises(ParameterError, match=r"has `b` by \(site\) and `a` by \(draw\); take those"):
        read_rows(path)
    assert read_rows(path, ["c", "a"])[1].tolist() == [[5, 1], [6, 3]]
    with pytest.raises(ParameterError, match="has no 'd'; known: a, b, c"):
        read_rows(path, ["a", "d"])


def test_variables_by_the_same_dimensions_in_another_order_are_turned(tmp_path):
    values = np.arange(6.0).reshape(2, 3)
    path = netcdf(tmp_path, {"a": (("chain", "draw"), values), "b": (("draw", "chain"), -values.T)})
    rows = read_rows(path)[1]
    assert rows[:, 0].tolist() == (-rows[:, 1]).tolist() == [0, 1, 2, 3, 4, 5]


def test_a_stay_in_days_is_a_number_and_a_date_is_none(tmp_path):
    stay = ("draw", [2.5, 3.0], {"units": "days"})
    dates = ("draw", np.array(["2024-01-01", "2024-01-02"], dtype="datetime64[ns]"))
    path = netcdf(tmp_path, {"stay": stay, "admitted": dates})
    assert read_rows(path, ["stay"])[1].tolist() == [[2.5], [3.0]]
    with pytest.raises(ParameterError, match="holds dates in `admitted`, and numbers are needed"):
        read_rows(path)
    with pytest.raises(ParameterError, match="holds values of type"):
        read_rows(netcdf(tmp_path, {"word": ("draw", ["x", "y"])}))


def test_a_netcdf_file_without_variables_is_said_to_be_empty(tmp_path):
    with pytest.raises(ParameterError, match="holds no variable; it needs one for each input"):
        read_rows(netcdf(tmp_path, {}))


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
