"""`mcsim new` and `mcsim schema`: a template to begin with, and schemas for editors."""

import json
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from mcsim.cli.show import console
from mcsim.config.records import NAME
from mcsim.config.schema import schemas
from mcsim.errors import FolderError, Problem

SCHEMA_FOLDER = ".schema"
FILES = {
    "evaluation.yaml": "evaluation.yaml",
    "inputs.yaml": "inputs.yaml",
    "page.yaml": "page.yaml",
    "model.py.txt": "{name}_model.py",
}


def new(
    name: Annotated[str, typer.Argument(help="Name of the new evaluation; its folder is made here")],
) -> None:
    """Make a commented template evaluation that runs as it is."""
    folder = Path(name)
    if not NAME.match(folder.name):
        remedy = "use letters, digits and _, beginning with a letter"
        raise FolderError(Problem(name, "cannot name an evaluation", remedy))
    templates = files("mcsim") / "templates"
    try:
        folder.mkdir(parents=True)
        for source, target in FILES.items():
            text = Template((templates / source).read_text(encoding="utf-8")).substitute(name=folder.name)
            (folder / target.format(name=folder.name)).write_text(text, encoding="utf-8")
        write_schemas(folder / SCHEMA_FOLDER)
    except FileExistsError as error:
        raise FolderError(Problem(name, "exists already", "choose another name")) from error
    except OSError as error:
        raise FolderError(
            Problem(name, f"cannot be made ({error.strerror})", "choose another place")
        ) from error
    console().print(f"made {folder}/\ntry: mcsim check {folder} && mcsim run {folder}", markup=False)


def schema(folder: Annotated[Path, typer.Argument(help="Where the schemas are written")]) -> None:
    """Write the JSON schemas of all files of YAML, for editors that complete and check them."""
    try:
        write_schemas(folder)
    except OSError as error:
        raise FolderError(Problem(str(folder), f"cannot be written to ({error.strerror})")) from error
    console().print("\n".join(str(folder / f"{name}.schema.json") for name in schemas()), markup=False)


def write_schemas(folder: Path) -> None:
    """Write one JSON file for each schema."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        text = json.dumps(content, indent=1) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
