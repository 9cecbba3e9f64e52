"""The one equation of net benefit."""

from typing import TypeVar

T = TypeVar("T")


def net_monetary_benefit(cost: T, effect: T, wtp: T) -> T:
    """Net monetary benefit, `wtp * effect - cost`.

    Parameters
    ----------
    cost, effect : float, ndarray or DataArray
        In money and in units of effect; they must broadcast with `wtp`.
    wtp : float, ndarray or DataArray
        Willingness to pay for one unit of effect.

    Returns
    -------
    float, ndarray or DataArray
        In money.

    References
    ----------
    Stinnett and Mullahy (1998), Medical Decision Making 18(2 suppl):S68-S80.

    Examples
    --------
    >>> net_monetary_benefit(cost=500.0, effect=0.05, wtp=20_000.0)
    500.0
    """
    return wtp * effect - cost  # type: ignore[operator, no-any-return]
