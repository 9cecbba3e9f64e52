"""The page on changing an evaluation, followed from its first line to its last as a reader would."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.cli.cli_runner import mcsim

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "change_an_evaluation.md"
MINE = Path("configs") / "my_befriending"
BLOCK = re.compile(r"```(\w*)\n(.*?)```", flags=re.DOTALL)
REFUSED = "# refused"
ADDED = "befriending_twice"
"""The strategy that the page adds, and then says how to take out."""


def blocks() -> Iterator[tuple[str, str]]:
    return ((kind, text) for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def deeply(there: dict, new: dict) -> dict:
    """The new values in place of the old, key by key."""
    both = {
        key: deeply(there[key], value)
        if isinstance(there.get(key), dict) and isinstance(value, dict)
        else value
        for key, value in new.items()
    }
    return {**there, **both}


def edit(text: str) -> None:
    """Do to the copy what a block of YAML says in its first line."""
    said, content = text.split("\n", 1)
    name, how = re.fullmatch(r"# (\w+\.yaml), (.*)", said).groups()
    file, new = MINE / name, yaml.safe_load(content)
    old = yaml.safe_load(file.read_text())
    if how == "change":
        changed = deeply(old, new)
    elif how == "at the end":
        assert not old.keys() & new.keys()
        changed = {**old, **new}
    else:
        assert how.startswith("in place of")
        assert new.keys() <= old.keys()
        changed = {**old, **new}
    assert changed != old, f"{said} changes nothing"
    file.write_text(yaml.safe_dump(changed, sort_keys=False))


def take_the_strategy_out() -> None:
    file = MINE / "evaluation.yaml"
    data = yaml.safe_load(file.read_text())
    del data["model"]["options"]["strategies"][ADDED]
    file.write_text(yaml.safe_dump(data, sort_keys=False))


def take_its_inputs_out() -> None:
    file = MINE / "inputs.yaml"
    kept = {
        name: value for name, value in yaml.safe_load(file.read_text()).items() if not name.startswith(ADDED)
    }
    file.write_text(yaml.safe_dump(kept, sort_keys=False))


def do(line: str) -> str:
    """Run a command of the page; what it printed."""
    name, *arguments = shlex.split(line, comments=True)
    if name == "cp":
        assert arguments[0] == "-r"
        shutil.copytree(*arguments[1:])
        return ""
    if name == "rm":
        Path(*arguments).unlink()
        return ""
    assert name == "mcsim"
    if f"once {ADDED}" in line:
        take_the_strategy_out()
    seen = mcsim(*arguments)
    assert (seen.code != 0) == (REFUSED in line), f"{line}\n{seen.err}"
    if f"once {ADDED}" in line:
        take_its_inputs_out()
    return seen.out + seen.err


@pytest.fixture
def here(root, tmp_path, monkeypatch):
    """A folder with configs alone, in a terminal that is wide enough for every table."""
    shutil.copytree(root / "configs", tmp_path / "configs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "260")
    return tmp_path


def test_every_step_can_be_taken_and_shows_what_the_page_says(here):
    seen, commands, shown = "", 0, 0
    for kind, text in blocks():
        if kind == "yaml":
            edit(text)
        elif kind == "bash":
            seen = ""
            for line in text.strip().splitlines():
                seen += do(line)
                commands += 1
        else:
            assert kind == "text"
            for line in text.strip().splitlines():
                assert squeezed(line) in squeezed(seen), f"`{line}` is not in\n{seen}"
                shown += 1
    assert commands > 20
    assert shown > 15


def test_the_contents_lead_to_the_headings():
    text = PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert re.findall(r"^- \[.*\]\(#(.*)\)$", text, flags=re.MULTILINE) == anchors
