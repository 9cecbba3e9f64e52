"""One row for every model in the table: how it is made for tests."""

CASES = {
    "coproduction": {
        "strategies": {
            "peers": {
                "mechanisms": {"reach": True, "delivery": True, "short_term_rise": True, "wellbeing": True}
            },
            "course": {
                "mechanisms": {"published_cost": True, "persistence": True, "wellbeing": True},
                "own": ["wellbeing_effect"],
            },
        },
        "recruiting_years": 2,
        "support_years": 2,
    },
    "linear_gaussian": {
        "cost": {"usual_care": {}, "new": {"intercept": 10.0, "price": 2.0}},
        "effect": {"usual_care": {}, "new": {"gain": 1.0}},
    },
}
