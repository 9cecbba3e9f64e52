"""The price index: factors as published beside it, and which year a cost is carried to."""

import pytest
from pydantic import ValidationError

from mcsim.config.load import load
from mcsim.config.prices import PriceIndex
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import ConfigError

# Worked out outside this project from the same two published series (levels to 2014/15, then changes).
FACTOR_TO_2024_25 = {
    "2008/09": 1.4217, "2009/10": 1.4132, "2010/11": 1.3718, "2011/12": 1.3437, "2012/13": 1.3212,
    "2013/14": 1.3067, "2014/15": 1.2951, "2015/16": 1.2899, "2016/17": 1.2635, "2017/18": 1.2480,
    "2018/19": 1.2284, "2019/20": 1.2026, "2020/21": 1.1734, "2021/22": 1.1439, "2022/23": 1.0659,
    "2023/24": 1.0402, "2024/25": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def index(root):
    return PriceIndex.model_validate(read_yaml(root / "configs" / "prices" / "nhs_cost_inflation.yaml").data)


@pytest.mark.parametrize("year", FACTOR_TO_2024_25)
def test_factors_as_published(year, index):
    assert index.factor(year, "2024/25") == pytest.approx(FACTOR_TO_2024_25[year], abs=5.1e-5)


def test_every_year_of_the_file_is_tested(index):
    assert list(index.chained()) == list(FACTOR_TO_2024_25)


def test_there_and_back_and_by_way_of_another_year(index):
    there = index.factor("2012/13", "2020/21")
    assert there * index.factor("2020/21", "2012/13") == pytest.approx(1.0, rel=1e-14)
    by_way = index.factor("2012/13", "2017/18") * index.factor("2017/18", "2020/21")
    assert by_way == pytest.approx(there, rel=1e-14)


def test_a_cost_of_an_earlier_year_is_carried_to_the_price_year(peer_support, index):
    found = load(peer_support)
    assert found.inputs["peer_hourly_cost"].price_year == "2023/24"
    assert found.price_factors["peer_hourly_cost"] == index.factor("2023/24", "2024/25")
    assert "training_cost_per_peer" not in found.price_factors  # 2024/25 already


def test_another_index_for_one_input(peer_support, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("title: t\nsource: s\nlevels: {2023/24: 100, 2024/25: 150}\n")
    found = load(peer_support, {"inputs.peer_hourly_cost.price_index": str(other)})
    assert found.price_factors["peer_hourly_cost"] == 1.5


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ({"inputs.peer_hourly_cost.price_year": "1999/00"}, "has no year 1999/00"),
        ({"settings.price_year": "2031/32"}, "has no year 2031/32"),
        ({"settings.price_index": None}, "no price index is named"),
        ({"settings.price_index": "nowhere.yaml"}, "`price_index` names a file"),
        ({"settings.price_index": "."}, "`price_index` names a file"),
        ({"settings.price_index": "inputs.yaml"}, "title: is missing"),
    ],
)
def test_an_index_that_cannot_serve(override, says, peer_support):
    with pytest.raises(ConfigError) as raised:
        load(peer_support, override)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("year", "fine"),
    [
        ("2024/25", True), ("1999/00", True), ("2024", True), (2024, True), ("2024/26", False),
        ("24/25", False), ("2024/\n25", False),
        ("2024-25", False), ("2024/2025", False), ("last year", False), (2024.5, False), ("", False),
    ],
)  # fmt: skip
def test_how_a_year_is_written(year, fine, linear_gaussian):
    if fine:
        both = {"settings.price_year": year, "inputs.price.price_year": year}
        assert load(linear_gaussian, both).settings.price_year == str(year)
        return
    with pytest.raises(ConfigError, match=r"settings.price_year"):
        load(linear_gaussian, {"settings.price_year": year})


@pytest.mark.parametrize("bad", ["{2023/24: 0}", "{2023/24: -1}", "{2023/24: .inf}", "{last: 1}", "[1]"])
def test_levels_are_positive_numbers_of_years(bad, peer_support, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(f"title: t\nsource: s\nlevels: {bad}\n")
    with pytest.raises(ConfigError, match=r"other\.yaml:3 levels"):
        load(peer_support, {"inputs.peer_hourly_cost.price_index": str(other)})


@pytest.mark.parametrize(
    ("levels", "changes"),
    [
        ({"2014/15": 100.0}, {"2016/17": 10.0}),
        ({"2014/15": 100.0}, {"2016/17": 10.0, "2015/16": 10.0}),
        ({"2014/15": 100.0, "2015/16": 101.0}, {"2015/16": 10.0}),
    ],
)
def test_years_must_be_consecutive(levels, changes):
    with pytest.raises(ValidationError, match="does not follow"):
        PriceIndex(title="t", source="s", levels=levels, changes=changes)


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ({"inputs.gain.price_year": "2012/13"}, "is no money in GBP"),
        ({"inputs.price.price_year": None}, "says no price year"),
    ],
)
def test_money_and_nothing_else_has_a_price_year(override, says, linear_gaussian):
    with pytest.raises(ConfigError, match=says):
        load(linear_gaussian, override)


@pytest.fixture(scope="module")
def read_index(root):
    def read(name):
        return PriceIndex.model_validate(read_yaml(root / "configs" / "prices" / f"{name}.yaml").data)

    return read


@pytest.fixture(scope="module")
def deflator(read_index):
    return read_index("gdp_deflator")


