"""What `mcsim list` shows."""

from distributions.form import forms
from distributions.table import FAMILIES
from mcsim.cli.listing import ROWS, Kind


def test_families_are_listed_once_with_every_form_on_a_row_below():
    rows = list(ROWS[Kind.families]())
    starts = [at for at, (name, _) in enumerate(rows) if name in FAMILIES]
    assert [rows[at][0] for at in starts] == sorted(FAMILIES)
    for start, end in zip(starts, [*starts[1:], len(rows) - 1], strict=True):
        ways = [form.in_words for form in forms(FAMILIES[rows[start][0]])]
        # A file, which is read before the family is made, stands before the forms of the family itself.
        listed = [way for _, way in rows[start:end] if not way.startswith("file")]
        assert listed == ways
        assert {name for name, _ in rows[start + 1 : end]} <= {""}
