"""Every figure draws ordinary and awkward data, says what its axes are, and touches no global state."""

import io
import json

import matplotlib as mpl
import numpy as np
import pytest

from mcsim.analysis.cea.means import means
from mcsim.analysis.summary import summarise
from mcsim.analysis.table import MEASURES
from mcsim.errors import AnalysisError
from mcsim.plots.plane import MOST_POINTS, plane
from mcsim.plots.table import OUTCOMES, PLOTS, drawable
from mcsim.results.datasets import outcomes
from tests.plots.cases import CASES
from tests.plots.legible import assert_legible
from tests.plots.test_ledger_figures import FIGURES

OF_OUTCOMES = drawable({OUTCOMES, *MEASURES})
"""Those of measures of a ledger have their tests beside."""


def made(n=400, k=3, seed=1, **changes):
    rng = np.random.default_rng(seed)
    base = rng.normal(0.0, 1.0, (n, 1, 2))
    steps = np.arange(k)[:, np.newaxis]
    cost = 1_000.0 + 100.0 * base + steps * rng.normal(300.0, 150.0, (n, k, 2))
    effect = 10.0 + base + steps * rng.normal(0.02, 0.02, (n, k, 2))
    names = [f"strategy with a rather long name {at}" for at in range(k)]
    return outcomes(cost, effect, names, perspectives=["health", "public"], **changes)


def drawn(name, data, wtp=None, **options):
    summary = summarise(data, wtp)
    plot = PLOTS[name]
    needed = [data if need == OUTCOMES else MEASURES[need].function(summary) for need in plot.needs]
    return plot.function(*needed, **options)


