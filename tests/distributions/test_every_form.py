"""Every way to state a distribution is worked out on paper, and refused where it is wrong."""

import pytest

from distributions.build import build
from distributions.form import forms
from distributions.table import FAMILIES
from tests.distributions.on_paper import ON_PAPER
from tests.distributions.refused import REFUSED

SUMMARIES = [
    (family.name, form) for family in FAMILIES.values() for form in forms(family) if form.formula is not dict
]
WITHOUT_ROWS = {"dirichlet", "multivariate_normal"}  # their summaries have tests of their own


@pytest.mark.parametrize(("family", "form"), SUMMARIES, ids=lambda value: getattr(value, "in_words", value))
def test_every_form_is_worked_out_on_paper_and_refused(family, form):
    if family in WITHOUT_ROWS:
        return
    for table in (ON_PAPER, REFUSED):
        assert [row for row in table if row[0] == family and form.takes(row[1])], table is REFUSED


@pytest.mark.parametrize(("family", "published"), [row[:2] for row in ON_PAPER], ids=str)
def test_what_is_built_survives_its_native_parameters(family, published):
    built = build(family, published)
    native = {name: getattr(built, name) for name in built.parameters()}
    assert build(family, native) == built
