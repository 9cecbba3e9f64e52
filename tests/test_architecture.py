"""The house keeps its plan: sizes, imports, tables, and what loading a part of it costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "mcsim").rglob("*.py"), *(ROOT / "distributions").rglob("*.py")])
LONGEST_FILE = 300
LONGEST_BODY = 40


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(node):
    """Lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_sitting(file):
    text = file.read_text()
    assert text.count("\n") <= LONGEST_FILE
    too_long = {node.name: body_lines(node) for node in functions(ast.parse(text))}
    assert {name: n for name, n in too_long.items() if n > LONGEST_BODY} == {}


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_name_the_exact_module(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            assert node.module != "mcsim", "import the exact module"
            assert all(alias.name != "*" for alias in node.names), "star import"
        if isinstance(node, ast.Import):
            assert all(alias.name != "mcsim" for alias in node.names), "import mcsim inside mcsim"


@pytest.mark.parametrize("file", [f for f in SOURCES if f.name == "__init__.py"], ids=str)
def test_an_init_file_holds_a_docstring_only(file):
    tree = ast.parse(file.read_text())
    assert ast.get_docstring(tree)
    if file != ROOT / "mcsim" / "__init__.py":
        assert len(tree.body) == 1


def test_every_source_file_says_what_it_is():
    assert [str(file) for file in SOURCES if not ast.get_docstring(ast.parse(file.read_text()))] == []


def test_distributions_needs_numpy_and_scipy_special_only():
    allowed = {"numpy", "scipy", "distributions"} | set(sys.stdlib_module_names)
    for file in (ROOT / "distributions").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, file
            assert all(name in ("scipy.special",) for name in names if name.startswith("scipy")), file


def modules_after(statement):
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(found.stdout.split())


def test_importing_mcsim_costs_nothing():
    loaded = modules_after("import mcsim")
    assert not {"numpy", "xarray", "matplotlib", "pydantic"} & loaded


def test_one_measure_loads_few_of_our_modules():
    loaded = modules_after("import mcsim; mcsim.evpi")
    ours = {name for name in loaded if name.startswith("mcsim.")}
    assert not {name for name in ours if name.startswith(("mcsim.models", "mcsim.engine", "mcsim.plots"))}
    assert len(ours) < 30


def test_a_worker_loads_no_drawing_and_no_scipy_stats():
    loaded = modules_after(
        "import mcsim.engine.task, mcsim.models.coproduction.model, mcsim.evaluation.prepare"
    )
    assert not {"matplotlib", "scipy.stats", "rich", "typer"} & loaded


def test_public_names_are_the_functions_not_the_modules():
    code = (
        "import mcsim, mcsim.analysis.table, mcsim.evaluation.run\n"
        "assert all(callable(getattr(mcsim, name)) for name in dir(mcsim) if name in mcsim.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
