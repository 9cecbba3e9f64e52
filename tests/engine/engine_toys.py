"""Sources and models for the tests of the engine, each with one habit, good or bad."""

import os
import signal
import sys
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from mcsim.engine.part import Part
from mcsim.errors import DrawsRefused
from mcsim.seeds import uniforms

NAMES = ("a", "b", "c")


@dataclass(frozen=True)
class Source:
    """Uniforms; the draws in `odd` get an input that is not finite."""

    names: tuple[str, ...] = NAMES
    odd: tuple[int, ...] = ()

    def __call__(self, start, stop):
        inputs = {name: uniforms(7, name, 0, start, stop) for name in self.names}
        for draw in self.odd:
            if start <= draw < stop:
                inputs["b"][draw - start] = np.inf
        return inputs


@dataclass
class Model:
    """A good model; the draws in `bad` are for those that derive from it."""

    bad: tuple[int, ...] = ()
    inputs: dict = field(
        default_factory=lambda: {name: SimpleNamespace(unit="1", domain="") for name in NAMES}
    )
    strategies = ("usual care", "offer", "offer twice")
    perspectives = ("payer", "society")

    def evaluate(self, inputs, settings, draws):
        a, b, c = (np.asarray(inputs[name]) for name in NAMES)
        cost = np.empty((*a.shape, 3, 2))
        effect = np.empty((*a.shape, 3, 2))
        for strategy in range(3):
            cost[..., strategy, 0] = 1000 * np.exp(a) * (strategy + 1) + np.log(b + 0.1)
            cost[..., strategy, 1] = cost[..., strategy, 0] * 1.5
            effect[..., strategy, :] = (np.sqrt(c) * strategy)[..., None]
        return {"cost": cost, "effect": effect}


class Items(Model):
    """Makes a ledger of four items and three years too; some of it is no number in the draws in `bad`."""

    ledger = (4, 3)
    items = ("staff", "premises", "savings", "health")

    def evaluate(self, inputs, settings, draws):
        outputs = super().evaluate(inputs, settings, draws)
        shares = np.arange(1.0, 13.0).reshape(4, 3) / 78.0
        more = outputs["cost"] - outputs["cost"][..., :1, :]
        items = more[..., np.newaxis, np.newaxis] * shares
        items[np.isin(draws, self.bad), 1, 0, 2, 1] = np.inf
        return outputs | {"items": items}


class ItemsOneAtATime(Items):
    """The same, one draw at a time."""

    vectorised = False


class Blas(Model):
    """A matrix product, whose last digits depend on the shape of the whole array."""

    def evaluate(self, inputs, settings, draws):
        features = np.stack([inputs[name] for name in NAMES] * 17, axis=1)
        weights = np.random.default_rng(3).normal(size=(51, 6))
        cost = (features @ weights).reshape(-1, 3, 2)
        return {"cost": cost, "effect": cost[:, ::-1]}


class Refusing(Model):
    """Refuses its bad draws by number, one call after the other when `settings` says so."""

    def evaluate(self, inputs, settings, draws):
        refused = [draw for draw in draws.tolist() if draw in self.bad]
        if refused:
            raise DrawsRefused(refused[:1] if settings == "one by one" else refused, "share above 1: 1.2")
        return super().evaluate(inputs, settings, draws)


class Raising(Model):
    """Raises something of its own when any of its bad draws is there."""

    def evaluate(self, inputs, settings, draws):
        if np.isin(draws, self.bad).any():
            raise ZeroDivisionError("nobody was recruited")
        return super().evaluate(inputs, settings, draws)


class NotFinite(Model):
    """Returns NaN and infinity for its bad draws."""

    def evaluate(self, inputs, settings, draws):
        outputs = super().evaluate(inputs, settings, draws)
        outputs["cost"][np.isin(draws, self.bad), 1, 1] = np.nan
        return outputs


