"""How many processors this run may use, and keeping each worker to one of them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def available_cpus(environment: Mapping[str, str] = os.environ) -> int:
    """Processors that this process may use.

    Slurm's word comes first: inside a job the operating system may still show the whole machine.

    Examples
    --------
    >>> available_cpus({"SLURM_CPUS_PER_TASK": "3", "SLURM_CPUS_ON_NODE": "8"})
    3
    """
    for name in ("SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE"):
        value = environment.get(name, "")
        if value.isdigit() and int(value) > 0:
            return int(value)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keep linear algebra to one thread, because its last digits depend on their number.

    The environment is for libraries that a model loads only when it is first evaluated.
    """
    before = {name: os.environ.get(name) for name in _THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(_THREAD_VARIABLES, "1"))
    try:
        with threadpool_limits(1):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
