"""What `mcsim list` shows."""

from distributions.form import forms
from distributions.table import FAMILIES
from mcsim.cli.listing import ROWS, Kind


def test_families_are_listed_once_with_every_form_on_a_row_below():
    rows = list(ROWS[Kind.families]())
    starts = [at for at, (name, _) in enumerate(rows) if name in FAMILIES]
    assert [rows[at][0] for at in starts] == sorted(FAMILIES)
    for start in starts:
        ways = [form.in_words for form in forms(FAMILIES[rows[start][0]])]
        assert [way for _, way in rows[start : start + len(ways)]] == ways
        assert {name for name, _ in rows[start + 1 : start + len(ways)]} <= {""}
