"""Datasets as the measures of a ledger lay them out, made by hand, for figures to draw."""

import numpy as np
import xarray as xr

PERSPECTIVES = ["health", "public"]
QUANTILES = [0.025, 0.25, 0.5, 0.75, 0.975]
PARTS = ["investment", "other costs and savings", "net"]
BY_STRATEGY = ("strategy", "perspective")
BY_WTP = (*BY_STRATEGY, "wtp")


def made(k=1, n_items=6, n_years=5, size=1.0, error=0.02, wtp=(20_000.0, 30_000.0), seed=1, **attrs):
    """Each measure of a ledger by its name.

    `size` scales every amount; `error` is the standard error per pound, NaN as with a single draw.
    """
    rng = np.random.default_rng(seed)
    coords = {
        "strategy": [f"a_strategy_of_some_length_{at}" for at in range(k)],
        "perspective": PERSPECTIVES,
    }
    attrs = {"comparator": "usual_care", "error_quantile": 1.96, "title": "An evaluation", **attrs}
    parts = {
        "contributions": contributions(rng, k, n_items, size, error, list(wtp)),
        "break_even": break_even(rng, k, n_years, size, error),
        "budget_impact": budget_impact(rng, k, n_years, size, error),
    }
    return {
        name: xr.Dataset({**variables, "n_draws": 4_000}, {**coords, **own}, attrs)
        for name, (variables, own) in parts.items()
    }


def contributions(rng, k, n_items, size, error, wtp):
    value = size * rng.normal(0.0, 200.0, (k, 2, n_items, len(wtp)))
    inmb = value.sum(axis=2)
    dims = (*BY_STRATEGY, "item", "wtp")
    variables = {"contribution": (dims, value), "contribution_se": (dims, error * np.abs(value))}
    variables |= {"inmb": (BY_WTP, inmb), "inmb_se": (BY_WTP, error * np.abs(inmb))}
    return variables, {"item": [f"item_{at}" for at in range(n_items)], "wtp": wtp}


def break_even(rng, k, n_years, size, error):
    step = rng.normal(-30.0, 80.0, (k, 2, 1, n_years)) + np.where(np.arange(n_years) == 0, 150.0, 0.0)
    mean = size * np.cumsum(step, axis=-1)
    spread = size * 200.0 * np.sqrt(np.arange(1.0, n_years + 1))
    around = np.array([-1.96, -0.674, 0.0, 0.674, 1.96])
    share = np.sort(rng.uniform(0.0, 1.0, mean.shape), axis=-1)
    done = np.logical_and.accumulate((mean <= 0.0)[..., ::-1], axis=-1)[..., ::-1]
    year = np.where(done[..., -1], done.argmax(axis=-1) + 1.0, np.nan)
    dims = (*BY_WTP, "year")
    unknown = error + 0.0 * share  # NaN where the error is
    by_year = {"cumulative": mean, "cumulative_se": error * np.abs(mean), "broken_even": share}
    by_year |= {
        "broken_even_lower": share - unknown * share,
        "broken_even_upper": share + unknown * (1 - share),
    }
    never = {"never": 1.0 - share, "never_lower": 1.0 - by_year["broken_even_upper"]}
    never |= {"never_upper": 1.0 - by_year["broken_even_lower"]}
    variables = {name: (dims, values) for name, values in by_year.items()}
    variables |= {name: (BY_WTP, values[..., -1]) for name, values in never.items()}
    bands = mean[..., np.newaxis] + spread[:, np.newaxis] * around
    variables |= {"cumulative_quantile": ((*dims, "quantile"), bands), "break_even_year": (BY_WTP, year)}
    return variables, {"wtp": [0.0], "year": np.arange(n_years), "quantile": QUANTILES}


def budget_impact(rng, k, n_years, size, error):
    people = 200.0 * np.arange(1, n_years + 1)
    invested = size * people * rng.uniform(200.0, 400.0, (k, 2, 1))
    other = size * people * rng.normal(-200.0, 200.0, (k, 2, 1))
    value = np.stack([invested, other, invested + other], axis=2)
    dims = (*BY_STRATEGY, "part", "year")
    bands = value[:, :, 2, :, np.newaxis] + (size * people * 300.0)[:, np.newaxis] * np.array(
        [-1.0, 0.0, 1.0]
    )
    variables = {
        "budget_impact": (dims, value),
        "budget_impact_se": (dims, error * np.abs(value)),
        "budget_impact_quantile": ((*BY_STRATEGY, "year", "quantile"), bands),
        "people": (("year",), people),
    }
    return variables, {"part": PARTS, "year": np.arange(n_years), "quantile": [0.025, 0.5, 0.975]}


def renamed(data, *names):
    return {key: measure.assign_coords(strategy=list(names)) for key, measure in data.items()}


LONG = "peer_support_with_training_and_a_community_navigator_beside"

AWKWARD = {
    "one strategy": made(),
    "three strategies": made(k=3),
    "eight strategies": made(k=8),
    "twenty items, and forty years": made(n_items=20, n_years=40),
    "one year, one item": made(n_years=1, n_items=1),
    "one draw": made(error=np.nan),
    "nothing at all": made(k=2, size=0.0),
    "millions": made(k=2, size=1e4),
    "pennies": made(size=1e-5),
    "long names": renamed(made(k=3), LONG, "short", "time_bank_and_befriending_for_older_people"),
    "a long name": renamed(made(), LONG),
}
