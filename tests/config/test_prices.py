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
    assert index.factor(year, "2024/25") == pytest.approx(FACTOR_TO_2024_25[year], abs=1e-4)


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
