"""What `mcsim list` shows."""

import pytest

from distributions.form import forms
from distributions.table import FAMILIES
from mcsim.cli.listing import ROWS, Kind
from tests.cli.cli_runner import mcsim


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


ENTRY = """
{name}:
  programmes: [{programme}]
  distribution: {{family: gamma, mean: 12, se: 5}}
  unit: {unit}
  description: d
  source: s
  evidence: {{status: recalled, centre: shrunk}}
"""


@pytest.fixture
def libraries(tmp_path, monkeypatch):
    """Two projects with a library each below one folder, which is where we are."""
    files = {
        "a/evidence/one.yaml": ENTRY.format(name="hours", programme="peer_support", unit="hours")
        + ENTRY.format(name="links", programme="all", unit="share")
        + "  role: validation\n",
        "a/prices/unit_costs.yaml": ENTRY.format(name="bed_day", programme="navigator", unit="GBP")
        + "  price_year: 2023/24\n",
        "a/prices/index.yaml": "title: t\n",
        "b/evidence/one.yaml": ENTRY.format(name="hours", programme="time_bank", unit="days"),
        "b/evidence/torn.yaml": "hours: [\n",
        "b/evidence/half.yaml": "half: {unit: x}\n",
        ".venv/evidence/other.yaml": ENTRY.format(name="other", programme="all", unit="x"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)


def test_evidence_is_listed_with_its_figures_and_what_it_is_for(libraries):
    rows = {(name, unit): rest for name, _, unit, *rest in ROWS[Kind.evidence]()}
    assert rows["bed_day", "GBP"] == ["2023/24", "recalled / shrunk", "input"]
    assert rows["links", "share"] == ["", "recalled / shrunk", "validation"]
    assert {("hours", "hours"), ("hours", "days"), ("half", ""), ("b/evidence/torn.yaml", "")} < set(rows)
    assert len(rows) == 6
    found = mcsim("list", "evidence")
    assert found.code == 0, found.err
    assert "gamma: mean 12, se 5" in found.out


def test_evidence_of_one_programme_is_its_own_and_that_of_all(libraries):
    found = mcsim("list", "evidence", "--programme", "navigator")
    assert found.code == 0, found.err
    assert "bed_day" in found.out
    assert "links" in found.out
    assert "hours" not in found.out
    wrong = mcsim("list", "evidence", "--programme", "navigater")
    assert wrong.code == 2
    assert "no entry is about 'navigater'; did you mean `navigator`?" in wrong.err


def test_only_evidence_is_about_programmes(libraries):
    found = mcsim("list", "models", "--programme", "navigator")
    assert found.code == 2
    assert "--programme: says nothing of models" in found.err


def test_where_there_is_no_evidence_it_is_said_where_it_would_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = mcsim("list", "evidence")
    assert found.code == 0
    assert "no evidence here; it stands in folders named evidence" in found.out
