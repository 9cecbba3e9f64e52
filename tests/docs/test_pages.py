"""Pages made from a run say what the run says today."""

import re

import numpy as np
import pandas as pd
import pytest

import docs.make_variance_reduction as variance
from docs.make_peer_support import PAGE, page, run_base_case


def test_the_peer_support_page_is_fresh():
    assert page(*run_base_case()) == PAGE.read_text(encoding="utf-8"), "run python -m docs.make_peer_support"


def test_its_figures_are_there():
    figures = re.findall(r"!\[.*?\]\((.*?)\)", PAGE.read_text(encoding="utf-8"))
    assert len(figures) == 3
    assert all((PAGE.parent / figure).exists() for figure in figures)


def test_the_page_on_variance_reduction_is_made_of_its_files():
    errors, truths = pd.read_csv(variance.ERRORS), pd.read_csv(variance.TRUTHS)
    assert variance.page(errors, truths) == variance.PAGE.read_text(encoding="utf-8"), "make it anew"


@pytest.mark.parametrize("design", variance.DESIGNS)
def test_its_errors_can_be_had_again(design):
    """A few of the smallest runs, within what so few repetitions tell: the file is not of another model."""
    (exact,) = [row for row in pd.read_csv(variance.TRUTHS).to_dict("records") if row["how"] == "closed form"]
    again = variance.error(exact, design, 512, 40)
    errors = pd.read_csv(variance.ERRORS).set_index(["evaluation", "design", "n_draws"])
    kept = errors.loc[(exact["evaluation"], design, 512)]
    for measure in variance.MEASURES:
        spread = np.hypot(again[f"{measure}_relative_se"], kept[f"{measure}_relative_se"])
        assert again[measure] == pytest.approx(kept[measure], rel=4 * spread), measure


def test_sobol_is_worth_more_than_a_plain_draw():
    errors = pd.read_csv(variance.ERRORS)
    for name in variance.EVALUATIONS:
        for measure in variance.MEASURES:
            ratio, se = variance.worth(errors, name, "sobol", 8192, measure)
            assert ratio - 2 * se > 2, (name, measure)


def test_the_readme_quotes_the_page(root):
    errors = pd.read_csv(variance.ERRORS)
    worths = [variance.worth(errors, "peer_support", "sobol", 8192, each)[0] for each in variance.MEASURES]
    said = f"One Sobol' draw is worth {min(worths):.0f} to {max(worths):.0f} plain ones on peer support"
    assert said in (root / "README.md").read_text(encoding="utf-8")