class NotFiniteBlas(Blas):
    """As `NotFinite`, with a matrix product."""

    def evaluate(self, inputs, settings, draws):
        if np.isin(draws, self.bad).any():
            raise DrawsRefused([draw for draw in self.bad if draw in draws], "no")
        return super().evaluate(inputs, settings, draws)


class Together(Model):
    """Fails on many draws together and on none alone."""

    def evaluate(self, inputs, settings, draws):
        if len(draws) > 1:
            raise MemoryError("too much at once")
        return super().evaluate(inputs, settings, draws)


class Broken(Model):
    """Fails always."""

    def evaluate(self, inputs, settings, draws):
        raise KeyError("uptake")


class Stranger(Model):
    """Refuses a draw that it was not handed."""

    def evaluate(self, inputs, settings, draws):
        raise DrawsRefused([10**9], "elsewhere")


class Returning(Model):
    """Returns whatever `settings` makes of the right answer."""

    def evaluate(self, inputs, settings, draws):
        return settings(super().evaluate(inputs, settings, draws))


class Mutating(Model):
    """Changes its inputs in place."""

    def evaluate(self, inputs, settings, draws):
        inputs["a"] *= 2
        return super().evaluate(inputs, settings, draws)


class Reusing(Model):
    """Returns the same arrays every time, and takes things out of the dict it is handed."""

    buffers = None

    def evaluate(self, inputs, settings, draws):
        outputs = super().evaluate(inputs, settings, draws)
        inputs.clear()
        if self.buffers is None:
            self.buffers = {name: np.empty_like(values) for name, values in outputs.items()}
        for name, values in outputs.items():
            self.buffers[name][...] = values
        return self.buffers


@dataclass
class Scratch(Model):
    """Writes to a large array of its own."""

    scratch: np.ndarray = field(default_factory=lambda: np.zeros(300_000))

    def evaluate(self, inputs, settings, draws):
        self.scratch[: draws.size] = inputs["a"]
        return super().evaluate(inputs | {"a": self.scratch[: draws.size]}, settings, draws)


class Telling(Model):
    """Returns how many heavy modules its process has loaded."""

    def evaluate(self, inputs, settings, draws):
        outputs = super().evaluate(inputs, settings, draws)
        heavy = ("xarray", "netCDF4", "pandas", "matplotlib", "scipy.stats", "pydantic", "rich")
        return outputs | {"cost": np.full_like(outputs["cost"], sum(name in sys.modules for name in heavy))}


class OneAtATime(Model):
    """Takes one draw at a time, as plain numbers."""

    vectorised = False

    def evaluate(self, inputs, settings, draws):
        assert type(draws) is int
        assert all(type(value) is float for value in inputs.values())
        if draws in self.bad:
            return {"cost": 1 / (inputs["a"] - inputs["a"]), "effect": 0}
        return super().evaluate(inputs, settings, draws)


@dataclass
class Deadly(Model):
    """Kills its own process at its bad draws: always, or until it has left `once` as a mark."""

    vectorised = False
    once: Path | None = None

    def evaluate(self, inputs, settings, draws):
        if draws in self.bad and not (self.once and self.once.exists()):
            if self.once:
                self.once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().evaluate(inputs, settings, draws)


@dataclass
class Sleeping(Model):
    """A good model that takes its time over each block."""

    seconds: float = 0.05

    def evaluate(self, inputs, settings, draws):
        time.sleep(self.seconds)
        return super().evaluate(inputs, settings, draws)


def fingerprint(part: Part) -> str:
    """One word that differs when any byte of a result does."""
    digest = sha256(part.draws.tobytes())
    for arrays in (part.inputs, part.outputs):
        for name, values in arrays.items():
            digest.update(f"{name} {values.dtype} {values.shape}".encode())
            digest.update(values.tobytes())
    digest.update("".join(str(failure) for failure in part.failures).encode())
    return digest.hexdigest()