# The two published series, each on a base of its own.
DEFLATOR_2024_IS_100 = {
    2004: 59.8584, 2005: 61.5718, 2006: 63.4682, 2007: 64.7322, 2008: 66.89, 2009: 68.217, 2010: 69.1217,
    2011: 70.834, 2012: 71.9294, 2013: 73.4795, 2014: 74.6524, 2015: 75.1536, 2016: 76.4554, 2017: 77.6367,
    2018: 79.1606, 2019: 81.1085, 2020: 85.2137, 2021: 85.6358, 2022: 90.5005, 2023: 96.2507, 2024: 100,
}  # fmt: skip
DEFLATOR_2024_25_IS_100 = {
    "2011/12": 70.3261, "2012/13": 71.5454, "2013/14": 73.0337, "2014/15": 74.0662, "2015/16": 74.5804,
    "2016/17": 76.0754, "2017/18": 77.0388, "2018/19": 78.7948, "2019/20": 80.8738, "2020/21": 85.1002,
    "2021/22": 85.3036, "2022/23": 91.2996, "2023/24": 96.1117, "2024/25": 100.0, "2025/26": 103.2388,
    "2026/27": 105.3095,
}  # fmt: skip
LINK = 0.989314  # of the calendar years to the base of the financial years
PAY = [0.30, 2.10, 1.21, 1.60, 2.58, 3.41, 3.07, 7.41, 2.18, 5.11]
PRICES = [0.56, 2.06, 1.30, 1.59, 1.30, 0.84, 1.72, 7.15, 2.98, 2.04]


def from_calendar_years(levels, year):
    """A financial year has nine months of the calendar year in which it begins and three of the next."""
    start = int(year[:4])
    return 0.75 * levels[start] + 0.25 * levels[start + 1]


@pytest.mark.parametrize(
    ("name", "published"), [("nhs_pay_inflation", PAY), ("nhs_prices_inflation", PRICES)]
)
def test_changes_without_levels_as_published(name, published, read_index):
    index = read_index(name)
    years = [f"{start}/{start - 1999}" for start in range(2015, 2025)]
    assert list(index.chained()) == years
    for before, year, change in zip(years, years[1:], published[1:]):
        assert index.factor(before, year) == pytest.approx(1 + change / 100, rel=1e-14)
    assert index.changes["2015/16"] == published[0]


def test_deflator_as_published(deflator):
    published = {year: level for year, level in deflator.levels.items() if year >= "2011/12"}
    assert published == DEFLATOR_2024_25_IS_100
    for year, level in DEFLATOR_2024_IS_100.items():
        assert deflator.calendar_levels[str(year)] == pytest.approx(level * LINK, abs=6e-5)
    assert len(deflator.calendar_levels) == len(DEFLATOR_2024_IS_100)


def test_deflator_before_2011_12_is_made_of_calendar_years(deflator):
    early = [year for year in deflator.levels if year < "2011/12"]
    assert early == ["2004/05", "2005/06", "2006/07", "2007/08", "2008/09", "2009/10", "2010/11"]
    for year in early:
        expected = LINK * from_calendar_years(DEFLATOR_2024_IS_100, year)
        assert deflator.levels[year] == pytest.approx(expected, abs=1.2e-4)


def test_the_link_holds_as_the_note_says(deflator):
    both = [year for year in DEFLATOR_2024_25_IS_100 if year <= "2023/24"]
    ratios = {
        year: DEFLATOR_2024_25_IS_100[year] / from_calendar_years(DEFLATOR_2024_IS_100, year) for year in both
    }
    assert sum(ratios.values()) / len(ratios) == pytest.approx(LINK, abs=5e-7)
    off = {year: 100 * (ratio / LINK - 1) for year, ratio in ratios.items()}
    first, second, *_ = sorted(off, key=lambda year: -abs(off[year]))
    average = sum(map(abs, off.values())) / len(off)
    figures = [
        f"times {LINK}",
        f"{len(both)} financial years",
        f"within {abs(off[first]):.2f} %",
        f"{first}, by {off[first]:+.2f} %",
        f"{second}, by {off[second]:+.2f} %",
        f"{average:.2f} % on average",
        f"it is {abs(off['2011/12']):.2f} % off",
    ]
    assert [figure for figure in figures if figure not in deflator.note] == []


def test_calendar_years_are_carried_to_financial_ones_and_back(deflator):
    # A step of the published calendar years is a step of these; 100/81.1085 is that from 2019 to 2024.
    assert deflator.factor("2019", "2024") == pytest.approx(100 / 81.1085, rel=2e-6)
    there = deflator.factor("2019", "2024/25")
    assert there == pytest.approx(100 / (0.989314 * 81.1085), rel=2e-6)
    assert there * deflator.factor("2024/25", "2019") == pytest.approx(1.0, rel=1e-14)


def test_a_cost_of_a_calendar_year_is_carried_by_an_index_of_its_own(peer_support, root):
    file = str(root / "configs" / "prices" / "gdp_deflator.yaml")
    key = "inputs.peer_hourly_cost"
    found = load(peer_support, {f"{key}.price_index": file, f"{key}.price_year": 2019})
    assert found.price_factors["peer_hourly_cost"] == pytest.approx(1.24623, abs=1e-5)


@pytest.mark.parametrize(
    ("levels", "calendar", "says"),
    [
        ({"2023/24": 99.0}, {"2023/24": 99.0}, "write it under levels"),
        ({"2023": 99.0, "2024": 100.0}, {"2023": 99.0}, "write it under calendar_levels"),
        ({}, {"2023": 99.0}, "no base in common"),
        ({"2023/24": 99.0}, {"2022": 97.0, "2024": 99.0}, "does not follow"),
        ({"2023/24": 99.0}, {"2023": 0.0}, "greater than 0"),
    ],
)
def test_what_calendar_levels_may_not_be(levels, calendar, says):
    with pytest.raises(ValidationError, match=says):
        PriceIndex(title="t", source="s", levels=levels, calendar_levels=calendar)
