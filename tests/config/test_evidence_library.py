"""The evidence library: every entry builds, says where it is from, and has a price that can be carried."""

from collections import Counter
from typing import get_args

import numpy as np
import pytest

from distributions.build import build
from mcsim.config.input_record import Evidence, InputRecord
from mcsim.config.prices import PriceIndex
from mcsim.config.yaml_source import read_yaml

MODEL_YEAR = "2024/25"
NEEDED = {"programmes", "distribution", "unit", "description", "source", "evidence", "role"}
OPTIONAL = {"price_year", "price_index", "address"}
PROGRAMMES = {
    "all", "befriending", "employment", "navigator", "peer_support", "people_powered_health",
    "personal_budget", "time_bank",
}  # fmt: skip
ENTRIES_OF_FILE = {
    "time_banks_befriending_navigators": 18, "social_prescribing": 10, "people_powered_health": 13,
    "peer_support": 13, "training_and_turnover": 9, "personal_budgets": 15, "employment": 14,
    "unit_costs": 14, "service_use": 5, "valuation": 6, "structure": 7, "community_schemes": 22,
}  # fmt: skip
CALIBRATION = {"tb_gross_benefit_per_member", "nav_gross_benefit_year1"}
VALIDATION = {"bf_navigators_loneliness_model", "sp_roi_rotherham", "phb_net_benefit_published"}

# Typed from what the library was made from, not from its files: what is stated, and its figure.
FROZEN = [
    ("tb_cost_per_member", "median", 450), ("tb_active_share", "mean", 0.45),
    ("bf_smd_patient_reported", "mean", 0.18), ("nav_gross_benefit_year1", "median", 600),
    ("sp_roi_rotherham", "mean", 0.5), ("pph_cost_base", "mean", 2900),
    ("pph_saving_single", "mean", 0.13 / 3), ("epp_cost_diff", "mean", -27),
    ("ps_readmission_rr_core", "median", 64 / 218 * 216 / 83), ("ps_baseline_readmission", "mean", 83 / 216),
    ("train_cost_per_peer", "median", 1200), ("phb_ascot_gain", "mean", 0.039),
    ("ips_employment_rr", "median", 1.63), ("uc_nel_long", "mean", 4600),
    ("loneliness_cost_year", "mean", (800 + 3500 + 9976) / 3), ("collective_switch", "mean", 0.5),
]  # fmt: skip


def allowed(key):
    return set(get_args(Evidence.model_fields[key].annotation))


@pytest.fixture(scope="module")
def files(root):
    configs = root / "configs"
    return [*sorted((configs / "evidence").glob("*.yaml")), configs / "prices" / "unit_costs.yaml"]


@pytest.fixture(scope="module")
def placed(files):
    """File and content of every entry, in a list: an id that stands in two files is in it twice."""
    return [(name, path, entry) for path in files for name, entry in read_yaml(path).data.items()]


@pytest.fixture(scope="module")
def library(placed):
    return {name: entry for name, _, entry in placed}


def is_money(entry):
    return entry["unit"].split()[0] in {"GBP", "USD"}


def built(entry):
    parameters = dict(entry["distribution"])
    return build(parameters.pop("family"), parameters)


def test_every_id_stands_once(placed):
    assert [name for name, times in Counter(name for name, *_ in placed).items() if times > 1] == []
    assert Counter(path.stem for _, path, _ in placed) == ENTRIES_OF_FILE
    assert len(placed) == 146


def test_keys_are_those_of_an_entry(library):
    wrong = {
        name: set(entry) for name, entry in library.items() if not NEEDED <= set(entry) <= NEEDED | OPTIONAL
    }
    assert wrong == {}
    said = {name: set(entry["evidence"]) - {"note", "spread"} for name, entry in library.items()}
    assert [name for name, keys in said.items() if keys != {"status", "centre", "confidence"}] == []


def test_every_entry_is_an_input_and_builds(library):
    of_the_library = {"programmes", "role", "address"}
    for name, entry in library.items():
        stated = {key: value for key, value in entry.items() if key not in of_the_library}
        record = InputRecord.model_validate(stated)
        ends = built(entry).quantile(np.array([0.001, 0.999]))
        assert np.isfinite(ends).all(), name
        assert record.family == built(entry), name


