"""A deliberately slow model, and a program that runs it into a folder, to be killed.

Use it elsewhere with this folder on PYTHONPATH, as `slow_model:SlowModel`. Its settings may hold
`seconds_per_draw`. Run as a program: `python slow_model.py FOLDER N_DRAWS BACKEND SECONDS_PER_DRAW`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from mcsim.engine.evaluate import Work
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore
from mcsim.models.contract import amount, share
from mcsim.seeds import uniforms

SECONDS_PER_DRAW = 0.002


class SlowModel:
    """Two strategies, one draw at a time, a few milliseconds each."""

    vectorised = False
    inputs = {"uptake": share(), "unit_cost": amount("EUR")}
    strategies = ("usual_care", "offer")
    perspectives = ("payer",)

    def evaluate(self, inputs, settings, draws):
        time.sleep((settings or {}).get("seconds_per_draw", SECONDS_PER_DRAW))
        uptake, unit_cost = inputs["uptake"], inputs["unit_cost"]
        cost = [[0.0], [uptake * unit_cost]]
        effect = [[0.0], [uptake * 0.02]]
        return {"cost": np.array(cost), "effect": np.array(effect)}


def source(start, stop):
    """Inputs of the slow model."""
    return {
        "uptake": uniforms(1, "uptake", 0, start, stop),
        "unit_cost": 500 + 100 * uniforms(1, "unit_cost", 0, start, stop),
    }


def main(folder, n_draws, backend, seconds_per_draw):
    """Run the slow model into a folder, saying what is done on standard output."""
    work = Work(source, SlowModel(), {"seconds_per_draw": float(seconds_per_draw)})
    with FolderStore(Path(folder), "slow") as store:
        run(
            work,
            int(n_draws),
            store,
            backend=backend,
            jobs=None if backend == "serial" else 2,
            chunk_size=25,
            on_progress=lambda done, n: print(done, flush=True),  # noqa: T201
        )


def start(folder, n_draws, backend, seconds_per_draw):
    """Start this program in a process group of its own."""
    here = Path(__file__).parent
    arguments = [str(argument) for argument in (folder, n_draws, backend, seconds_per_draw)]
    return subprocess.Popen(
        [sys.executable, str(here / "slow_model.py"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(here), str(here.parents[1])])},
    )


def wait_for(process, n_done):
    """Return once that many draws are done."""
    for line in process.stdout:
        if int(line) >= n_done:
            return
    raise AssertionError(process.stderr.read())


if __name__ == "__main__":
    # By its importable name, so that workers find the same classes.
    import slow_model

    slow_model.main(*sys.argv[1:])
