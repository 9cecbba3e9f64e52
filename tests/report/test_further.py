"""Tables and files of the ledger and of results by structure, worked out by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from mcsim.analysis.cea.means import means
from mcsim.analysis.ledger.ledger_means import ledger_means
from mcsim.analysis.structure.by_structure import by_structure
from mcsim.config.records import Wtp
from mcsim.report.folder import write_report
from mcsim.report.further import further_measures
from mcsim.report.ledger_table import ledger_rows, ledger_tables
from mcsim.report.structure_table import structure_tables
from mcsim.results.datasets import outcomes
from mcsim.results.ledger import ledger_dataset
from tests.analysis.further_data import ITEMS, made, structural

WTP = Wtp(start=0, stop=50_000, points=6, decision_points=(10_000, 12_345.5))
ROOT2 = 2**0.5


def small(n_years=3):
    """Two draws: staff 100 or 140 a year, 50 or 70 saved in the last, 0.01 or 0.03 QALYs in the first."""
    items = np.zeros((2, 2, 1, 3, n_years))
    items[:, 1, 0, 1] = np.array([100.0, 140.0])[:, np.newaxis]
    items[:, 1, 0, 2, -1] = -50.0, -70.0
    items[:, 1, 0, 0, 0] = 0.01, 0.03
    described = {"health_gained": ITEMS["health"], "staff": ITEMS["staff"], "bed_days": ITEMS["saved"]}
    described["idle"] = ITEMS["staff"]
    items = np.concatenate([items, np.zeros((2, 2, 1, 1, n_years))], axis=3)
    cost = 500.0 + items[..., [1, 2], :].sum(axis=(3, 4))
    effect = items[..., 0, :].sum(axis=3)
    data = outcomes(cost, effect, ["usual_care", "peer_support"], price_year="2024/25", per="person offered")
    return data, ledger_dataset(items, data, described)


def test_where_costs_and_benefits_come_from():
    data, ledger = small()
    (table,) = ledger_tables(ledger_means(ledger), means(data))
    assert table.title.startswith("Where costs and benefits come from: peer support over usual care, health")
    assert table.columns == ["item", "kind", "unit", "total (SE)", "first year (SE)", "later years (SE)"]
    assert table.rows == [
        ["staff", "staff", "£", "360 (60)", "120 (20)", "240 (40)"],
        ["bed days", "saving", "£", "-60 (10)", "0 (0)", "-60 (10)"],
        ["= incremental cost", "", "£", "300 (50)", "120 (20)", "180 (30)"],
        ["health gained", "QALY", "QALY", "0.020 (0.010)", "0.020 (0.010)", "0 (0)"],
        ["= incremental effect", "", "QALY", "0.020 (0.010)", "0.020 (0.010)", "0 (0)"],
    ]


def test_one_year_is_not_split():
    data, ledger = small(n_years=1)
    (table,) = ledger_tables(ledger_means(ledger), means(data))
    assert table.columns == ["item", "kind", "unit", "total (SE)"]
    assert table.rows[2] == ["= incremental cost", "", "£", "60 (10)"]


def test_an_item_that_is_nothing_on_average_only_is_shown():
    data, ledger = small()
    ledger["items"].loc[{"item": "bed_days"}] = np.array([50.0, -50.0]).reshape(2, 1, 1, 1)
    rows = ledger_tables(ledger_means(ledger), means(data))[0].rows
    assert [row[0] for row in rows] == [
        "staff", "bed days", "= incremental cost", "health gained", "= incremental effect",
    ]  # fmt: skip


@pytest.mark.parametrize("replicates", [0, 4])
def test_the_last_row_of_a_part_is_its_sum(replicates):
    """Also where the replicates hold too little for a standard error."""
    data = made(n=7 if replicates else 600, attrs={"replicates": replicates})
    found, whole = ledger_means(data["ledger"]), means(data["outcomes"])
    tables = ledger_tables(found, whole)
    assert [table.title.split(": ")[1].split(" over ")[0] for table in tables] == ["a", "c"]
    for strategy, table in zip("ac", tables, strict=True):
        here = found.isel(perspective=0).sel(strategy=strategy)["total"]
        rows = {row[0]: row for row in table.rows}
        total = float(rows["= incremental cost"][3].split(" ")[0].replace(",", ""))
        assert total == pytest.approx(float(here.sel(item=["staff", "saved", "scheme"]).sum()), abs=0.5)
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_rows_for_a_spreadsheet():
    found = ledger_means(small()[1])
    rows = ledger_rows(found)
    assert list(rows.columns) == [
        "strategy", "perspective", "item", "year", "mean", "se", "unit", "measure", "kind", "block",
    ]  # fmt: skip
    assert len(rows) == 4 * 3
    own = rows.set_index(["item", "year"])
    assert own.loc["bed_days", 2][["mean", "se", "unit", "measure", "kind", "block"]].tolist() == [
        -60.0, 10.0, "GBP (2024/25 prices)", "cost", "saving", "service use",
    ]  # fmt: skip
    assert own.loc[("idle", 0), "mean"] == 0.0
    assert own.loc[("health_gained", 0), "unit"] == "QALY"


def by_choice():
    cost = np.array([0.0, 100.0, 300.0, 500.0, 40.0])
    data = outcomes(
        np.stack([np.zeros(5), cost], axis=1),
        np.stack([np.zeros(5), np.full(5, 0.02)], axis=1),
        ["usual_care", "peer_support"],
    )
    part = structural([0, 0, 1, 1, 2], ["short_run", "long_run", "for_ever", "never"], choice="time_frame")
    return data, xr.Dataset({"time_frame_part": part}, {"draw": data["draw"].values})


def test_results_by_structure():
    data, inputs = by_choice()
    (table,) = structure_tables(by_structure(data, inputs, WTP.decision_points), WTP.decision_points)
    assert table.title == (
        "By structural choice, before averaging: time frame, peer support over usual care, health and social "
        "care (no standard error for for ever: only one draw; never: no draw of it)"
    )
    assert table.columns == [
        "structure", "share of draws (SE)", "inc. cost, £ (SE)", "inc. QALY (SE)", "INMB at 10,000 (SE)",
        "P(INMB > 0) at 10,000 [95 %]", "INMB at 12,345.5 (SE)", "P(INMB > 0) at 12,345.5 [95 %]",
    ]  # fmt: skip
    assert [row[0] for row in table.rows] == ["short run", "long run", "for ever", "never"]
    short, long, ever, never = table.rows
    assert short[1:6] == ["0.40 (0.24)", "50 (50)", "0.02 (0)", "150 (50)", "1.000 [0.342, 1.000]"]
    assert long[2:5] == ["400 (100)", "0.02 (0)", "-200 (100)"]
    assert long[5].startswith("0.000 [0.000,")
    assert ever[2:5] == ["40", "0.02", "160"]
    assert never[1:] == ["0 (0)", "", "", "", "", "", ""]


def two_views(gap):
    """A hundred draws of which half have another structure, which moves society's effect by `gap` only."""
    n = 100
    other, noise = np.arange(n) % 2, np.tile([0.0, 1.0, 1.0, 0.0], n // 4)
    effect = np.zeros((n, 2, 2))
    effect[:, 1, 0] = noise
    effect[:, 1, 1] = noise + gap * other
    data = outcomes(
        np.zeros((n, 2, 2)),
        effect,
        ["usual_care", "new"],
        perspectives=["health_and_social_care", "societal"],
    )
    part = structural(other, ["plain", "other"], choice="form")
    return data, xr.Dataset({"form_part": part}, {"draw": data["draw"].values})


@pytest.mark.parametrize(
    ("gap", "end"),
    [
        (5.0, "over usual care, societal"),
        (0.0, "health and social care (no difference beyond Monte Carlo error)"),
    ],
)
def test_structures_are_shown_where_they_differ_and_chance_is_called_so(gap, end):
    (table,) = structure_tables(by_structure(*two_views(gap), [10_000]), (10_000,))
    assert table.title.endswith(end)


def test_a_table_for_every_choice_and_strategy():
    data = made()
    found = structure_tables(by_structure(data["outcomes"], data["inputs"], [10_000]), (10_000,))
    titles = [table.title.split("averaging: ")[1].split(" over ")[0] for table in found]
    assert titles == [
        "choice, a",
        "choice, c",
        "reach, a",
        "reach, c",
    ]
    assert [len(table.rows) for table in found] == [2, 2, 3, 3]


def test_what_the_folder_holds(tmp_path):
    data = made()
    found = write_report(data["outcomes"], tmp_path, WTP, data["inputs"], data["ledger"])
    more = {"by_structure.nc", "ledger_means.nc", "ledger.csv", "break_even.nc", "returns.nc"}
    assert more <= {file.name for file in found.files}
    assert all(file.exists() for file in found.files)
    titles = [table.title.split(":")[0] for table in found.tables]
    assert titles[:4] == ["By structural choice, before averaging"] * 4
    assert titles[-4:-2] == ["Where costs and benefits come from"] * 2
    assert titles[-2:] == ["Questions of a commissioner"] * 2
    assert titles[4].startswith("Mean per person")
    assert len(pd.read_csv(tmp_path / "ledger.csv")) == 2 * 2 * 5 * 3
    kept = xr.load_dataset(tmp_path / "by_structure.nc")
    xr.testing.assert_equal(kept, found.measures["by_structure"])
    assert kept["wtp"].values.tolist() == list(WTP.decision_points)


@pytest.mark.parametrize("absent", ["inputs", "structure"])
def test_nothing_is_said_where_there_is_nothing_to_say(absent, tmp_path):
    data = made()
    inputs = None if absent == "inputs" else data["inputs"][["price"]]
    found = write_report(data["outcomes"], tmp_path, WTP, inputs)
    assert not {"by_structure.nc", "ledger_means.nc", "ledger.csv"} & {file.name for file in found.files}
    assert not any("structural" in table.title or "come from" in table.title for table in found.tables)
    assert further_measures({"outcomes": data["outcomes"], "inputs": inputs}, (10_000,)) == {}


def test_decision_points_in_any_order():
    data = made()
    found = further_measures(data, (30_000.0, 20_000.0))
    tables = structure_tables(found["by_structure"], (30_000.0, 20_000.0))
    assert [column for column in tables[0].columns if "INMB at" in column] == [
        "INMB at 30,000 (SE)",
        "INMB at 20,000 (SE)",
    ]
