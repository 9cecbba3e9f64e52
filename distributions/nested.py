"""Rules on parameters that are themselves distributions."""

from distributions.constraint import Constraint
from distributions.family import Family

MOST_PARTS = 100
_WRITTEN = "each written as in {family: normal, mean: 0, se: 1}"


def read_scalar_family(value: object) -> Family:
    """Read a distribution of one scalar.

    Raises
    ------
    TypeError
        The value is no distribution, or one of several scalars.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> read_scalar_family(Fixed(1.0))
    Fixed(value=1.0)
    """
    if not isinstance(value, Family) or value.components:
        raise TypeError("not a distribution of one scalar")
    return value


def read_scalar_families(value: object) -> tuple[Family, ...]:
    """Read a list of distributions of one scalar each.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> read_scalar_families([Fixed(1.0)])
    (Fixed(value=1.0),)
    """
    if not isinstance(value, list | tuple):
        raise TypeError("not a list")
    return tuple(read_scalar_family(each) for each in value)


def has_one_kind(family: Family) -> bool:
    """Whether a distribution is either continuous or discrete, and not partly both.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> has_one_kind(Fixed(1.0))
    True
    """
    return family.is_discrete or not any(block.size for block in family.atoms(float("-inf"), float("inf")))


def one_weight_per_part(weights: tuple[float, ...], parts: tuple[Family, ...]) -> list[str]:
    """Say so if there are not as many weights as parts.

    Examples
    --------
    >>> one_weight_per_part((1.0,), ())
    ['weights: there are 1, but parts: there are 0']
    """
    if len(weights) == len(parts):
        return []
    return [f"weights: there are {len(weights)}, but parts: there are {len(parts)}"]


PARTS = Constraint(
    f"must be a list of two or more distributions of one scalar each, {MOST_PARTS} at most, {_WRITTEN}; "
    "of a mixture in a mixture multiply the weights out",
    read_scalar_families,
    lambda parts: 2 <= len(parts) <= MOST_PARTS,
)
PARENT = Constraint(
    "must be a distribution of one scalar, either continuous or discrete", read_scalar_family, has_one_kind
)
