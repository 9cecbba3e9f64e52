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


@pytest.mark.parametrize(("backend", "n_kills"), [("serial", 2), ("processes", 5)])
def test_killed_again_and_again(tmp_path, backend, n_kills):
    moments = random.Random(backend)
    for kill in range(n_kills):
        with slow_model.start(tmp_path, N, backend, SECONDS_PER_DRAW) as process:
            slow_model.wait_for(process, (kill + 1) * N // (n_kills + 2))
            time.sleep(moments.uniform(0, 0.1))  # any moment: evaluating, writing, noting
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        assert process.returncode == -signal.SIGKILL
    work = Work(slow_model.source, slow_model.SlowModel(), {"seconds_per_draw": 0.0})
    with FolderStore(tmp_path, "slow") as store:
        result = run(work, N, store)
    assert 0 < result.n_evaluated < N
    assert toys.fingerprint(result) == toys.fingerprint(run(work, N, MemoryStore()))
