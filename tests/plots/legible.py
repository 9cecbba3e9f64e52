"""Whether all that is written in a figure can be read."""

from itertools import combinations

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg

TOUCHING = 1.5
"""Pixels by which boxes of texts may run into each other: letters fill less than their boxes."""


def assert_legible(figure):
    """No text runs into another, or out of the figure."""
    width, height = figure.get_size_inches() * figure.dpi
    written = boxes(figure)
    assert written
    for (first, one), (second, other) in combinations(written, 2):
        assert not one.padded(-TOUCHING).overlaps(other.padded(-TOUCHING)), (first, second)
    for text, box in written:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= width, text
        assert box.y1 <= height, text


def boxes(figure):
    """Every text that is written, with its place in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    texts = [text for text in figure.findobj(mpl.text.Text) if text.get_text().strip() and text.get_visible()]

    for axes in figure.axes:
        hidden = [] if axes.axison else axes.findobj(mpl.text.Text)
        for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            low, high = sorted(limits)
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                is_shown = low <= tick.get_loc() <= high and tick.label1.get_visible()
                hidden += [tick.label2] if is_shown else [tick.label1, tick.label2]
        texts = [text for text in texts if text not in hidden]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
