"""Figures of the measures of a ledger: what they draw is what they were given, and all of it can be read."""

import io

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_rgba

from mcsim.errors import AnalysisError
from mcsim.plots import waterfall as waterfall_file
from mcsim.plots.table import PLOTS
from tests.plots.cases import CASES
from tests.plots.legible import assert_legible
from tests.plots.made import AWKWARD, made

FIGURES = ("waterfall", "break_even", "budget_impact")


def drawn(name, data=None, **options):
    measures = data or made()
    return PLOTS[name].function(*(measures[need] for need in PLOTS[name].needs), **options)


def rendered(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def visible(figure):
    """Axes that show something."""
    return [axes for axes in figure.axes if axes.axison]


@pytest.mark.parametrize("name", FIGURES)
def test_axes_say_what_they_are(name):
    axes = drawn(name).axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel().replace("\n", " ")) == (CASES[name].x, CASES[name].y)
    assert PLOTS[name].title


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("data", AWKWARD.values(), ids=AWKWARD)
def test_draws_awkward_data_and_nothing_written_overlaps_or_is_cut_off(name, data):
    figure = drawn(name, data)
    assert rendered(figure).startswith(b"\x89PNG")
    assert_legible(figure)


@pytest.mark.parametrize("name", FIGURES)
def test_perspectives_strategies_and_state(name):
    before = dict(mpl.rcParams)
    first, second = (rendered(drawn(name, perspective=chosen)) for chosen in ("health", "public"))
    assert first != second
    assert first == rendered(drawn(name, decision_points=[20_000.0]))
    assert dict(mpl.rcParams) == before
    with pytest.raises(AnalysisError, match="'societal' is not in the data"):
        drawn(name, perspective="societal")
    data = made(k=3)
    with pytest.raises(AnalysisError, match="'nobody' is not in the data"):
        drawn(name, data, strategy="nobody")
    chosen = "a_strategy_of_some_length_1"
    heads = [axes.get_title(loc="left") for axes in visible(drawn(name, data, strategy=chosen))]
    assert heads[0] == "a strategy of some length 1"
    assert len(heads) == (2 if name == "break_even" else 1)


@pytest.mark.parametrize("name", FIGURES)
def test_says_how_many_strategies_are_left_out(name):
    figure = drawn(name, made(k=8))
    assert len(visible(figure)) == (12 if name == "break_even" else 6)
    assert "the first 6 of 8 strategies" in figure.get_supxlabel()
    assert "strategies" not in drawn(name, made(k=6)).get_supxlabel()


@pytest.mark.parametrize("name", FIGURES)
def test_the_comparator_has_no_panel(name):
    data = made(k=2, comparator="a_strategy_of_some_length_0")
    assert visible(drawn(name, data))[0].get_title(loc="left") == "a strategy of some length 1"


@pytest.mark.parametrize("name", FIGURES)
def test_says_so_where_there_is_nothing_to_compare(name):
    figure = drawn(name, made(comparator="a_strategy_of_some_length_0"))
    assert not visible(figure)
    assert "no strategy but the comparator" in figure.get_supxlabel()
    assert_legible(figure)


@pytest.mark.parametrize("name", FIGURES)
def test_other_units(name):
    figure = drawn(name, made(currency="SEK", effect_unit="life year", per="participant"))
    text = " ".join(axes.get_xlabel() + axes.get_ylabel() for axes in figure.axes)
    assert "SEK" in text
    assert_legible(figure)
    assert "£" not in text
    assert "QALY" not in text


def bars(axes):
    return [patch for patch in axes.patches if isinstance(patch, mpl.patches.Rectangle)]


def hand_made(values, errors, inmb, inmb_se, items):
    dims = ("strategy", "perspective", "item", "wtp")
    sums = ("strategy", "perspective", "wtp")
    variables = {
        "contribution": (dims, np.reshape(values, (1, 1, -1, 1))),
        "contribution_se": (dims, np.reshape(errors, (1, 1, -1, 1))),
        "inmb": (sums, [[[inmb]]]),
        "inmb_se": (sums, [[[inmb_se]]]),
        "n_draws": 100,
    }
    coords = {"strategy": ["new"], "perspective": ["all"], "item": items, "wtp": [20_000.0]}
    return {"contributions": xr.Dataset(variables, coords, {"error_quantile": 2.0})}


