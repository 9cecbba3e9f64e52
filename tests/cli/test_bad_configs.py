"""Every mistake gives one clear message that names the place, and exit code 2; none a traceback."""

import sys

import pytest

from tests.cli.bad_configs import BAD_CONFIGS, make
from tests.cli.cli_runner import mcsim


@pytest.mark.parametrize("name", BAD_CONFIGS)
def test_a_mistake_is_named_once_and_clearly(name, linear_gaussian, tmp_path):
    case = BAD_CONFIGS[name]
    folder = make(case, linear_gaussian, tmp_path / "copy")
    found = mcsim("check", str(folder))
    assert found.code == 2, found.err
    assert "Traceback" not in found.err + found.out
    lines = found.err.strip().splitlines()
    assert len(lines) == 1, found.err
    for words in case.says:
        assert words in found.err


def test_there_are_twenty_kinds_and_more():
    assert len(BAD_CONFIGS) >= 20


def test_all_mistakes_of_both_files_are_told_at_once(linear_gaussian, tmp_path):
    folder = make(BAD_CONFIGS["horizon of zero"], linear_gaussian, tmp_path / "copy")
    inputs = folder / "inputs.yaml"
    inputs.write_text(inputs.read_text().replace("se: 300", "se: -300").replace("se: 0.0425", "se: wide"))
    found = mcsim("check", str(folder))
    assert found.code == 2
    assert len(found.err.strip().splitlines()) == 3


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("settings.horizon=none", "settings.horizon"),
        ("settings.horizon", "is no key=value"),
        ("nowhere.at.all=1", "leads to no key"),
        ("inputs.price.distribution.se=-1", "price.distribution"),
        ("inputs.prise.distribution.se=1", "leads to no key"),
        ("settings.draws=[", "no YAML"),
    ],
)
def test_overrides_are_checked_like_the_files(override, says, linear_gaussian):
    found = mcsim("check", str(linear_gaussian), "--set", override)
    assert found.code == 2, found.err
    assert says in found.err
    assert len(found.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no/such/folder"),
        ("run", "no/such/folder"),
        ("resume", "no/such/folder"),
        ("new", "not a name"),
        ("list", "nonsense"),
        ("run", "configs/linear_gaussian", "--draws", "0"),
        ("run", "configs/linear_gaussian", "--draws", "many"),
        ("run", "configs/linear_gaussian", "--jobs", "0"),
        ("nonsense",),
    ],
)
def test_wrong_commands_end_with_2_and_no_traceback(arguments, root, monkeypatch):
    monkeypatch.chdir(root)
    found = mcsim(*arguments)
    assert found.code == 2
    assert "Traceback" not in found.err
    assert found.err.strip()


def test_a_file_that_cannot_be_read_is_named(linear_gaussian, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "evaluation.yaml").write_text((linear_gaussian / "evaluation.yaml").read_text())
    found = mcsim("check", str(folder))
    assert found.code == 2
    assert "inputs.yaml" in found.err


def test_a_model_that_fails_on_import_is_named(linear_gaussian, tmp_path):
    folder = make(BAD_CONFIGS["model not importable"], linear_gaussian, tmp_path / "copy")
    (folder / "nowhere_at_all.py").write_text("this is no Python\n")
    sys.modules.pop("nowhere_at_all", None)
    found = mcsim("check", str(folder))
    assert found.code == 2
    assert "cannot be loaded" in found.err
