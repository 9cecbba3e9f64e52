"""Names of dimensions, variables and attributes, spelt alike in every room; and how they are read."""

DRAW = "draw"
STRATEGY = "strategy"
PERSPECTIVE = "perspective"
WTP = "wtp"
INPUT = "input"
ITEM = "item"
YEAR = "year"
STRUCTURE = "structure"

COST = "cost"
EFFECT = "effect"
ITEMS = "items"
PEOPLE = "people"

MEASURE = "measure"
KIND = "kind"
BLOCK = "block"
UNIT = "unit"

UNITS = "units"
LONG_NAME = "long_name"
COMPARATOR = "comparator"
CURRENCY = "currency"
PRICE_YEAR = "price_year"
EFFECT_UNIT = "effect_unit"
PER = "per"
COST_RATE = "discount_rate_of_costs"
EFFECT_RATE = "discount_rate_of_effects"
DESIGN = "design"
PROBABILITY_SAMPLE = "probability_sample"
REPLICATES = "replicates"
ERROR_QUANTILE = "error_quantile"
ROLE = "role"
STRUCTURE_OF = "structure_of"
FLAG_VALUES = "flag_values"
FLAG_MEANINGS = "flag_meanings"

LARGEST = 1e140
"""Beyond it no input and no outcome may lie: sums of squares of many draws would be infinite."""
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def words(name: str) -> str:
    """A name as it is read.

    Examples
    --------
    >>> words("health_and_social_care")
    'health and social care'
    """
    return name.replace("_", " ")
