"""The gallery of inputs says of each how well it is known and where from, and all of it can be read."""

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_rgba

from mcsim.config.load import load
from mcsim.inputs.portraits import portraits
from mcsim.plots import style
from mcsim.plots.inputs import COLOURS, inputs
from tests.plots.legible import assert_legible

STATUSES = ("found", "derived", "recalled", "judgement")
SOURCE = "Knapp, Bauer, Perkins and Snell (2010, revised December 2010), Building community capacity"


def many(n=50, **changes):
    edge = np.linspace(0.0, 1.0, 9) * np.geomspace(1e-3, 1e5, n)[:, np.newaxis]
    rng = np.random.default_rng(3)
    values = {
        "mean": edge.mean(axis=1),
        "lower": edge[:, 1],
        "upper": edge[:, -2],
        "sd": edge[:, 2],
        "unit": ["GBP per person and year, of those who take part"] * n,
        "status": [STATUSES[at % 4] for at in range(n)],
        "centre": ["shrunk"] * n,
        "source": [SOURCE] * n,
    } | changes
    data = xr.Dataset({key: ("input", value) for key, value in values.items()})
    data = data.assign(
        share=(("input", "bin"), rng.dirichlet(np.ones(8), n)), edge=(("input", "boundary"), edge)
    )
    names = [f"a_rather_long_name_of_an_input_{at}" for at in range(n)]
    return data.assign_coords(input=names).assign_attrs(title="An evaluation")


def test_fifty_inputs_can_be_read():
    figure = inputs(many())
    assert figure.get_figwidth() == pytest.approx(9.4)
    assert sum(axes.axison for axes in figure.axes) == 50
    assert_legible(figure)


@pytest.mark.parametrize("name", ["befriending", "people_powered_health"])
def test_shipped_evaluations_can_be_read(name, root):
    assert_legible(inputs(portraits(load(root / "configs" / name))))


@pytest.mark.parametrize("at", range(4))
def test_evidence_is_told_in_words_and_marked_by_colour(at):
    axes = inputs(many()).axes[at]
    mark, known, source = axes.texts
    colour = style.PALETTE[COLOURS[STATUSES[at]]]
    assert known.get_text() == f"{STATUSES[at]}, shrunk"
    assert (mark.get_text(), mark.get_color()) == ("■", colour)
    assert axes.patches[-1].get_edgecolor() == to_rgba(colour)
    assert source.get_text() == "Knapp, Bauer, Perkins and Snell (2010, revised…"


def test_what_is_the_same_is_said_once():
    figure = inputs(many(1, centre=["judgement"], status=["judgement"], source=["No source"]))
    assert [text.get_text() for text in figure.axes[0].texts] == ["■", "judgement", "No source"]


def test_portraits_have_the_source_as_it_was_written(root):
    evaluation = load(root / "configs" / "befriending")
    seen = portraits(evaluation)
    for name, record in evaluation.inputs.items():
        for scalar in evaluation.scalars[name]:
            assert str(seen["source"].sel(input=scalar).item()) == record.source
