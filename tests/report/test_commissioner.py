"""Tables of a commissioner's questions, worked out by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from mcsim.analysis.cea.means import means
from mcsim.analysis.ledger.budget_impact import budget_impact
from mcsim.analysis.ledger.ledger_means import ledger_means
from mcsim.config.records import Wtp
from mcsim.report.budget_table import budget_tables
from mcsim.report.commissioner_table import commissioner_tables
from mcsim.report.conservative_table import conservative_tables
from mcsim.report.folder import write_report
from mcsim.report.further import further_measures
from mcsim.report.ledger_table import ledger_tables
from tests.analysis.further_data import made
from tests.analysis.ledger_cases import ledger_of

POINTS = (20_000.0, 12_345.5)


def two_draws(n_years=2):
    """Half of those offered join; 100 spent a year, 150 or 250 saved in the last, 0.01 or 0.03 QALYs."""
    programme, care, health, taking_part = np.zeros((4, 2, 2, n_years))
    programme[..., :2] = 100.0
    care[..., -1] = np.array([[-150.0], [-250.0]])
    care[:, 1] *= 0.5
    health[..., 0] = np.array([[0.01], [0.03]])
    health[:, 1] = 0.0
    taking_part[..., 0] = 0.5
    items = {"programme": programme, "care": care, "health": health, "taking_part": taking_part}
    return ledger_of(**items).assign_coords(perspective=["health_and_social_care", "public_sector"])


def asked(ledger, starting=None):
    return further_measures({"ledger": ledger}, POINTS, starting)


def test_questions():
    (table,) = commissioner_tables(asked(two_draws()), POINTS)
    assert table.title.startswith("Questions of a commissioner: new over usual care (")
    assert table.columns == ["question", "health and social care", "public sector"]
    wilson = "[0.095, 0.905]"  # of one draw in two
    assert table.rows == [
        ["participants per person offered", "0.5 (0)", "0.5 (0)"],
        ["programme cost per participant, £", "400 (0)", "400 (0)"],
        ["highest price per participant at £20,000 per QALY, £", "1,200 (500)", "200 (50)"],
        ["highest price per participant at £12,345.5 per QALY, £", "894 (347)", "200 (50)"],
        ["breaks even in money, on average, in year", "2 [2, none]", "none"],
        ["half of the draws do by year", "2 [1, none]", "none [1, none]"],
        ["share of draws that do not within 2 years", f"0.500 {wilson}", "1.000 [0.342, 1.000]"],
        ["return on investment, in money", "0.00 (0.25)", "-0.50 (0.12)"],
        ["benefits per £1 of programme, in money", "1.00 (0.25)", "0.50 (0.12)"],
        ["benefits per £1 of programme at £20,000 per QALY", "3.0 (1.2)", "0.50 (0.12)"],
        ["benefits per £1 of programme at £12,345.5 per QALY", "2.23 (0.87)", "0.50 (0.12)"],
    ]


def test_society_calls_it_the_social_return_and_others_are_not_asked():
    ledger = xr.concat([two_draws()] * 2, "perspective", data_vars="all", coords="minimal")
    names = ["participants", "societal", "elsewhere", "public_sector"]
    (table,) = commissioner_tables(asked(ledger.assign_coords(perspective=names)), POINTS)
    assert table.columns == ["question", "participants", "public sector", "societal"]
    assert table.rows[-2][0] == "benefits per £1 of programme at £20,000 per QALY (societal: SROI ratio)"


def test_questions_without_an_answer_are_left_out():
    found = asked(ledger_of(care=np.full((3, 1), -5.0)))
    assert set(found) == {"ledger_means", "contributions", "break_even", "conservative"}
    (table,) = commissioner_tables(found, POINTS)
    assert table.rows == [
        ["breaks even in money, on average, in year", "1"],
        ["half of the draws do by year", "1 [1, none]"],
        ["share of draws that do not within the year", "0.000 [0.000, 0.561]"],
    ]


@pytest.mark.parametrize("replicates", [0, 16])
def test_one_draw_is_told_without_errors(replicates):
    found = further_measures(made(n=1, attrs={"replicates": replicates}), POINTS, [1.0])
    tables = [*commissioner_tables(found, POINTS), *budget_tables(found["budget_impact"])]
    tables += conservative_tables(found["conservative"], POINTS)
    for table in tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert not any("nan" in cell for row in table.rows for cell in row)


def test_budget():
    first, second = budget_tables(budget_impact(two_draws(), [10, 0, 20]))
    assert first.title.startswith("Budget impact: new over usual care, health and social care, undiscounted")
    assert second.title.startswith("Budget impact: new over usual care, public sector, undiscounted")
    assert first.columns == [
        "year", "people offered", "participants (SE)", "investment, £ (SE)",
        "other costs and savings, £ (SE)", "net, £ (SE)", "net in 95 % of draws",
    ]  # fmt: skip
    assert first.rows == [
        ["1", "10", "5 (0)", "1,000 (0)", "0 (0)", "1,000 (0)", "1,000 to 1,000"],
        ["2", "0", "0 (0)", "1,000 (0)", "-2,000 (500)", "-1,000 (500)", "-1,475 to -525"],
        ["3", "20", "10 (0)", "2,000 (0)", "0 (0)", "2,000 (0)", "2,000 to 2,000"],
        ["all", "30", "", "4,000 (0)", "-2,000 (500)", "2,000 (500)", ""],
    ]


def test_a_budget_is_not_societys_unless_it_is_the_only_one():
    ledger = two_draws().assign_coords(perspective=["public_sector", "societal"])
    (table,) = budget_tables(budget_impact(ledger, [1]))
    assert "public sector" in table.title
    (table,) = budget_tables(budget_impact(ledger.isel(perspective=[1]), [1]))
    assert "societal" in table.title


def test_conservative_reading():
    """Quartiles of two draws lie a quarter of the way from the unfavourable one to the other."""
    (table,) = conservative_tables(asked(two_draws(1))["conservative"], POINTS)
    assert table.title.startswith(
        "Conservative reading, one year: new over usual care, health and social care,"
    )
    assert table.columns == ["kind", "at £20,000 per QALY", "at £12,345.5 per QALY"]
    assert table.rows == [
        ["programme", "-100", "-100"],
        ["care", "175", "175"],
        ["health", "300", "185.2"],
        ["= conservative", "375", "260.2"],
        ["mean INMB", "500 (250)", "347 (173)"],
        ["P(INMB > 0) [95 %]", "1.000 [0.342, 1.000]", "1.000 [0.342, 1.000]"],
    ]


@pytest.mark.parametrize("n_years", [1, 3])
def test_what_the_folder_holds(n_years, tmp_path):
    data = made()
    ledger = data["ledger"].isel(year=slice(n_years))
    wtp = Wtp(start=0, stop=50_000, points=6, decision_points=POINTS)
    found = write_report(data["outcomes"], tmp_path, wtp, None, ledger, starting=(10.0, 20.0))
    titles = [table.title.split(":")[0] for table in found.tables]
    assert titles[-2:] == ["Budget impact"] * 2
    one_year = ["Conservative reading, one year"] * 2
    assert titles[-4:-2] == (one_year if n_years == 1 else ["Questions of a commissioner"] * 2)
    assert titles.count("Conservative reading, one year") == (2 if n_years == 1 else 0)
    xr.testing.assert_equal(xr.load_dataset(tmp_path / "budget_impact.nc"), found.measures["budget_impact"])
    assert found.measures["break_even"]["wtp"].values.tolist() == [0.0, 12_345.5, 20_000.0]
    assert found.measures["highest_price"]["wtp"].values.tolist() == [12_345.5, 20_000.0]
    assert found.measures["budget_impact"]["people"].values.tolist() == [10.0, 20.0]


def test_without_those_who_start_there_is_no_budget_and_without_a_ledger_neither():
    assert "budget_impact" not in asked(two_draws())
    assert further_measures({"outcomes": made()["outcomes"]}, POINTS, [1.0]) == {}


def test_those_who_take_part_are_rows_of_the_spreadsheet_and_neither_cost_nor_effect(tmp_path):
    data = made()
    write_report(data["outcomes"], tmp_path, Wtp(), None, data["ledger"])
    rows = pd.read_csv(tmp_path / "ledger.csv").set_index("item").loc["joining"]
    assert set(rows["unit"]) == set(rows["measure"]) == {"people"}
    found = ledger_means(data["ledger"])
    assert found["part"].values.tolist() == ["cost", "effect"]
    for table in ledger_tables(found, means(data["outcomes"])):
        assert [row[0] for row in table.rows] == [
            "staff", "saved", "scheme", "= incremental cost", "health", "= incremental effect",
        ]  # fmt: skip