def test_a_waterfall_runs_from_zero_over_losses_and_gains_to_their_sum():
    items = ["health", "staff", "nothing", "rooms", "beds"]
    data = hand_made([500.0, -300.0, 0.0, -100.0, 50.0], [4.0, 3.0, 0.0, 1.0, 2.0], 150.0, 6.0, items)
    (axes,) = drawn("waterfall", data).axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["staff", "rooms", "health", "beds", "net benefit"]
    shown = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars(axes)]
    assert shown == [(0.0, -300.0), (-300.0, -400.0), (-400.0, 100.0), (100.0, 150.0), (0.0, 150.0)]
    colours = [bar.get_facecolor() for bar in bars(axes)]
    kinds = [waterfall_file.LOSS] * 2 + [waterfall_file.GAIN] * 2 + [waterfall_file.SUM]
    assert colours == [to_rgba(kind) for kind in kinds]
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["−£300.0 (3.0)", "−£100.0 (1.0)", "£500.0 (4.0)", "£50.0 (2.0)", "£150.0 (6.0)"]
    (error,) = [each for each in axes.collections if hasattr(each, "get_segments")]
    assert error.get_segments()[0][:, 0].tolist() == [138.0, 162.0]
    links = [tuple(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 0.8][1:]
    assert links == [(-300.0, -300.0), (-400.0, -400.0), (100.0, 100.0), (150.0, 150.0)]


def test_small_items_of_a_waterfall_are_gathered_with_a_bound_of_their_error():
    values = [-1000.0, 900.0, *[100.0] * 8, 3.0, -1.0, 2.0]
    errors = [1.0] * 10 + [0.3, 0.1, 0.2]
    items = [f"item {at}" for at in range(13)]
    (axes,) = drawn("waterfall", hand_made(values, errors, 704.0, 9.0, items)).axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert len(labels) == 12
    assert labels[-2:] == ["3 others", "net benefit"]
    assert axes.texts[-2].get_text() == "£4.00 (≤0.60)"
    ends = [bar.get_x() + bar.get_width() for bar in bars(axes)]
    assert ends[-2] == pytest.approx(704.0)
    # Eleven have a bar each: to gather one would save nothing.
    (axes,) = drawn("waterfall", hand_made(values[:11], errors[:11], 703.0, 9.0, items[:11])).axes
    assert "others" not in " ".join(label.get_text() for label in axes.get_yticklabels())


def test_an_item_that_is_nothing_on_average_but_not_in_each_draw_is_shown():
    data = hand_made([0.0, 0.0], [2.0, 0.0], 0.0, 2.0, ["shift", "nothing"])
    (axes,) = drawn("waterfall", data).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["shift", "net benefit"]


def test_a_waterfall_is_drawn_at_the_willingness_to_pay_that_is_asked_for():
    data = made()
    sums = data["contributions"]["inmb"].isel(strategy=0, perspective=0)
    for options, expected in (
        ({}, 20_000.0),
        ({"decision_points": (30_000.0, 20_000.0)}, 30_000.0),
        ({"decision_points": (5.0,)}, 20_000.0),
        ({"wtp": 30_000.0}, 30_000.0),
    ):
        (axes,) = drawn("waterfall", data, **options).axes
        assert f"£{expected:,.0f} per QALY" in axes.get_xlabel()
        assert bars(axes)[-1].get_width() == pytest.approx(float(sums.sel(wtp=expected)))
    with pytest.raises(AnalysisError, match="10,000 is not in the data"):
        drawn("waterfall", data, wtp=10_000.0)


def test_panels_of_a_waterfall_tell_the_largest_error():
    data = made(k=3)
    largest = max(
        float(data["contributions"][name].isel(perspective=0, wtp=0).max())
        for name in ("contribution_se", "inmb_se")
    )
    assert f"at most £{largest:.1f}" in drawn("waterfall", data).get_supxlabel()


def test_break_even_draws_the_data_from_the_start():
    data = made(k=2)
    own = data["break_even"].isel(perspective=0, wtp=0)
    costs, second, shares, _ = drawn("break_even", data).axes
    one = own.isel(strategy=0)
    mean = costs.lines[0]
    assert mean.get_xdata().tolist() == [0, 1, 2, 3, 4, 5]
    assert mean.get_ydata() == pytest.approx([0.0, *one["cumulative"].values])
    assert shares.lines[0].get_xdata().tolist() == [1, 2, 3, 4, 5]
    assert shares.lines[0].get_ydata() == pytest.approx(one["broken_even"].values)
    wide, narrow = (band.get_paths()[0].vertices[:, 1] for band in costs.collections[:2])
    quantiles = one["cumulative_quantile"]
    assert (wide.min(), wide.max()) == (
        quantiles.sel(quantile=0.025).min(),
        quantiles.sel(quantile=0.975).max(),
    )
    assert (narrow.min(), narrow.max()) == (
        quantiles.sel(quantile=0.25).min(),
        quantiles.sel(quantile=0.75).max(),
    )
    assert costs.get_ylim() == second.get_ylim()
    ends = own["cumulative_quantile"]
    assert costs.get_ylim()[0] < min(0.0, float(ends.min()))
    assert costs.get_ylim()[1] > max(0.0, float(ends.max()))


@pytest.mark.parametrize(
    ("year", "interval", "says"),
    [
        (3.0, None, "mean breaks even in year 3"),
        (3.0, (3.0, 3.0), "mean breaks even in year 3"),
        (3.0, (2.0, np.nan), "mean breaks even in year 3 [2, later]"),
        (np.nan, (4.0, np.nan), "mean does not break even within 5 years"),
    ],
)
def test_break_even_says_when(year, interval, says):
    data = made()
    measure = data["break_even"]
    measure["break_even_year"] = measure["never"] * 0.0 + year
    for end, value in zip(("lower", "upper"), interval or (), strict=False):
        measure[f"break_even_year_{end}"] = measure["never"] * 0.0 + value
    measure["never"], measure["never_lower"], measure["never_upper"] = (
        0.0 * measure["never"] + share for share in (0.4, 0.386, 0.4149)
    )
    costs, shares = drawn("break_even", {"break_even": measure}).axes
    assert [text.get_text() for text in costs.texts] == [says]
    assert shares.get_title(loc="left") == "not within 5 years: 40.0 [38.6, 41.5]\u00a0%"
    marks = [line for line in costs.lines if line.get_marker() == "D"]
    assert [line.get_xdata()[0] for line in marks] == ([3.0] if np.isfinite(year) else [])
    if marks:
        assert marks[0].get_ydata()[0] == pytest.approx(float(measure["cumulative"][0, 0, 0, 2]))


def test_break_even_at_a_willingness_to_pay_says_so():
    data = made()["break_even"].assign_coords(wtp=[20_000.0])
    label = drawn("break_even", {"break_even": data}).axes[0].get_ylabel().replace("\n", " ")
    assert label == "Cumulative net cost per person less £20,000 per QALY (£)"


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_bars_of_a_budget_stand_on_each_other_or_on_zero(sign):
    dims = ("strategy", "perspective", "part", "year")
    mean = np.array([[100.0, 200.0], [sign * 40.0, sign * 90.0]])
    mean = np.vstack([mean, mean.sum(axis=0)])[np.newaxis, np.newaxis]
    bands = mean[:, :, 2, :, np.newaxis] + np.array([-500.0, 0.0, 500.0])
    measure = xr.Dataset(
        {
            "budget_impact": (dims, mean),
            "budget_impact_se": (dims, 0.0 * mean + 3.0),
            "budget_impact_quantile": (("strategy", "perspective", "year", "quantile"), bands),
            "people": (("year",), [200.0, 1000.0]),
            "n_draws": 100,
        },
        {
            "strategy": ["new"],
            "perspective": ["payer"],
            "year": [0, 1],
            "quantile": [0.025, 0.5, 0.975],
            "part": ["investment", "other costs and savings", "net"],
        },
        {"error_quantile": 2.0},
    )
    figure = drawn("budget_impact", {"budget_impact": measure})
    (axes,) = figure.axes
    shown = [(bar.get_y(), bar.get_height()) for bar in bars(axes)]
    base = [100.0, 200.0] if sign > 0 else [0.0, 0.0]
    assert shown == [(0.0, 100.0), (0.0, 200.0), (base[0], sign * 40.0), (base[1], sign * 90.0)]
    centres = [bar.get_x() + bar.get_width() / 2 for bar in bars(axes)]
    assert centres == pytest.approx([1, 2, 1, 2])
    band, error = (each.get_segments()[1][:, 1].tolist() for each in axes.collections)
    net = 200.0 + sign * 90.0
    assert band == [net - 500.0, net + 500.0]
    assert error == [net - 6.0, net + 6.0]
    assert "offered to 200\u00a0/\u00a01,000 people a year" in figure.get_supxlabel()


@pytest.mark.parametrize(("n_years", "ticks"), [(1, [1]), (3, [1, 2, 3]), (12, [2, 4, 6, 8, 10, 12])])
def test_years_of_a_budget_are_counted_from_one(n_years, ticks):
    (axes,) = drawn("budget_impact", made(n_years=n_years)).axes
    assert axes.get_xticks().tolist() == ticks


def test_a_large_budget_is_told_in_millions():
    data = made(size=1e4)
    (axes,) = drawn("budget_impact", data).axes
    assert axes.get_ylabel() == "Budget impact in the year (£ million)"
    invested = data["budget_impact"]["budget_impact"].isel(strategy=0, perspective=0, part=0, year=0)
    assert bars(axes)[0].get_height() == pytest.approx(float(invested) / 1e6)
