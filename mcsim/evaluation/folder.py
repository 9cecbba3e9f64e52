"""A results folder while a run is written to it: whose it is, what it holds already, and what is kept."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
import xarray as xr
from pydantic import ValidationError

from mcsim.config.input_record import FOLDER
from mcsim.config.records import Evaluation
from mcsim.engine.part import Failure, Part
from mcsim.engine.store import FolderStore
from mcsim.errors import FolderError, Problem
from mcsim.evaluation.prepare import Prepared
from mcsim.inputs.design import Design
from mcsim.inputs.table import DESIGNS
from mcsim.names import COST, DRAW, EFFECT, ITEMS
from mcsim.results.disk import leftovers, read, write, write_text
from mcsim.results.ledger import with_row
from mcsim.results.provenance import digest
from mcsim.results.run_record import RECORD_FILE, RunRecord, differences, read_record, require_same

INPUTS_FILE = "inputs.nc"
OUTCOMES_FILE = "outcomes.nc"
LEDGER_FILE = "ledger.nc"
QUARANTINE_FILE = "quarantine.json"
WORK_FOLDER = ".work"


class RunFolder:
    """The folder of one run, held by one process at a time.

    Parameters
    ----------
    path : Path
        Made if need be.
    prepared : Prepared
        The run.
    overwrite : bool
        Forget what another run left there.

    Raises
    ------
    FolderError
        The folder holds another run, more draws than are asked for, files that are no run's, or is in use.
    """

    def __init__(self, path: Path, prepared: Prepared, *, overwrite: bool = False) -> None:
        self.path = path
        self._prepared = prepared
        make_folder(path)
        record = self._record(overwrite)
        self._record_now = record
        has_ledger = prepared.evaluation.settings.ledger
        base = _base(path, record.combined, has_ledger) if record.combined else None
        self.store = FolderStore(path / WORK_FOLDER, digest(prepared.identity), base)

    def __enter__(self) -> Self:
        """Note in the folder whose it is, before the first draw is evaluated."""
        try:
            for part in (self.path, self.path / "figures"):
                for beside in leftovers(part):
                    beside.unlink(missing_ok=True)
            self._record_now = self._record_now.written(self.path)
        except BaseException:
            self.store.close()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        """Release the folder."""
        self.store.close()

    def keep(
        self,
        inputs: xr.Dataset,
        outcomes: xr.Dataset,
        failures: list[Failure],
        ledger: xr.Dataset | None = None,
    ) -> None:
        """Write the datasets, and drop the shards only when both stand."""
        n_draws = self._prepared.evaluation.settings.draws
        stale = self._record_now.combined < n_draws
        if stale or _configuration(self.path) != outcomes.attrs["configuration"]:
            _write_quarantine(self.path, failures)
            write(inputs, self.path / INPUTS_FILE)
            if ledger is not None:
                write(ledger, self.path / LEDGER_FILE)
            # The outcomes last: whose configuration they say they come from is that of all.
            write(outcomes, self.path / OUTCOMES_FILE)
            self._record_now = self._record_now.written(self.path, combined=n_draws)
        self.store.clear()

    def _record(self, overwrite: bool) -> RunRecord:
        """The record of this run: the folder's own where it is the same run, with the draws now asked for."""
        evaluation = self._prepared.evaluation
        fresh = RunRecord(
            json.loads(json.dumps(self._prepared.identity)),
            evaluation.model_dump(mode="json"),
            evaluation.settings.draws,
        )
        if overwrite:
            try:
                _forget(self.path)
            except OSError as error:
                rule = f"cannot be cleared ({error.strerror}: {error.filename})"
                raise FolderError(
                    Problem(str(self.path), rule, "choose another folder with --output")
                ) from error
            return fresh
        found = read_record(self.path)
        if found is None:
            _require_empty(self.path)
            return fresh
        _require_extensible(found, fresh, self._prepared.design, self.path)
        require_same(found, self._prepared.identity, self.path)
        if fresh.draws < found.combined:
            rule = f"holds {found.combined} draws of this run, more than the {fresh.draws} asked for"
            remedy = f"ask for {found.combined} or more, choose another folder with --output, or --overwrite"
            raise FolderError(Problem(str(self.path), rule, remedy))
        return RunRecord(fresh.identity, fresh.evaluation, fresh.draws, found.combined, found.files)


