"""The real thing: a run killed with -9 at five moments, resumed each time, and not a byte different."""

import os
import random
import signal
import time

import engine_toys as toys
import pytest
import slow_model

from mcsim.engine.evaluate import Work
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore, MemoryStore

N = 1200
SECONDS_PER_DRAW = 0.002
N_KILLS = 5


@pytest.mark.parametrize("backend", ["serial", "processes"])
def test_killed_five_times(tmp_path, backend):
    moments = random.Random(backend)
    for kill in range(N_KILLS):
        with slow_model.start(tmp_path, N, backend, SECONDS_PER_DRAW) as process:
            slow_model.wait_for(process, (kill + 1) * N // (N_KILLS + 2))
            time.sleep(moments.uniform(0, 0.1))  # any moment: evaluating, writing, noting
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        assert process.returncode == -signal.SIGKILL
    work = Work(slow_model.source, slow_model.SlowModel(), {"seconds_per_draw": 0.0})
    with FolderStore(tmp_path, "slow") as store:
        result = run(work, N, store)
    assert 0 < result.n_evaluated < N
    assert toys.fingerprint(result) == toys.fingerprint(run(work, N, MemoryStore()))
