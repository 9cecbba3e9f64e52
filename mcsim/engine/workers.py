"""How many workers there may be, and how they carry out tasks: here, in threads, or in processes."""

import os
import pickle
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from typing import Any

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import BrokenProcessPool, TerminatedWorkerError
from threadpoolctl import threadpool_limits

from mcsim.engine.blocks import Range
from mcsim.engine.task import Receipt, Task
from mcsim.errors import Problem, RunError

MOST_DEATHS = 3  # of one chunk's worker, before the chunk is given up
