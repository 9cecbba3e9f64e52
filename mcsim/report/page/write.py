"""Write the page of an evaluation and its figures."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mcsim.config.load import load
from mcsim.config.overrides import read_pairs
from mcsim.config.page import load_page
from mcsim.errors import ConfigError, Problem, RunError
from mcsim.plots.inputs import inputs as draw_inputs
from mcsim.plots.table import PLOTS
from mcsim.report.figures import save
from mcsim.report.page.found import BUDGET, Found
from mcsim.report.page.material import Material
from mcsim.report.page.page import FIGURES_SHOWN, Links, page_text
from mcsim.results.disk import write_text

GALLERY = "inputs"


def material_of(folder: str | Path, overrides: Mapping[str, Any] | Sequence[str] = ()) -> Material:
    """What the page of an evaluation is made from; nothing is run yet.

    Parameters
    ----------
    folder : str or Path
        Folder of the evaluation, with a `page.yaml`.
    overrides : sequence of "key=value", or mapping of key to value, optional
        Values put in place of the files', in every run of the page.

    Raises
    ------
    ConfigError
        With every problem found in the files.
    """
    page = load_page(folder)
    given, problems = read_pairs(overrides)
    if problems:
        raise ConfigError(problems)
    return Material(Found(load(folder, given), page.wtp), page, given)


def write_page(material: Material, output: Path, links: Links | None = None) -> list[Path]:
    """Run what the page needs, and write it with its figures.

    Parameters
    ----------
    material : Material
    output : Path
        Folder, made if need be; the page is `<name>.md` in it, its figures in `figures/<name>`.
    links : Links, optional
        Where things are as seen from the page.

    Returns
    -------
    list of Path
        The files written, the page first.

    Raises
    ------
    ConfigError
        A text asks for a figure that there is not.
    RunError
        A run failed, or the disk is full.
    """
    name = material.base.evaluation.name
    links = links or links_from(material, output)
    figures = output / "figures" / name
    try:
        figures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(Problem(str(figures), f"could not be made ({error.strerror})")) from error
    # The text first: what is wrong in it is told before anything is drawn.
    titles = titles_of_figures(material)
    text = page_text(material, links, titles)
    drawn = [save(figure, figures / f"{each}.png") for each, figure in drawn_figures(material).items()]
    page = output / f"{name}.md"
    write_text(text, page)
    return [page, *drawn]


def links_from(material: Material, output: Path, model: str = "") -> Links:
    """Links of a page in a folder to the evaluation that it is of, and to a page on the model if any."""
    folder = material.base.evaluation.folder
    figures = f"figures/{material.base.evaluation.name}"
    return Links(figures, os.path.relpath(folder, output), os.path.relpath(folder), model)


def titles_of_figures(material: Material) -> dict[str, str]:
    """Title of every figure of the page, by name."""
    titles = {name: PLOTS[name].title for name in _shown(material)}
    return titles | {GALLERY: "Inputs: density, source and status"}


def drawn_figures(material: Material) -> dict[str, Any]:
    """Every figure of the page, by name."""
    found = material.base
    points = found.wtp
    drawn = {}
    for name in _shown(material):
        plot = PLOTS[name]
        drawn[name] = plot.function(*(_data(found, need) for need in plot.needs), decision_points=points)
    return drawn | {GALLERY: draw_inputs(material.portraits)}


def _shown(material: Material) -> list[str]:
    """Figures of the table that the page has the data for."""
    has = {
        "waterfall": material.keeps_ledger,
        "break_even": material.keeps_ledger,
        BUDGET: material.keeps_ledger and material.base.evaluation.settings.population is not None,
    }
    return [name for name in FIGURES_SHOWN if name in PLOTS and has.get(name, True)]


def _data(found: Found, need: str) -> Any:
    return found.results.outcomes if need == "outcomes" else found.measure(need)
