"""The main path. Read this first: every step of a run is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xarray as xr

from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.engine.part import Failure
from mcsim.engine.run import Result
from mcsim.engine.run import run as run_engine
from mcsim.engine.store import MemoryStore, Store
from mcsim.evaluation.describe import datasets
from mcsim.evaluation.every_draw import none_missing, share_that_may_fail
from mcsim.evaluation.folder import RunFolder, stored_evaluation
from mcsim.evaluation.prepare import Prepared, prepare, with_settings

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Results:
    """What a run gives.

    Attributes
    ----------
    evaluation : Evaluation
        As it was run.
    inputs, outcomes : Dataset
        Dims (draw,) and (draw, strategy, perspective).
    failures : list of Failure
        Draws in quarantine, with the reason and their inputs.
    folder : Path or None
        Where the datasets stand.
    backend, jobs, seconds
        How the run was made.
    ledger : Dataset or None
        What each item adds to cost and effect, dims (draw, strategy, perspective, item, year); None where
        the settings do not ask for it.
    """

    evaluation: Evaluation
    inputs: xr.Dataset
    outcomes: xr.Dataset
    failures: list[Failure]
    folder: Path | None = None
    backend: str = "none"
    jobs: int = 1
    seconds: float = 0.0
    ledger: xr.Dataset | None = None


def run(
    evaluation: Evaluation | str | Path,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    *,
    output: str | Path | None = None,
    overwrite: bool = False,
    ledger: bool | None = None,
    chunk_size: int | None = None,
    backend: str = "auto",
    on_progress: OnProgress | None = None,
) -> Results:
    """Run an evaluation.

    Parameters
    ----------
    evaluation : Evaluation, str or Path
        From `load`, or the path of its folder.
    draws, seed : int, optional
        In place of those in the settings.
    jobs : int, optional
        Workers; chosen by timing the first block when absent. The results are the same to the byte.
    output : str or Path, optional
        Folder that keeps the datasets, and from which a killed run resumes; nothing is written when absent.
    overwrite : bool
        Clear a folder that holds another run.
    ledger : bool, optional
        Whether to keep the ledger of costs and benefits by item and year, in place of the settings'.
    chunk_size : int, optional
        Draws per task.
    backend : {"auto", "serial", "threads", "processes"}
        How the workers run.
    on_progress : function, optional
        Called with the number of draws done and the number in all.

    Returns
    -------
    Results

    Raises
    ------
    ConfigError, ModelError
        The evaluation cannot be run as it stands.
    FolderError
        The folder holds another run, or another run is using it.
    DatasetError
        The items of the ledger do not add up to the increments.
    RunError
        More draws failed than the settings or the design allow, a worker kept dying, or the disk is full.

    Examples
    --------
    >>> results = run("configs/linear_gaussian", draws=1000, jobs=1)
    >>> dict(results.outcomes.sizes)
    {'draw': 1000, 'strategy': 2, 'perspective': 1}
    """
    evaluation = evaluation if isinstance(evaluation, Evaluation) else load(evaluation)
    prepared = prepare(with_settings(evaluation, draws=draws, seed=seed, ledger=ledger))

    def evaluate(store: Store) -> Result:
        with none_missing(prepared.design):
            return run_engine(
                prepared.work,
                prepared.evaluation.settings.draws,
                store,
                jobs=jobs,
                backend=backend,
                chunk_size=chunk_size,
                max_failed_share=share_that_may_fail(prepared),
                on_progress=on_progress,
            )

    if output is None:
        return _results(prepared, evaluate(MemoryStore()), None)
    with RunFolder(Path(output), prepared, overwrite=overwrite) as folder:
        found = evaluate(folder.store)
        results = _results(prepared, found, folder.path)
        folder.keep(results.inputs, results.outcomes, found.failures, results.ledger)
    return results


def resume(folder: str | Path, jobs: int | None = None, *, on_progress: OnProgress | None = None) -> Results:
    """Finish a run that was killed: only what is missing is evaluated, and the same bytes come out.

    Parameters
    ----------
    folder : str or Path
        The results folder of the run.
    jobs : int, optional
        Workers.
    on_progress : function, optional
        Called with the number of draws done and the number in all.

    Raises
    ------
    FolderError
        The folder holds no run, or one made with other versions or on another class of processor.
    """
    return run(stored_evaluation(Path(folder)), jobs=jobs, output=folder, on_progress=on_progress)


def _results(prepared: Prepared, found: Result, folder: Path | None) -> Results:
    inputs, outcomes, ledger = datasets(prepared, found)
    return Results(
        prepared.evaluation,
        inputs,
        outcomes,
        found.failures,
        folder,
        found.backend,
        found.jobs,
        found.seconds,
        ledger,
    )
