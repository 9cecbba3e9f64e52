"""One file per mechanism, named as a configuration names it."""

import re
from pathlib import Path

from mcsim.models.coproduction import table
from mcsim.models.coproduction.table import MECHANISMS

FOLDER = Path(table.__file__).parent


def test_every_mechanism_has_a_file_of_its_own():
    for name in MECHANISMS:
        source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        assert len(re.findall(r"^[A-Z_]+ = Mechanism\(", source, flags=re.MULTILINE)) == 1, name
        assert f'"{name}",\n' in source or f'"{name}", ' in source, name


def test_every_file_with_a_mechanism_is_in_the_table():
    holding = {
        file.stem
        for file in FOLDER.glob("*.py")
        if re.search(r"^[A-Z_]+ = Mechanism\(", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert holding == set(MECHANISMS)
