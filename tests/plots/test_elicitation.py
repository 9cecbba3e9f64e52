"""The figure of an elicitation: drawn, labelled, marked, and without global state."""

import io

import matplotlib as mpl
import numpy as np
import pytest

from mcsim.config.elicitation import load_elicitation
from mcsim.inputs.elicited import N_POINTS, densities, pools
from mcsim.plots.elicitation import elicitation

HEAD = "title: An exercise\nquantity: cost of training\nunit: GBP per peer\npool: logarithmic\nexperts:\n"
ORDINARY = "  A: {family: gamma, quantiles: {0.1: 900, 0.5: 1500, 0.9: 2300}}\n"
EXPERTS = {
    "ordinary": ORDINARY + "  B: {family: normal, weight: 2, quantiles: {0.25: 800, 0.75: 1400}}\n",
    "one": ORDINARY,
    "infinite at an end": ORDINARY + "  B: {family: gamma, quantiles: {0.25: 40, 0.5: 300, 0.75: 1500}}\n",
    "very sure": ORDINARY + "  B: {family: normal, quantiles: {0.25: 1000, 0.75: 1000.001}}\n",
    "eleven": "".join(ORDINARY.replace("A:", f"a rather long role {at}:") for at in range(11)),
}


@pytest.fixture(params=EXPERTS)
def data(request, tmp_path):
    (tmp_path / "file.yaml").write_text(HEAD + EXPERTS[request.param])
    found = load_elicitation(tmp_path / "file.yaml")
    return densities(found, pools(found))


def rendered(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def test_is_drawn_and_says_what_its_axes_are(data):
    before = dict(mpl.rcParams)
    figure = elicitation(data)
    assert rendered(figure).startswith(b"\x89PNG")
    assert dict(mpl.rcParams) == before
    axes = figure.axes[0]
    assert axes.get_xlabel() == "Cost of training (GBP per peer)"
    assert axes.get_ylabel() == "Probability density (per GBP per peer)"
    labels = " ".join(text.get_text() for text in axes.get_legend().get_texts()).replace("\n", " ")
    assert "logarithmic pool (chosen)" in labels
    assert all(str(name) in labels for name in data["expert"].values)


def test_every_stated_quantile_is_a_mark_inside_the_frame(data):
    axes = elicitation(data).axes[0]
    marks = [line for line in axes.lines if line.get_linestyle() == "None" and len(line.get_xdata())]
    shown = np.sort(np.concatenate([np.asarray(line.get_xdata(), float) for line in marks]))
    shown = shown[np.isfinite(shown)]
    stated = data["stated"].values
    assert shown == pytest.approx(np.sort(stated[np.isfinite(stated)]))
    assert (shown >= axes.get_xlim()[0]).all()
    assert (shown <= axes.get_xlim()[1]).all()
    assert axes.get_ylim()[1] >= np.nanmax(data["stated_density"])


def test_densities_are_densities(data):
    assert data.sizes["value"] >= N_POINTS
    assert (np.diff(data["value"]) > 0).all()
    for curve in data["pool_density"].transpose("pool", "value").values:
        # Only from the lowest stated value: before it a density may grow without end.
        known = data["value"].values >= float(data["stated"].min())
        area = np.trapezoid(curve[known], data["value"].values[known])
        assert 0.8 < area < 1.01
    assert float(data["weight"].sum()) == pytest.approx(1)
