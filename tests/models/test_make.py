"""A model of the user's own: found, made, or refused in words that name its file and not mcsim's."""

import pytest

from mcsim.errors import ModelError
from mcsim.models.contract import share
from mcsim.models.make import make_model
from mcsim.models.source import source_digest

SOUND = """
from mcsim.models.contract import share

class Model:
    inputs = {"uptake": share()}
    strategies = ("a", "b")
    perspectives = ("societal",)
    where = __file__

    def evaluate(self, inputs, settings, draws):
        return {}
"""

MADE = "class Model:\n    def __init__(self): "
NEED = "    inputs = {'x': type('N', (), {'unit': UNIT, 'low': LOW, 'high': 1})()}"

FAULTS = {
    "exits on import": ("import sys; sys.exit(0)", r"model.name: .* cannot be loaded \(SystemExit: 0\)"),
    "fails on import": ("1 / 0", r"model.name: .* cannot be loaded \(ZeroDivisionError: division by zero\)"),
    "is no Python": ("def (", r"model.name: .* cannot be loaded \(SyntaxError"),
    "needs what is not there": ("import never_written_anywhere", r"cannot be loaded \(ModuleNotFoundError"),
    "has no such class": ("Modle = 1", r"cannot be loaded \(AttributeError: .*'Model'"),
    "is no class": ("Model = 3", r"model.options: .* cannot be made with {} \(TypeError: 'int'"),
    "fails when made": (MADE + "{}['k']", r"cannot be made with {} \(KeyError: 'k'\)"),
    "exits when made": (
        MADE + "raise SystemExit(0)",
        r"cannot be made with {} \(SystemExit: 0\)",
    ),
    "fails when asked": (
        SOUND + "    inputs = property(lambda self: 1 / 0)",
        r"cannot say what it needs .*ZeroDivisionError",
    ),
    "strategies are numbers": (SOUND + "    strategies = ('a', 3)", r"`strategies` holds what is no text: "),
    "a perspective has no name": (
        SOUND + "    perspectives = ('',)",
        r"`perspectives` holds what is no text",
    ),
    "strategies are one text": (SOUND + "    strategies = 'ab'", r"has no `strategies`: a tuple of names"),
    "a domain is no number": (
        SOUND + NEED.replace("UNIT", "'u'").replace("LOW", "'a'"),
        r"input `x` says no unit",
    ),
    "a unit is missing": (
        SOUND + NEED.replace("UNIT", "None").replace("LOW", "0"),
        r"input `x` says no unit",
    ),
}


def write(folder, module, text=SOUND):
    folder.mkdir(exist_ok=True)
    (folder / f"{module}.py").write_text(text)
    return str(folder)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_model_is_told_as_one(name, tmp_path):
    text, says = FAULTS[name]
    module = f"made_{name.replace(' ', '_')}"
    beside = write(tmp_path / "here", module, text)
    with pytest.raises(ModelError, match=says) as raised:
        make_model(f"{module}:Model", beside=beside)
    assert raised.value.problems[0].place.startswith(f"{beside}/evaluation.yaml model")


def test_the_model_beside_the_evaluation_comes_before_the_current_folder(tmp_path, monkeypatch):
    write(tmp_path / "elsewhere", "made_twice_a")
    beside = write(tmp_path / "beside", "made_twice_a")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert make_model("made_twice_a:Model", beside=beside).where == f"{beside}/made_twice_a.py"


def test_a_module_of_the_same_name_is_never_run_in_its_place(tmp_path):
    """Python keeps the first module of a name; the second evaluation would silently get the first's model."""
    first, second = write(tmp_path / "one", "made_twice_b"), write(tmp_path / "two", "made_twice_b")
    assert make_model("made_twice_b:Model", beside=first).where.startswith(first)
    with pytest.raises(ModelError, match=r"is .*one/made_twice_b.py, and not .*two/made_twice_b.py; rename"):
        make_model("made_twice_b:Model", beside=second)
    assert make_model("made_twice_b:Model", beside=first).inputs == {"uptake": share()}


@pytest.mark.parametrize("module", ["random", "sys"])
def test_a_module_with_the_name_of_one_of_pythons_is_told(module, tmp_path):
    beside = write(tmp_path / "here", module)
    with pytest.raises(ModelError, match=rf"`{module}` is .*, and not .*/{module}.py; rename the file"):
        make_model(f"{module}:Model", beside=beside)


def test_options_are_shown_short():
    with pytest.raises(ModelError) as raised:
        make_model("coproduction", {f"option_{i}": "x" * 500 for i in range(50)})
    assert len(str(raised.value)) < 1000


def test_a_model_edited_since_it_was_loaded_is_refused(tmp_path):
    """Python keeps the code that it has loaded, so the old model would run as if it were the new one."""
    beside = write(tmp_path / "here", "made_then_edited")
    make_model("made_then_edited:Model", beside=beside)
    make_model("made_then_edited:Model", beside=beside)
    file = tmp_path / "here" / "made_then_edited.py"
    file.write_text(file.read_text() + "\n# edited\n")
    with pytest.raises(ModelError, match="edited since it was loaded"):
        make_model("made_then_edited:Model", beside=beside)


def test_the_source_of_a_model_is_all_that_it_is_made_of(tmp_path):
    beside = write(tmp_path / "here", "made_of_two", f"import helper_of_two\n{SOUND}")
    helper, data = (tmp_path / "here" / name for name in ("helper_of_two.py", "table.csv"))
    helper.write_text("X = 1\n")
    data.write_text("1\n")
    model = make_model("made_of_two:Model", beside=beside)
    type(model).files = (str(data),)
    before = source_digest(model)
    assert source_digest(model) == before
    helper.write_text("X = 2\n")
    after = source_digest(model)
    data.write_text("2\n")
    assert len({before, after, source_digest(model)}) == 3
