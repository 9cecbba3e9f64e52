"""What every measure that takes further datasets promises."""

import numpy as np
import pytest
import xarray as xr

import mcsim
from mcsim.analysis.table import FURTHER, MEASURES
from mcsim.cli.listing import ROWS, Kind
from mcsim.errors import AnalysisError
from tests.analysis.cases import FURTHER_CASES
from tests.analysis.further_data import made

POINTS = [0.0, 20_000.0, 30_000.0]


def asked(name, data, wtp=POINTS):
    further = FURTHER[name]
    given = [data[need] for need in further.needs]
    return further.function(*given, *([wtp] if further.takes_wtp else []))


def test_every_measure_has_a_case_and_is_listed():
    assert set(FURTHER) == set(FURTHER_CASES)
    assert [name for name, _ in ROWS[Kind.measures]()] == [*MEASURES, *FURTHER]
    assert all(getattr(mcsim, name) is further.function for name, further in FURTHER.items())


@pytest.mark.parametrize("name", FURTHER)
def test_variables_and_dims(name):
    case, found = FURTHER_CASES[name], asked(name, made())
    expected = dict(case.figures)
    expected |= {f"{figure}_se": case.figures[figure] for figure in case.with_error}
    for figure in case.with_interval:
        expected |= {f"{figure}_{end}": case.figures[figure] for end in ("lower", "upper")}
    assert {str(key): value.dims for key, value in found.data_vars.items() if key != "n_draws"} == expected


@pytest.mark.parametrize("name", FURTHER)
def test_units_names_and_provenance(name):
    data = made()
    found = asked(name, data)
    for variable in found.variables:
        attrs = found[variable].attrs
        assert attrs["long_name"], variable
        assert "units" in attrs or found[variable].dtype.kind in "UO", variable
    assert found.attrs.items() >= data["outcomes"].attrs.items()
    assert found.attrs["error_quantile"] == pytest.approx(1.959964)
    assert FURTHER[name].title


@pytest.mark.parametrize("name", FURTHER)
def test_designs_that_are_no_probability_sample_are_refused(name):
    data = made(attrs={"design": "morris", "probability_sample": 0})
    with pytest.raises(AnalysisError, match="morris"):
        asked(name, data)


@pytest.mark.parametrize("name", FURTHER)
@pytest.mark.parametrize("replicates", [0, 4])
def test_the_order_of_the_draws_does_not_matter(name, replicates):
    data = made(attrs={"replicates": replicates})
    order = np.random.default_rng(1).permutation(600)
    turned = {key: values.isel(draw=order) for key, values in data.items()}
    xr.testing.assert_allclose(asked(name, turned), asked(name, data), rtol=1e-12)


@pytest.mark.parametrize("name", FURTHER)
def test_one_draw_has_values_and_no_errors(name):
    found = asked(name, made(n=1))
    for figure in FURTHER_CASES[name].with_error:
        known = found[figure].notnull()
        assert known.any()
        assert found[f"{figure}_se"].isnull().all(), figure


@pytest.mark.parametrize("name", FURTHER)
def test_it_can_be_written_and_read(name, tmp_path):
    from mcsim.results.disk import read, write

    found = asked(name, made())
    write(found, tmp_path / "x.nc")
    xr.testing.assert_equal(read(tmp_path / "x.nc"), found)
