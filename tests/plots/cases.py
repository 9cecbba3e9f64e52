"""One row per figure: what its axes say. A figure without a row fails a test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    x: str
    y: str


CASES = {
    "plane": Case("Incremental effect (QALYs)", "Incremental cost (£)"),
    "ceac": Case("Willingness to pay (£ per QALY)", "Probability cost-effective"),
    "evpi": Case("Willingness to pay (£ per QALY)", "EVPI per person (£)"),
    "waterfall": Case("Net benefit per person at £20,000 per QALY (£)", ""),
    "break_even": Case("", "Cumulative net cost per person (£)"),
    "budget_impact": Case("Year", "Budget impact in the year (£)"),
}
