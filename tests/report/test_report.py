"""The report on outcomes small enough to be worked out by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from mcsim.analysis.summary import summarise
from mcsim.analysis.table import MEASURES
from mcsim.config.records import Wtp
from mcsim.errors import RunError
from mcsim.plots.table import OUTCOMES, drawable
from mcsim.report.figures import write_figures
from mcsim.report.folder import every_measure, write_report
from mcsim.report.numbers import decimals_for, plain, share_with_interval, with_error
from mcsim.report.summary_csv import COLUMNS, summary_rows
from mcsim.report.tables import tables
from mcsim.results.datasets import outcomes
from tests.plots.made import made

WTP = Wtp(start=0, stop=50_000, points=6, decision_points=(10_000, 12_345.5))

# At 10,000 the net benefit of peer support is 100, 0, -100, -200: it wins once, and ties once.
COST = np.stack([np.zeros(4), [100.0, 200.0, 300.0, 400.0]], axis=1)
EFFECT = np.stack([np.zeros(4), np.full(4, 0.02)], axis=1)
SD = np.std([100.0, 200.0, 300.0, 400.0], ddof=1)


@pytest.fixture(scope="module")
def data():
    both = np.stack([COST, COST - 350.0 * (COST > 0)], axis=2)
    return outcomes(
        both,
        np.stack([EFFECT, EFFECT], axis=2),
        ["usual_care", "peer_support"],
        perspectives=["health_and_social_care", "societal"],
        per="person offered",
        price_year="2024/25",
        currency="EUR",
    )


@pytest.fixture(scope="module")
def measures(data):
    return every_measure(summarise(data, WTP.grid()), WTP.decision_points)


@pytest.fixture(scope="module")
def rows(measures):
    return summary_rows(measures, WTP.decision_points)


@pytest.fixture(scope="module")
def printed(measures):
    return tables(measures, WTP.decision_points)


KNOWN = {
    ("means", "inc_cost", None): (250.0, SD / 2),
    ("means", "inc_effect", None): (0.02, 0.0),
    ("icers", "icer", None): (12_500.0, SD / 2 / 0.02),
    ("net_benefit", "inmb", 10_000.0): (-50.0, SD / 2),
    ("net_benefit", "inmb", 12_345.5): (-3.09, SD / 2),
    ("ceac", "ceac", 10_000.0): (0.375, None),
    ("ceac", "ceac", 12_345.5): (0.5, None),
    ("expected_loss", "expected_loss", 10_000.0): (75.0, None),
    ("cost_saving", "cost_saving", None): (0.0, None),
    ("evpi", "evpi", 10_000.0): (25.0, 25.0),
}


@pytest.mark.parametrize("key", KNOWN, ids=str)
def test_the_summary_holds_what_is_worked_out_by_hand(key, rows):
    measure, figure, wtp = key
    value, error = KNOWN[key]
    here = rows[(rows.measure == measure) & (rows.figure == figure)]
    here = here[here.perspective == "health_and_social_care"]
    here = here[here.wtp.isna() if wtp is None else here.wtp == wtp]
    here = here[here.strategy.isna() | (here.strategy == "peer_support")]
    assert len(here) == 1
    assert here.value.item() == pytest.approx(value, rel=1e-9)
    if error is not None:
        assert here.se.item() == pytest.approx(error, rel=1e-9)


def test_the_tables_of_replicates_print_the_errors_between_these(data):
    """Draws 0 and 2 make one replicate, 1 and 3 the other: mean costs of 200 and 300, SE 50."""
    found = every_measure(summarise(data.assign_attrs(replicates=2), WTP.grid()), WTP.decision_points)
    means, incremental, at_first, *_ = tables(found, WTP.decision_points)
    assert means.rows[1] == ["peer support", "250 (50)", "0.02 (0)"]
    assert incremental.rows[1][-2] == "12,500 (2,500)"
    assert at_first.rows[1][1:3] == ["-50 (50)", "-50 (50)"]
    assert "EVPI per person offered €25 (25)" in at_first.title
    rows = summary_rows(found, WTP.decision_points).set_index(["figure", "strategy", "wtp", "perspective"])
    here = rows.loc[("ceac", "peer_support", 10_000.0, "health_and_social_care")]
    assert (here.value, here.se) == (0.375, 0.125)
    assert (here.lower, here.upper) == pytest.approx((0.01237, 0.96638), abs=1e-5)


def test_the_summary_is_one_long_table(rows):
    assert list(rows.columns) == COLUMNS
    assert set(rows.measure) == (set(MEASURES) - {"convergence"}) | {"draws"}
    assert set(rows.wtp.dropna()) == {10_000.0, 12_345.5}
    counts = rows[rows.measure == "draws"].set_index("figure").value
    assert counts.to_dict() == {"n_draws": float(len(COST)), "n_quarantined": 0.0}
    rows = rows[rows.measure != "draws"]
    assert set(rows.perspective) == {"health_and_social_care", "societal"}
    assert (rows.long_name.str.len() > 0).all()
    keys = ["measure", "figure", "perspective", "strategy", "wtp"]
    assert not rows.duplicated(keys).any()
    assert not rows.figure.str.endswith(("_se", "_lower", "_upper")).any()


def test_the_tables_print_what_is_worked_out_by_hand(printed):
    found = {table.title.partition(":")[0]: table for table in printed}
    means, incremental, at_first, at_second, perspectives = printed
    assert means.columns == ["strategy", "cost, €", "QALY"]
    assert means.rows[1] == ["peer support", "250 (65)", "0.02 (0)"]
    assert incremental.rows[0][-1] == incremental.rows[1][-1] == "ND"
    assert incremental.rows[1][-2] == "12,500 (3,227)"
    assert at_first.rows[1][1:3] == ["-50 (65)", "-50 (65)"]
    assert at_first.rows[1][3].startswith("0.375 [")
    assert at_first.rows[0][4] == "25 (25)"
    assert "EVPI per person offered €25 (25), too few draws switch" in at_first.title
    assert at_first.title.endswith("best on average: usual care")
    assert list(found)[2:4] == ["At €10,000 per QALY", "At €12,345.5 per QALY"]
    assert at_second.rows[1][1] == "-3 (65)"
    assert perspectives.columns[3:5] == ["INMB at 10,000 (SE)", "INMB at 12,345.5 (SE)"]
    assert [row[0] for row in perspectives.rows] == [
        "peer support, health and social care",
        "peer support, societal",
    ]
    # With 350 less, three of four draws save money.
    assert perspectives.rows[1][1] == "-100 (65)"
    assert perspectives.rows[1][5].startswith("0.750 [")


def test_every_row_has_its_columns(printed):
    for table in printed:
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (1234.5678, 12.3, "1,235 (12)"), (1234.5678, 0.0123, "1,234.568 (0.012)"),
        (-0.0004, 0.3, "0.00 (0.30)"), (7.0, 1e9, "7 (1,000,000,000)"), (1.0, float("nan"), "1"),
        (0.5, float("inf"), "0.5"), (float("nan"), 1.0, ""), (0.0996, 0.00996, "0.0996 (0.0100)"),
    ],
)  # fmt: skip
def test_no_more_digits_than_the_error_allows(value, error, text):
    assert with_error(value, error) == text


def test_numbers_without_an_error():
    assert [plain(value) for value in (999.9, 1000.4, -20_097.59, 1e-7)] == [
        "999.9",
        "1,000",
        "-20,098",
        "1e-07",
    ]
    assert share_with_interval(1.0, 0.9996, 1.0) == "1.000 [1.000, 1.000]"
    assert [decimals_for(error) for error in (95.0, 9.5, 0.95, float("nan"), -1.0)] == [0, 1, 2, 0, 0]


def test_figures_are_drawn_of_the_measures_that_are_there(data, measures, tmp_path):
    of_ledger = made()
    del of_ledger["break_even"]
    files = write_figures({**measures, **of_ledger}, data, WTP.decision_points, tmp_path / "figures")
    expected = ["plane", "ceac", "evpi", "waterfall", "budget_impact"]
    assert [file.stem for file in files] == expected
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_what_the_folder_holds(data, measures, tmp_path):
    found = write_report(data, tmp_path, WTP)
    figures = {f"figures/{name}.png" for name in drawable({OUTCOMES, *MEASURES})}
    expected = {f"{name}.nc" for name in MEASURES} | {"summary.csv"} | figures
    assert {str(file.relative_to(tmp_path)) for file in found.files} == expected
    assert {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()} == expected
    for name, measure in measures.items():
        xr.testing.assert_equal(xr.load_dataset(tmp_path / f"{name}.nc"), measure)
    read = pd.read_csv(tmp_path / "summary.csv")
    assert list(read.columns) == COLUMNS
    assert len(read) == len(summary_rows(measures, WTP.decision_points))
    for file in (tmp_path / "figures").iterdir():
        assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("blocked", ["evpi.nc", "summary.csv", "figures", "figures/plane.png"])
def test_what_stands_in_the_way_is_named(blocked, data, tmp_path):
    if blocked == "figures":
        (tmp_path / blocked).write_text("a file where a folder should be")
    else:
        (tmp_path / blocked).mkdir(parents=True)
    with pytest.raises(RunError, match=blocked.partition("/")[0]):
        write_report(data, tmp_path, WTP)
    assert not [file for file in tmp_path.rglob("*") if file.suffix == ".tmp"]
