"""One row per measure: what its dataset holds. A measure without a row fails a test."""

from dataclasses import dataclass

S, W, P = "strategy", "wtp", "perspective"


@dataclass(frozen=True)
class Case:
    figures: dict[str, tuple[str, ...]]
    with_error: tuple[str, ...] = ()
    with_interval: tuple[str, ...] = ()


def dims_of(names, dims):
    return dict.fromkeys(names, dims)


CASES = {
    "means": Case(
        dims_of(
            [
                *["cost", "effect", "inc_cost", "inc_effect", "correlation"],
                *["inc_cost_variance", "inc_effect_variance", "inc_covariance"],
            ],
            (S, P),
        ),
        with_error=("cost", "effect", "inc_cost", "inc_effect"),
    ),
    "icers": Case(
        dims_of(
            ["status", "compared_with", "rank", "cost", "effect", "inc_cost", "inc_effect", "icer"], (S, P)
        ),
        with_error=("cost", "effect", "inc_cost", "inc_effect", "icer"),
        with_interval=("icer",),
    ),
    "net_benefit": Case(
        {"nmb": (S, W, P), "inmb": (S, W, P), "optimal_strategy": (W, P)}, with_error=("nmb", "inmb")
    ),
    "ceac": Case({"ceac": (S, W, P)}, with_error=("ceac",), with_interval=("ceac",)),
    "ceaf": Case({"ceaf": (W, P), "ceaf_strategy": (W, P)}, with_error=("ceaf",), with_interval=("ceaf",)),
    "cost_saving": Case({"cost_saving": (S, P)}, with_error=("cost_saving",), with_interval=("cost_saving",)),
    "expected_loss": Case({"expected_loss": (S, W, P)}, with_error=("expected_loss",)),
    "evpi": Case(
        dims_of(["evpi", "n_switching", "too_few_switching", "optimal_strategy"], (W, P)), ("evpi",)
    ),
    "convergence": Case(
        {
            **dims_of(["inc_cost", "inc_effect"], ("n_draws", S, P)),
            **dims_of(["inmb", "ceac"], ("n_draws", S, W, P)),
            **dims_of(["evpi", "n_switching", "too_few_switching", "optimal_strategy"], ("n_draws", W, P)),
        },
        with_error=("inc_cost", "inc_effect", "inmb", "ceac", "evpi"),
        with_interval=("ceac",),
    ),
}

X = "structure"
SHARES = ("share", "pairwise_probability")

# Measures that take further datasets: what they hold beside `n_draws`.
FURTHER_CASES = {
    "by_structure": Case(
        {
            "share": (X,),
            "inc_cost": (X, S, P),
            "inc_effect": (X, S, P),
            "inmb": (X, S, W, P),
            "pairwise_probability": (X, S, W, P),
            "why_no_error": (X,),
        },
        with_error=("share", "inc_cost", "inc_effect", "inmb", "pairwise_probability"),
        with_interval=SHARES,
    ),
    "ledger_means": Case(
        {
            "ledger": (S, P, "item", "year"),
            "increment": (S, P, "part", "year"),
            **dims_of(["total", "later"], (S, P, "item")),
            **dims_of(["increment_total", "increment_later"], (S, P, "part")),
        },
        with_error=("ledger", "total", "later", "increment", "increment_total", "increment_later"),
    ),
    "contributions": Case(
        {"contribution": (S, P, "item", W), "inmb": (S, P, W)}, with_error=("contribution", "inmb")
    ),
    "break_even": Case(
        {
            **dims_of(["cumulative", "broken_even"], (S, P, W, "year")),
            "cumulative_quantile": (S, P, W, "year", "quantile"),
            **dims_of(["never", "break_even_year", "median_break_even_year"], (S, P, W)),
        },
        with_error=("cumulative", "broken_even", "never"),
        with_interval=("broken_even", "never", "break_even_year", "median_break_even_year"),
    ),
    "returns": Case(
        {**dims_of(["investment", "roi"], (S, P)), "benefit_cost_ratio": (S, P, W)},
        with_error=("investment", "roi", "benefit_cost_ratio"),
    ),
    "cost_per_participant": Case(
        dims_of(["cost_per_participant", "participants"], (S, P)),
        with_error=("cost_per_participant", "participants"),
    ),
    "highest_price": Case({"highest_price": (S, P, W)}, with_error=("highest_price",)),
    "conservative": Case(
        {"quartile": (S, P, "kind", W), **dims_of(["conservative", "inmb", "probability"], (S, P, W))},
        with_error=("quartile", "conservative", "inmb", "probability"),
        with_interval=("probability",),
    ),
}
