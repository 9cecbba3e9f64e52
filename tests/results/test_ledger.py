"""A ledger is made only if it accounts for the increments, to the last draw."""

from types import SimpleNamespace

import numpy as np
import pytest

from mcsim.errors import DatasetError
from mcsim.results.datasets import outcomes
from mcsim.results.ledger import ledger_dataset, with_row, without_row

DESCRIBED = {
    name: SimpleNamespace(measure=measure, kind=kind, block=block)
    for name, measure, kind, block in [
        ("staff", "cost", "staff", "delivery"),
        ("health", "effect", "QALY", "outcomes"),
        ("saved", "cost", "saving", "service use"),
    ]
}
N = 3000


def made(comparator="a"):
    """Items of 3 strategies, 2 perspectives, 3 items and 4 years, and outcomes that they add up to."""
    rng = np.random.default_rng(9)
    items = rng.normal(0.0, 100.0, (N, 3, 2, 3, 4))
    items[:, ["a", "b", "c"].index(comparator)] = 0.0
    cost = 5_000.0 + items[:, :, :, [0, 2]].sum(axis=(3, 4))
    effect = 10.0 + items[:, :, :, 1].sum(axis=3)
    data = outcomes(
        cost,
        effect,
        ["a", "b", "c"],
        perspectives=["payer", "society"],
        comparator=comparator,
        draws=np.arange(N) * 2,
        price_year="2024/25",
        attrs={"run_digest": "abc"},
    )
    return items, data


@pytest.mark.parametrize("comparator", ["a", "b", "c"])
def test_it_holds_the_items_of_every_strategy_but_the_comparator(comparator):
    items, data = made(comparator)
    ledger = ledger_dataset(items, data, DESCRIBED, (0.035, 0.015))
    assert ledger["items"].dims == ("draw", "strategy", "perspective", "item", "year")
    others = [name for name in ("a", "b", "c") if name != comparator]
    assert ledger["strategy"].values.tolist() == others
    for name in others:
        assert (ledger["items"].sel(strategy=name).values == items[:, ["a", "b", "c"].index(name)]).all()
    assert ledger["draw"].values.tolist() == data["draw"].values.tolist()
    assert ledger["year"].values.tolist() == [0, 1, 2, 3]
    of_item = {name: ledger[name].values.tolist() for name in ("measure", "kind", "block", "unit")}
    assert of_item == {
        "measure": ["cost", "effect", "cost"],
        "kind": ["staff", "QALY", "saving"],
        "block": ["delivery", "outcomes", "service use"],
        "unit": ["GBP (2024/25 prices)", "QALY", "GBP (2024/25 prices)"],
    }
    rates = {"discount_rate_of_costs": 0.035, "discount_rate_of_effects": 0.015}
    assert ledger.attrs == {**data.attrs, **rates}
    for name, variable in ledger.variables.items():
        assert variable.attrs["long_name"], name


def changed(change):
    items, data = made()
    change(items)
    return ledger_dataset(items, data, DESCRIBED)


def put(value, *at):
    def change(items):
        items[at] += value

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            put(7.0, 2500, 2, 1, 2, 3),
            ["items in draw 5000, strategy c, perspective society", "incremental cost", "they differ by 7;"],
        ),
        (put(-0.5, 1100, 1, 0, 1, 0), ["draw 2200, strategy b", "incremental effect", "differ by -0.5;"]),
        (put(np.nan, 4, 1, 0, 1, 0), ["item health, draw 8: is not finite"]),
        (put(1e141, 4, 1, 0, 1, 0), ["item health, draw 8: is not finite, or beyond 1e+140"]),
        (put(1.0, 1500, 0, 1, 2, 0), ["item saved, draw 3000: is not zero for the comparator"]),
    ],
)
def test_a_fault_in_one_draw_is_found_and_named(change, says):
    with pytest.raises(DatasetError) as raised:
        changed(change)
    assert all(words in str(raised.value) for words in says), str(raised.value)


def test_the_faults_of_both_measures_are_told_at_once():
    with pytest.raises(DatasetError) as raised:
        changed(put(3.0, slice(None), 1))
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize(("share", "sound"), [(3e-10, True), (3e-9, False)])
def test_rounding_is_allowed_and_no_more(share, sound):
    """The gap is measured against the amounts that were added, however little is left of them."""
    items = np.zeros((1, 2, 1, 2, 1))
    items[0, 1, 0, :, 0] = 1e6, -1e6 * (1.0 - share)
    both = {name: DESCRIBED[name] for name in ("staff", "saved")}
    data = outcomes([[0.0, 0.0]], [[0.0, 0.0]], ["a", "b"])
    if sound:
        ledger_dataset(items, data, both)
    else:
        with pytest.raises(DatasetError, match="they differ by"):
            ledger_dataset(items, data, both)


@pytest.mark.parametrize("shape", [(N, 3, 2, 3), (N, 2, 2, 3, 4), (N - 1, 3, 2, 3, 4), (N, 3, 2, 3, 0)])
def test_another_shape_is_refused(shape):
    with pytest.raises(DatasetError, match="items: has shape"):
        ledger_dataset(np.zeros(shape), made()[1], DESCRIBED)


def test_an_item_of_no_measure_is_refused():
    items, data = made()
    odd = DESCRIBED | {"saved": SimpleNamespace(measure="savings", kind="", block="")}
    with pytest.raises(DatasetError, match="item saved: is of measure 'savings'; one of cost, effect"):
        ledger_dataset(items, data, odd)


@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_row_that_is_left_out_comes_back_as_zeros(row):
    items = made("abc"[row])[0]
    assert with_row(without_row(items, row), row).tobytes() == items.tobytes()
