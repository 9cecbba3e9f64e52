"""One row for every way of giving outcomes: what is given, and what the one problem must name."""

from types import MappingProxyType

import numpy as np
import pandas as pd
import xarray as xr

from mcsim.results.datasets import outcomes

COST = np.array([[0.0, 100.0], [0.0, 140.0], [0.0, 120.0]])
EFFECT = np.array([[0.5, 0.6], [0.5, 0.4], [0.6, 0.7]])
NAMES = ["usual care", "peer support"]
PERSPECTIVES = ["public_sector", "societal"]


def labelled(values, draws=None, dims=("draw", "strategy", "perspective"), **coords):
    """A DataArray of the cases' strategies."""
    coords = {"strategy": NAMES, **coords} | ({} if draws is None else {"draw": draws})
    return xr.DataArray(values, dims=dims[: values.ndim], coords=coords)


def frame(values, index=None, columns=NAMES):
    return pd.DataFrame(values, columns=columns, index=index)


def by_name(values):
    return {name: values[:, i] for i, name in enumerate(NAMES)}


# Each gives the same dataset.
SOUND = {
    "arrays": lambda: outcomes(COST, EFFECT, NAMES),
    "lists": lambda: outcomes(COST.tolist(), EFFECT.tolist(), tuple(NAMES)),
    "with a third dimension": lambda: outcomes(COST[:, :, np.newaxis], EFFECT, NAMES),
    "tables": lambda: outcomes(frame(COST), frame(EFFECT)),
    "a table and an array": lambda: outcomes(frame(COST), EFFECT),
    "an array and a table": lambda: outcomes(COST, frame(EFFECT)),
    "tables with an index of their own": lambda: outcomes(
        frame(COST, list("abc")), frame(EFFECT, list("abc"))
    ),
    "mappings": lambda: outcomes(by_name(COST), MappingProxyType(by_name(EFFECT))),
    "labelled": lambda: outcomes(labelled(COST), labelled(EFFECT)),
    "labelled the other way round": lambda: outcomes(labelled(COST).T, labelled(EFFECT, [0, 1, 2])),
    "columns that are not contiguous": lambda: outcomes(np.asfortranarray(COST), EFFECT[::1], NAMES),
    "whole numbers": lambda: outcomes(COST.astype(int), EFFECT, NAMES),
}

TWO = np.stack([COST, COST + 1.0], axis=2)

REFUSED = {
    "unnamed strategies": (lambda: outcomes(COST, EFFECT), "strategies: are not named"),
    "one name as text": (lambda: outcomes(COST, EFFECT, "ab"), "strategies: 'ab' is one name"),
    "too many names": (lambda: outcomes(COST, EFFECT, [*NAMES, "more"]), "cost: has shape (3, 2, 1)"),
    "a name twice": (lambda: outcomes(COST, EFFECT, ["a", "a"]), "strategies: ['a', 'a'] hold a name twice"),
    "other names than the columns": (
        lambda: outcomes(frame(COST), frame(EFFECT), NAMES[::-1]),
        "are not the columns",
    ),
    "columns in another order": (
        lambda: outcomes(frame(COST), frame(EFFECT)[NAMES[::-1]]),
        "`effect` ['peer",
    ),
    "another comparator": (lambda: outcomes(COST, EFFECT, NAMES, comparator="x"), "'x' is no strategy"),
    "fewer draws of effect": (lambda: outcomes(COST, EFFECT[:2], NAMES), "effect: has shape (2, 2, 1)"),
    "one dimension": (lambda: outcomes(COST[:, 0], EFFECT, NAMES), "cost: has shape (3,)"),
    "no draws": (lambda: outcomes(COST[:0], EFFECT[:0], NAMES), "cost: has shape (0, 2, 1)"),
    "no numbers": (lambda: outcomes([["a", "b"]], EFFECT, NAMES), "cost: is not an array of numbers"),
    "complex": (lambda: outcomes(COST, EFFECT * 1j, NAMES), "effect: is not an array of numbers"),
    "columns of two lengths": (
        lambda: outcomes({"a": [1.0, 2.0], "b": [1.0]}, EFFECT),
        "cost: is not an array of numbers",
    ),
    "another dimension": (
        lambda: outcomes(labelled(COST, dims=("sample", "strategy")), EFFECT),
        "cost: has dims ('sample',",
    ),
    "unnamed perspectives": (lambda: outcomes(TWO, TWO, NAMES), "perspectives: are not named"),
    "a perspective twice": (
        lambda: outcomes(TWO, TWO, NAMES, perspectives=["a", "a"]),
        "perspectives: ['a', 'a'] hold a name",
    ),
    "perspectives in another order": (
        lambda: outcomes(
            labelled(TWO, perspective=PERSPECTIVES), labelled(TWO, perspective=PERSPECTIVES[::-1])
        ),
        "perspectives: `cost` has columns ['public_sector', 'societal']",
    ),
    "rows of other draws": (
        lambda: outcomes(frame(COST), frame(EFFECT, [0, 2, 1])),
        "effect: its draws are not",
    ),
    "a sorted table of inputs": (
        lambda: outcomes(
            frame(COST), frame(EFFECT), inputs=pd.DataFrame({"x": [1.0, 2, 3]}, index=[2, 1, 0])
        ),
        "inputs: its draws are not those of `cost`",
    ),
    "labelled draws in another order": (
        lambda: outcomes(labelled(COST, [0, 1, 2]), labelled(EFFECT, [0, 2, 1])),
        "effect: its draws are not",
    ),
    "columns whose rows differ": (
        lambda: outcomes({"a": pd.Series([1.0, 2]), "b": pd.Series([1.0, 2], index=[1, 0])}, EFFECT[:2]),
        "cost: its draws are not those of `cost`",
    ),
    "draws that are no whole numbers": (
        lambda: outcomes(COST, EFFECT, NAMES, draws=[0.5, 1, 2]),
        "draws: are of",
    ),
    "a draw twice": (lambda: outcomes(COST, EFFECT, NAMES, draws=[4, 7, 4]), "draws: a number stands twice"),
    "too few draws": (lambda: outcomes(COST, EFFECT, NAMES, draws=[4, 7]), "cost: has shape (3, 2, 1)"),
    "not finite": (
        lambda: outcomes(np.where(COST == 140, np.nan, COST), EFFECT, NAMES, draws=[5, 7, 9]),
        "cost: is not finite in draws 7",
    ),
    "infinite": (lambda: outcomes(COST, EFFECT / 0.0, NAMES), "effect: is not finite in draws 0, 1, 2"),
    "inputs as an array": (lambda: outcomes(COST, EFFECT, NAMES, inputs=COST), "inputs: are a ndarray"),
    "inputs of another length": (
        lambda: outcomes(COST, EFFECT, NAMES, inputs={"x": [1.0]}),
        "input x: has shape (1,), but there are 3",
    ),
    "inputs as text": (
        lambda: outcomes(COST, EFFECT, NAMES, inputs={"x": list("abc")}),
        "input x: is not an",
    ),
    "an input that is not finite": (
        lambda: outcomes(COST, EFFECT, NAMES, inputs={"x": [1, np.inf, 2]}),
        "input x: is not finite in draws 1",
    ),
    "an input named as an outcome": (
        lambda: outcomes(COST, EFFECT, NAMES, inputs={"cost": [1.0, 2, 3]}),
        "are names of the dataset's own",
    ),
}
