"""Which back end, and how much in one task: decided from what the first draws took."""

from dataclasses import dataclass

from mcsim.engine.blocks import whole_blocks

BACKENDS = ("auto", "serial", "threads", "processes")

STARTUP_SECONDS = 0.4  # until loky's processes work
STARTUP_SECONDS_EACH = 0.05
TRANSFER_BYTES = 200e6  # per second, from processes to the parent
WORTH_IT = 0.8  # a parallel run must be expected to take less than this share of a serial one
UNTRIED_GAIN = 0.9  # of threads: at 8192 draws most ufuncs are too short to gain from a second one
TASK_SECONDS = 0.5
OVERHEAD_SHARE = 0.05
TASK_BYTES = 64e6
MOST_TASKS = 1000  # per worker: after a kill at most a thousandth of the work is done again


@dataclass(frozen=True)
class Pace:
    """What draws cost.

    Attributes
    ----------
    seconds, n_bytes : float
        Per draw, on one worker.
    overhead : float
        Seconds per task, however few its draws.
    """

    seconds: float
    n_bytes: float
    overhead: float = 0.0


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


def expected_seconds(
    pace: Pace, n_left: int, jobs: int, threads_gain: float, returns_parts: bool
) -> dict[str, float]:
    """Wall time of the draws that are left, by back end.

    Parameters
    ----------
    pace : Pace
        Cost of a draw.
    n_left : int
        Draws still to evaluate.
    jobs : int
        Workers that may be used.
    threads_gain : float
        How many times faster threads are than one thread.
    returns_parts : bool
        Whether processes send all that they made to the parent.

    Examples
    --------
    >>> expected_seconds(Pace(1e-3, 400), 10_000, jobs=4, threads_gain=2.0, returns_parts=True)
    {'serial': 10.0, 'threads': 5.0, 'processes': 3.12}
    """
    serial = pace.seconds * n_left
    sent = pace.n_bytes * n_left / TRANSFER_BYTES if returns_parts else 0.0
    return {
        "serial": serial,
        "threads": serial / threads_gain,
        "processes": STARTUP_SECONDS + jobs * STARTUP_SECONDS_EACH + serial / jobs + sent,
    }


def gain_of(jobs: int, n_tried: int, gain_tried: float) -> float:
    """How many times faster `jobs` threads will be, when `n_tried` of them were `gain_tried` times faster.

    Amdahl's law, with the share of the work that only one thread can do taken from the trial.

    Examples
    --------
    >>> gain_of(8, 4, 4.0), round(gain_of(8, 4, 1.0), 2), round(gain_of(8, 4, 2.0), 2)
    (8.0, 1.0, 2.4)
    """
    alone = (n_tried / gain_tried - 1) / (n_tried - 1)
    return 1 / max(1 / jobs, alone + (1 - alone) / jobs)


def choose_backend(seconds: dict[str, float], forced: bool) -> str:
    """Choose the back end that is expected to be done first.

    Parameters
    ----------
    seconds : dict of str to float
        Expected wall time of the back ends that are possible, `serial` among them.
    forced : bool
        The user asked for several workers, so serial is the last resort.

    Examples
    --------
    >>> choose_backend({"serial": 1.0, "threads": 1.1, "processes": 0.9}, forced=False)
    'serial'
    >>> choose_backend({"serial": 1.0, "threads": 1.1, "processes": 0.9}, forced=True)
    'processes'
    """
    parallel = {backend: time for backend, time in seconds.items() if backend != "serial"}
    if not parallel:
        return "serial"
    best = min(parallel, key=lambda backend: parallel[backend])
    return best if forced or parallel[best] < WORTH_IT * seconds["serial"] else "serial"


def choose_chunk_size(pace: Pace, n_left: int, jobs: int, vectorised: bool) -> int:
    """Draws per task: enough that its overhead does not show, few enough that a kill loses little.

    Examples
    --------
    >>> choose_chunk_size(Pace(0.02, 400), 10_000, 2, vectorised=False)
    25
    """
    seconds = max(TASK_SECONDS, pace.overhead / OVERHEAD_SHARE, pace.seconds * n_left / jobs / MOST_TASKS)
    size = min(seconds / pace.seconds, TASK_BYTES / pace.n_bytes, n_left / (4 * jobs))
    return whole_blocks(int(size)) if vectorised else max(1, int(size))
