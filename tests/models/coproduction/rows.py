"""One row per mechanism: small round inputs for it, and its items worked out by hand."""

from tests.models.coproduction import rows_of_care, rows_of_delivery, rows_of_outcomes

ROWS = {**rows_of_delivery.ROWS, **rows_of_care.ROWS, **rows_of_outcomes.ROWS}
