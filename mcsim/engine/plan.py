"""Which back end, and how much in one task: decided from what the first draws took."""

from dataclasses import dataclass

from mcsim.engine.blocks import whole_blocks

BACKENDS = ("auto", "serial", "threads", "processes")

STARTUP_SECONDS = 0.5  # until loky's processes work
TRANSFER_BYTES = 200e6  # per second, from processes to the parent
WORTH_IT = 0.8  # a parallel run must be expected to take less than this share of a serial one
TASK_SECONDS = 0.5
TASK_BYTES = 64e6
MOST_TASKS = 1000  # per worker: after a kill at most a thousandth of the work is done again


@dataclass(frozen=True)
class Pace:
    """What draws cost.

    Attributes
    ----------
    seconds, n_bytes : float
        Per draw, on one worker.
    """

    seconds: float
    n_bytes: float


@dataclass(frozen=True)
class Plan:
    """How the rest of a run is carried out.

    Attributes
    ----------
    backend : str
        `serial`, `threads` or `processes`.
    jobs : int
        Workers.
    chunk_size : int
        Draws per task.
    """

    backend: str
    jobs: int
    chunk_size: int


def choose_backend(
    pace: Pace, n_left: int, jobs: int, threads_gain: float, returns_parts: bool, forced: bool
) -> str:
    """Choose the back end that is expected to be done first.

    Parameters
    ----------
    pace : Pace
        Cost of a draw.
    n_left : int
        Draws still to evaluate.
    jobs : int
        Workers that may be used.
    threads_gain : float
        How many times faster threads were than one thread, when tried.
    returns_parts : bool
        Whether processes send all they made to the parent.
    forced : bool
        The user asked for this number of workers, so serial is no choice.

    Examples
    --------
    >>> choose_backend(Pace(1e-7, 400), 10_000, 8, 0.9, True, False)
    'serial'
    >>> choose_backend(Pace(1e-2, 400), 10_000, 8, 0.9, True, False)
    'processes'
    """
    serial = pace.seconds * n_left
    sent = pace.n_bytes * n_left / TRANSFER_BYTES if returns_parts else 0.0
    seconds = {
        "threads": serial / threads_gain,
        "processes": STARTUP_SECONDS + serial / jobs + sent,
    }
    best = min(seconds, key=lambda backend: seconds[backend])
    return best if forced or seconds[best] < WORTH_IT * serial else "serial"


def choose_chunk_size(pace: Pace, n_left: int, jobs: int, vectorised: bool) -> int:
    """Draws per task: enough that its overhead does not show, few enough that a kill loses little.

    Examples
    --------
    >>> choose_chunk_size(Pace(0.02, 400), 10_000, 2, vectorised=False)
    25
    """
    seconds = max(TASK_SECONDS, pace.seconds * n_left / jobs / MOST_TASKS)
    size = min(seconds / pace.seconds, TASK_BYTES / pace.n_bytes, n_left / (4 * jobs))
    return whole_blocks(int(size)) if vectorised else max(1, int(size))
