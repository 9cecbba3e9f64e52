"""What can be said conservatively of a single year."""

import xarray as xr

from mcsim.names import COMPARATOR, CURRENCY, EFFECT_UNIT, KIND, PERSPECTIVE, STRATEGY, WTP, words
from mcsim.report.numbers import exactly, share_with_interval, symbol, with_error
from mcsim.report.tables import Table


def conservative_tables(found: xr.Dataset, decision_points: tuple[float, ...]) -> list[Table]:
    """For each strategy the unfavourable quartile of each kind, their sum, and the mean beside it.

    Kinds that the base-case perspective does not count are left out.

    Parameters
    ----------
    found : Dataset
        What `conservative` returned, of a run whose horizon is one year.
    decision_points : tuple of float
        Willingness to pay at which it is stated.
    """
    attrs = found.attrs
    base = found.isel({PERSPECTIVE: 0})
    sign, unit = symbol(str(attrs.get(CURRENCY, "GBP"))), attrs.get(EFFECT_UNIT, "QALY")
    columns = ["kind", *(f"at {sign}{exactly(wtp)} per {unit}" for wtp in decision_points)]
    over = words(str(attrs.get(COMPARATOR, "the comparator")))
    return [
        Table(
            f"Conservative reading, one year: {words(str(strategy))} over {over}, "
            f"{words(str(base[PERSPECTIVE].item()))}, unfavourable quartile of the contribution to INMB (SE)",
            columns,
            _rows(base.sel({STRATEGY: strategy}), decision_points),
        )
        for strategy in base[STRATEGY].values
    ]


def _rows(own: xr.Dataset, decision_points: tuple[float, ...]) -> list[list[str]]:
    at_points = [own.sel({WTP: wtp}) for wtp in decision_points]

    def row(label: str, name: str, **at: str) -> list[str]:
        here = [each.sel(at) for each in at_points]
        return [label, *(with_error(float(each[name]), float(each[f"{name}_se"])) for each in here)]

    counted = own[KIND].values[own["quartile"].notnull().all(WTP).values]
    ends = ("", "_lower", "_upper")
    shares = [[float(each[f"probability{end}"]) for end in ends] for each in at_points]
    return [
        *(row(words(str(kind)), "quartile", kind=str(kind)) for kind in counted),
        row("= conservative", "conservative"),
        row("mean INMB", "inmb"),
        ["P(INMB > 0) [95 %]", *(share_with_interval(*share) for share in shares)],
    ]
