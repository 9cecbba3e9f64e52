"""The pages of the evaluations, and their table, say what the runs say today."""

import functools
import re

import pytest

import docs.make_evaluations as evaluations

MADE = functools.cache(evaluations.material)


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch, root):
    monkeypatch.chdir(root)


def page_of(name):
    return (evaluations.PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", evaluations.EVALUATIONS)
def test_a_page_is_fresh_and_its_words_hold(name):
    evaluations.check_words(MADE(name))
    assert evaluations.text_of(MADE(name)) == page_of(name), f"run python -m docs.make_evaluations {name}"


@pytest.mark.parametrize("name", evaluations.EVALUATIONS)
def test_what_a_page_links_to_is_there(name):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page_of(name))
    assert len([target for target in targets if target.endswith(".png")]) >= 5
    missing = [target for target in targets if not (evaluations.PAGES / target).exists()]
    assert not missing


@pytest.mark.parametrize("name", evaluations.EVALUATIONS)
def test_a_page_has_the_parts_that_make_it_honest(name):
    """Every perspective at four values of a QALY, cash beside worth, evidence, and what is left out."""
    text = page_of(name)
    stated = " | ".join(f"INMB at {wtp} (SE)" for wtp in ("15,000", "20,000", "30,000", "70,000"))
    assert stated in text or "INMB at any willingness to pay (SE)" in text
    for part in (
        "P(pays for itself)",
        "## Where it comes from",
        "### When does it break even?",
        "### How large must it be?",
        "### What does it do to the budget?",
        "## The conservative mode",
        "## What it rests on",
        "## Beside published figures",
        "## What is left out, and what is assumed",
        "## The inputs",
    ):
        assert part in text, part


def test_the_table_of_evaluations_is_fresh():
    made = {name: MADE(name).base for name in evaluations.EVALUATIONS}
    assert evaluations.readme(made) == evaluations.TABLE.read_text(encoding="utf-8"), (
        "run docs.make_evaluations"
    )


def test_every_evaluation_stands_in_the_table():
    known = {*evaluations.EVALUATIONS, *evaluations.OTHERS}
    found = {
        str(file.parent.relative_to(evaluations.CONFIGS))
        for file in evaluations.CONFIGS.rglob("evaluation.yaml")
    }
    assert found == known


def test_no_page_names_a_figure_that_is_no_more():
    drawn = {path.parent.name for path in (evaluations.PAGES / "figures").glob("*/*.png")}
    assert drawn == set(evaluations.EVALUATIONS)
