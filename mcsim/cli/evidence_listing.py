"""What `mcsim list evidence` shows: the entries of the libraries below a folder."""

from collections.abc import Iterator
from pathlib import Path

from mcsim.cli.inputs_table import status_and_centre
from mcsim.config.evidence import ALL, EVIDENCE, EvidenceEntry, Library, read_library
from mcsim.errors import ConfigError, Problem
from mcsim.lookup import closest
from mcsim.report.as_stated import stated

SKIPPED = {".git", ".venv", "node_modules", "site-packages", "templates"}
UNIT_COSTS = "unit_costs.yaml"
Entries = list[tuple[str, EvidenceEntry | None]]


def files_below(folder: Path, pattern: str) -> list[Path]:
    """Files whose names follow a pattern, in order, without those that are no one's own."""
    return sorted(file for file in folder.rglob(pattern) if not SKIPPED & set(file.parts))


def evidence_rows(programme: str | None = None) -> list[tuple[str, ...]]:
    """One row for each entry; with a programme, for those about it or about any.

    Raises
    ------
    ConfigError
        No entry is about the programme.
    """
    here = Path()
    files = [file for file in files_below(here, "*.yaml") if file.parent.name == EVIDENCE]
    files += [file for file in files_below(here, UNIT_COSTS) if file not in files]
    # Each file is read as a library of its own: two projects below one folder may use one id.
    entries = [entry for file in files for entry in _entries(file)]
    about = {each for _, entry in entries if entry for each in entry.programmes}
    if programme is not None and programme not in about:
        rule = f"no entry is about {programme!r}"
        raise ConfigError(Problem("--programme", rule, closest(programme, about)))
    return list(_rows(entries, programme))


def _entries(file: Path) -> Entries:
    library = read_library([file])
    if library.problems:
        return [(str(file), None)]
    return [(name, _entry(name, library)) for name in library.sources]


def _entry(name: str, library: Library) -> EvidenceEntry | None:
    try:
        return library.entry(name, name)
    except ConfigError:
        return None


def _rows(entries: Entries, programme: str | None) -> Iterator[tuple[str, ...]]:
    for name, entry in entries:
        if entry is None:
            yield (name, "(broken; `mcsim check` of what takes it says why)", "", "", "", "")
        elif programme is None or {programme, ALL} & set(entry.programmes):
            evidence = status_and_centre(entry.evidence)
            yield (name, stated(entry), entry.unit, entry.price_year or "", evidence, entry.role)