def stored_evaluation(folder: Path) -> Evaluation:
    """The evaluation of the run that a folder holds.

    Raises
    ------
    FolderError
        It holds none.
    """
    record = read_record(folder)
    if record is None:
        rule = f"holds no {RECORD_FILE}, so it is no folder of a run"
        raise FolderError(Problem(str(folder), rule, "give the folder that `mcsim run` wrote to"))
    try:
        context = {FOLDER: record.evaluation.get(FOLDER, ".")}
        return Evaluation.model_validate(record.evaluation, context=context)
    except ValidationError as error:
        rule = f"was written by a version with another format ({error.error_count()} keys differ)"
        raise FolderError(
            Problem(str(folder / RECORD_FILE), rule, "run it anew in another folder")
        ) from error


def read_results(folder: Path) -> tuple[xr.Dataset, xr.Dataset, list[Failure]]:
    """Inputs, outcomes and quarantined draws of a finished run."""
    inputs, outcomes = read(folder / INPUTS_FILE), read(folder / OUTCOMES_FILE)
    path = folder / QUARANTINE_FILE
    try:
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return inputs, outcomes, [Failure(**row) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        remedy = "make it anew with --overwrite, or choose another folder with --output"
        rule = f"is no list of quarantined draws ({error})"
        raise FolderError(Problem(str(path), rule, remedy)) from error


def make_folder(path: Path) -> None:
    """Make the folder, or say why it cannot be made.

    Raises
    ------
    FolderError
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        rule = f"cannot be made ({error.strerror})"
        raise FolderError(Problem(str(path), rule, "choose another folder with --output")) from error


def _base(path: Path, combined: int, has_ledger: bool) -> Part:
    """The draws that stand in the folder's datasets, as one part."""
    inputs, outcomes, failures = read_results(path)

    def values(data: xr.Dataset, name: str) -> Any:
        return data[name].values[data[DRAW].values < combined]

    names = [str(name) for name in inputs.data_vars]
    outputs = {name: values(outcomes, name) for name in (COST, EFFECT)}
    if has_ledger:
        # The comparator, which is a model's first strategy, has no row in the file.
        outputs[ITEMS] = with_row(values(read(path / LEDGER_FILE), ITEMS), 0)
    return Part(
        0,
        combined,
        values(outcomes, DRAW).astype(np.int64),
        {name: values(inputs, name) for name in names},
        outputs,
        [failure for failure in failures if failure.draw < combined],
    )


def _configuration(path: Path) -> str:
    """The configuration that the outcomes in the folder say they come from; its prose may have changed."""
    with xr.open_dataset(path / OUTCOMES_FILE, engine="netcdf4") as outcomes:
        return str(outcomes.attrs.get("configuration"))


def _write_quarantine(path: Path, failures: list[Failure]) -> None:
    if failures:
        rows = [asdict(each) for each in failures]
        write_text(json.dumps(rows, indent=1) + "\n", path / QUARANTINE_FILE)


def _require_extensible(found: RunRecord, fresh: RunRecord, design: Design, path: Path) -> None:
    """Say of a run that differs in its number of draws alone that its design cannot go on from there."""
    settings = found.identity.get("settings", {})
    there = settings.get("draws")
    same = {**found.identity, "settings": {**settings, "draws": design.n_draws}}
    if design.addressable or there in (None, design.n_draws) or differences(same, fresh.identity):
        return
    others = ", ".join(name for name, each in DESIGNS.items() if each.addressable and each.probability_sample)
    rule = (
        f"holds {there} draws of this run, which cannot become {design.n_draws}: the draws of {design.name} "
        "follow from how many there are"
    )
    remedy = f"choose another folder with --output, or --overwrite; {others} can be extended"
    raise FolderError(Problem(str(path), rule, remedy))


def _require_empty(path: Path) -> None:
    """Files that no run of ours wrote are never mixed with results."""
    ours = {WORK_FOLDER, *(beside.name for beside in leftovers(path))}
    strange = sorted(entry.name for entry in path.iterdir() if entry.name not in ours)
    if strange:
        rule = f"holds files, but no run ({', '.join(strange[:3])}{' ...' if len(strange) > 3 else ''})"
        raise FolderError(Problem(str(path), rule, "choose an empty or new folder with --output"))


def _forget(path: Path) -> None:
    """Remove what a run wrote here, its record first, so that what is left is never taken for a whole run."""
    if not (path / RECORD_FILE).exists():
        _require_empty(path)
        return
    try:
        record = read_record(path)
    except FolderError:
        record = None
    if record is not None:
        # Opening the store takes its lock: a run in progress is never cleared away.
        with FolderStore(path / WORK_FOLDER, digest(record.identity)) as store:
            (path / RECORD_FILE).unlink()
            store.clear()
    shutil.rmtree(path / WORK_FOLDER, ignore_errors=True)
    made = record.files if record else []
    for name in (RECORD_FILE, QUARANTINE_FILE, INPUTS_FILE, OUTCOMES_FILE, LEDGER_FILE, *made):
        (path / name).unlink(missing_ok=True)
