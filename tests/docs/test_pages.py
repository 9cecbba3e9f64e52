"""Pages made from a run say what the run says today."""

import numpy as np
import pandas as pd
import pytest

import docs.make_variance_reduction as variance


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


def test_what_the_page_says_of_growth_is_so():
    errors = pd.read_csv(variance.ERRORS)
    worths = {
        measure: [variance.worth(errors, "peer_support", "sobol", n, measure) for n in variance.SHOWN]
        for measure in variance.MEASURES
    }
    for less, more in zip(worths["inmb"], worths["inmb"][1:], strict=False):
        assert more[0] - less[0] > 2 * np.hypot(more[1], less[1])
    (_, quoted, largest) = worths["evpi"]
    assert abs(quoted[0] - largest[0]) < 2 * np.hypot(quoted[1], largest[1])


def test_the_truth_is_known_far_better_than_what_is_measured_against_it():
    errors, truths = pd.read_csv(variance.ERRORS), pd.read_csv(variance.TRUTHS)
    assert variance.truth_beside_errors(errors, truths) < 0.05
    measured = truths[truths.how != "closed form"]
    assert (measured[[f"{measure}_se" for measure in variance.MEASURES]] > 0).all(axis=None)


def test_the_error_of_a_truth_is_that_between_replicates(monkeypatch):
    """A short run: far from the kept truth by no more than its own standard error allows (t, 15 df)."""
    monkeypatch.setattr(variance, "N_TRUTH", 2**14)
    short = variance.truth("peer_support")
    kept = pd.read_csv(variance.TRUTHS).set_index("evaluation").loc["peer_support"]
    for measure in variance.MEASURES:
        assert abs(short[measure] - kept[measure]) < 4.07 * short[f"{measure}_se"], measure
        assert short[f"{measure}_se"] > 10 * kept[f"{measure}_se"]


def test_every_panel_has_two_labelled_ticks():
    drawn = variance.figure(pd.read_csv(variance.ERRORS))
    drawn.canvas.draw()
    for axes in drawn.axes:
        low, high = axes.get_ylim()
        ticks = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
        labelled = [tick for tick, label in ticks if label.get_text() and low <= tick <= high]
        assert len(labelled) >= 2, axes.get_title(loc="left")


def test_the_readme_quotes_the_page(root):
    errors = pd.read_csv(variance.ERRORS)
    worths = [variance.worth(errors, "peer_support", "sobol", 8192, each)[0] for each in variance.MEASURES]
    said = f"At 8,192 draws one Sobol' draw is worth {min(worths):.0f} to {max(worths):.0f} plain ones"
    assert said in (root / "README.md").read_text(encoding="utf-8")