def test_words_are_those_allowed(library):
    for name, entry in library.items():
        assert entry["evidence"]["status"] in allowed("status"), name
        assert entry["evidence"]["centre"] in allowed("centre"), name
        assert entry["role"] in {"input", "alternative", "calibration", "validation"}, name
        assert entry["programmes"], name
        assert set(entry["programmes"]) <= PROGRAMMES, name
        assert len(set(entry["programmes"])) == len(entry["programmes"]), name


def test_texts_are_texts(library):
    for name, entry in library.items():
        texts = [entry[key] for key in ("unit", "description", "source")] + [entry["evidence"]["confidence"]]
        texts += [entry.get("address", "-"), entry["evidence"].get("note", "-")]
        assert all(isinstance(text, str) and text.strip() for text in texts), name


@pytest.mark.parametrize(("role", "ids"), [("calibration", CALIBRATION), ("validation", VALIDATION)])
def test_what_results_are_held_against(role, ids, library):
    assert {name for name, entry in library.items() if entry["role"] == role} == ids


def test_money_and_nothing_else_has_a_price_year(library):
    money = {name for name, entry in library.items() if is_money(entry)}
    assert {name for name, entry in library.items() if "price_year" in entry} == money
    assert {
        name for name, entry in library.items() if "GBP" in entry["unit"] or "USD" in entry["unit"]
    } == money
    assert {name for name, entry in library.items() if "price_index" in entry} <= money


def test_every_price_can_be_carried_to_the_model_year(placed, root):
    prices = root / "configs" / "prices"
    usual = prices / "nhs_cost_inflation.yaml"
    for name, path, entry in placed:
        if entry["unit"].startswith("GBP"):
            named = path.parent / entry["price_index"] if "price_index" in entry else usual
            index = PriceIndex.model_validate(read_yaml(named).data)
            factor = index.factor(str(entry["price_year"]), MODEL_YEAR)
            assert 0.9 < factor < 1.8, name


def test_an_index_of_its_own_only_where_the_usual_one_has_no_such_year(library, root):
    usual = PriceIndex.model_validate(read_yaml(root / "configs" / "prices" / "nhs_cost_inflation.yaml").data)
    known = usual.chained()
    for name, entry in library.items():
        if entry["unit"].startswith("GBP"):
            assert ("price_index" in entry) == (str(entry["price_year"]) not in known), name


def test_an_index_of_prices_here_carries_no_dollars(library):
    dollars = [entry for entry in library.values() if entry["unit"].startswith("USD")]
    assert len(dollars) == 1
    assert "price_index" not in dollars[0]


@pytest.mark.parametrize(("name", "what", "figure"), FROZEN, ids=[name for name, *_ in FROZEN])
def test_figures_as_published(name, what, figure, library):
    family = built(library[name])
    found = family.mean if what == "mean" else family.quantile(np.array([0.5]))[0]
    # The logarithm of a relative risk is given to three decimals.
    assert found == pytest.approx(figure, rel=1e-3 if name.startswith(("ps_readmission", "ips")) else 1e-12)


@pytest.mark.parametrize("key", ["status", "centre"])
def test_the_counts_of_the_page_are_those_of_the_files(key, library, root):
    page = (root / "configs" / "evidence" / "README.md").read_text(encoding="utf-8")
    counts = Counter(entry["evidence"][key] for entry in library.values())
    assert set(counts) == allowed(key)
    header = f"| {key} | entries |\n|---|---|\n"
    rows = [f"| {word} | {count} |\n" for word, count in counts.most_common()]
    table = page[page.index(header) + len(header) :].split("\n\n")[0] + "\n"
    assert sorted(table.splitlines(keepends=True)) == sorted(rows)


def test_the_page_counts_the_files_and_their_entries(root):
    page = (root / "configs" / "evidence" / "README.md").read_text(encoding="utf-8")
    for stem, count in ENTRIES_OF_FILE.items():
        row = [line for line in page.splitlines() if line.startswith("|") and f"{stem}.yaml`" in line]
        assert len(row) == 1, stem
        assert row[0].endswith(f"| {count} |")
    assert f"{sum(ENTRIES_OF_FILE.values())} entries" in page


def test_the_readme_counts_the_widths_that_a_study_gives(library, root):
    published = [name for name, entry in library.items() if entry["evidence"].get("spread") == "published"]
    text = (root / "configs" / "evidence" / "README.md").read_text(encoding="utf-8")
    assert f"all\nbut {len(published)} entries" in text