def rendered(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


AWKWARD = {
    "ordinary": made(),
    "eleven strategies": made(k=11),
    "one draw": made(n=1),
    "one strategy": made(k=1),
    "no effects": made().assign(effect=made()["effect"] * 0.0),
    "nothing differs": made().assign(effect=made()["effect"] * 0.0, cost=made()["cost"] * 0.0),
}


def test_every_figure_has_a_case():
    assert set(PLOTS) == set(CASES)
    assert set(PLOTS) == {*OF_OUTCOMES, *FIGURES}


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_axes_say_what_they_are(name):
    axes = drawn(name, made()).axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (CASES[name].x, CASES[name].y)
    assert PLOTS[name].title


@pytest.mark.parametrize("name", OF_OUTCOMES)
@pytest.mark.parametrize("data", AWKWARD.values(), ids=AWKWARD)
def test_draws_awkward_data(name, data):
    assert rendered(drawn(name, data)).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_one_value_of_willingness_to_pay(name):
    assert rendered(drawn(name, made(), wtp=[20_000.0], decision_points=[20_000.0]))


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_perspectives(name):
    first, second = (rendered(drawn(name, made(), perspective=chosen)) for chosen in ("health", "public"))
    assert first != second
    assert first == rendered(drawn(name, made()))
    with pytest.raises(AnalysisError, match="'societal' is not in the data"):
        drawn(name, made(), perspective="societal")


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_no_global_state(name):
    before = dict(mpl.rcParams)
    rendered(drawn(name, made()))
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_other_units(name):
    axes = drawn(name, made(currency="SEK", effect_unit="life year")).axes[0]
    text = axes.get_xlabel() + axes.get_ylabel()
    assert "SEK" in text
    assert "£" not in text
    assert "QALY" not in text


@pytest.mark.parametrize(("replicates", "quantile"), [(0, 1.959964), (16, 2.131450)])
def test_band_of_perfect_information_reaches_as_far_as_its_error(replicates, quantile):
    measure = MEASURES["evpi"].function(made(attrs={"replicates": replicates}), [20_000.0, 30_000.0])
    band = PLOTS["evpi"].function(measure).axes[0].collections[0].get_paths()[0].vertices
    top = (measure["evpi"] + quantile * measure["evpi_se"]).isel(perspective=0)
    assert band[:, 1].max() == pytest.approx(float(top.max()), rel=1e-6)
    with pytest.raises(AnalysisError, match="error_quantile"):
        PLOTS["evpi"].function(measure.drop_attrs())


def test_many_draws_are_thinned_evenly():
    axes = drawn("plane", made(n=20_000)).axes[0]
    shown = [len(cloud.get_offsets()) for cloud in axes.collections]
    assert sum(shown) <= MOST_POINTS
    assert min(shown) > MOST_POINTS // 3


def test_ellipse_holds_the_stated_share():
    data = made(n=20_000, k=2)
    axes = drawn("plane", data).axes[0]
    ring = max(axes.lines, key=lambda line: len(line.get_xdata()))
    over = data.isel(perspective=0)
    over = over - over.isel(strategy=0)
    x, y = (over[name].isel(strategy=1).values for name in ("effect", "cost"))
    from matplotlib.path import Path

    inside = Path(np.column_stack(ring.get_data())).contains_points(np.column_stack([x, y]))
    assert inside.mean() == pytest.approx(0.95, abs=0.006)


def test_where_no_effect_differs_cost_is_drawn_alone():
    same = made(n=1_000, k=2)
    data = same.assign(effect=same["effect"].isel(strategy=0).expand_dims(strategy=same["strategy"], axis=1))
    figure = drawn("plane", data)
    axes = figure.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Incremental cost (£)", "Share of draws")
    assert "cost is shown alone" in figure.get_supxlabel()
    cost = data["cost"].isel(perspective=0)
    increment = (cost.isel(strategy=1) - cost.isel(strategy=0)).values
    outline = axes.patches[-1].get_path().vertices
    counts, edges = np.histogram(increment, np.unique(outline[:, 0]))
    assert counts.sum() == 1_000
    heights = [outline[(outline[:-1, 0] == left).nonzero()[0][-1] + 1, 1] for left in edges[:-1]]
    assert heights == pytest.approx(counts / 1_000)
    (error,) = (each for each in axes.collections if hasattr(each, "get_segments"))
    reach = 1.959964 * increment.std(ddof=1) / 1_000**0.5
    assert error.get_segments()[0][:, 0] == pytest.approx(
        [increment.mean() - reach, increment.mean() + reach], rel=1e-5
    )


def test_the_plane_stays_where_one_effect_differs_in_one_draw():
    data = made(n=50, k=3)
    effect = data["effect"] * 0.0
    effect[7, 2, 0] = 0.01
    assert drawn("plane", data.assign(effect=effect)).axes[0].get_ylabel() == "Incremental cost (£)"


def test_unlikely_strategies_share_one_entry():
    data = made(k=11)
    dear = data["cost"] + 1e6 * (np.arange(11) >= 4)[:, np.newaxis]
    figure = drawn("ceac", data.assign(cost=dear))
    labels = [text.get_text().replace("\n", " ") for text in figure.axes[0].get_legend().get_texts()]
    rest = ["Frontier (CEAF)", "7 others, each below 5\u00a0%", "95 % Monte Carlo interval"]
    assert sorted(labels[-3:]) == sorted(rest)
    assert len(labels) == 7


def test_no_ellipse_where_many_draws_have_one_effect():
    """Half of the draws without an effect are a mixture, of which a normal ellipse would hold empty space."""
    rng = np.random.default_rng(5)
    cost, gain = rng.normal(100.0, 30.0, 400), rng.normal(0.02, 0.01, 400)
    for effect, n_lines in ((gain, 1), (np.where(np.arange(400) % 2, gain, 0.0), 0)):
        of_both = (np.stack([np.zeros(400), values], axis=1) for values in (cost, effect))
        data = outcomes(*of_both, ["usual care", "new"])
        axes = plane(data, means(data)).axes[0]
        rings = [line for line in axes.get_lines() if len(line.get_xdata()) == 181]
        assert len(rings) == n_lines
        said = [text.get_text().replace("\n", " ") for text in axes.get_legend().get_texts()]
        assert ("95 % of draws, if normal" in said) == bool(n_lines)


def test_no_ellipse_where_an_input_is_a_structural_choice():
    for structures, n_lines in (([[0.0, "none"], [1.0, "some"]], 2), (None, 4)):
        configuration = json.dumps({"inputs": {"x": {"structures": structures}, "y": {}}})
        figure = drawn("plane", made(attrs={"configuration": configuration}))
        assert len([line for line in figure.axes[0].lines if line.get_label().startswith("strategy")]) == 2
        rings = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 181]
        assert len(rings) == n_lines - 2
        assert ("no ellipse where draws are a mixture" in figure.get_supxlabel()) == (not rings)


POINTS = {
    "four": (15e3, 20e3, 30e3, 70e3),
    "close": (15e3, 20e3, 25e3, 30e3),
    "six": (10e3, 13e3, 20e3, 30e3, 60e3, 70e3),
}


@pytest.mark.parametrize("points", POINTS.values(), ids=POINTS)
@pytest.mark.parametrize("top", [50_000, 200_000])
@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_labels_of_decision_points_can_be_read(name, top, points):
    data = made(effect_unit="social-care QALY (ASCOT)")
    assert_legible(drawn(name, data, wtp=np.linspace(0, top, 101), decision_points=points))


@pytest.mark.parametrize("points", POINTS.values(), ids=POINTS)
@pytest.mark.parametrize("size", [0.01, 0.3, 3.0, 10.0, 100.0])
def test_lines_of_a_plane_can_be_read_whether_steep_or_flat(size, points):
    data = made()
    assert_legible(drawn("plane", data.assign(cost=size * data["cost"]), decision_points=points))
