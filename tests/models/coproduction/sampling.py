"""Random programmes: any mechanisms with any options, and inputs inside their domains, often at the edges."""

import numpy as np
from hypothesis import strategies as st

from mcsim.models.coproduction.double_counts import double_counts, doubled_by_options
from mcsim.models.coproduction.table import MECHANISMS
from tests.models.coproduction.making import complete, full_options

MANY_SERVICES = ("gp", "community", "advice", "ae", "emergency_admission", "social_care")
RANGES = {
    "people_offered": (1, 500),
    "hours_per_peer": (0, 1000),
    "hours_per_recipient": (0, 40),
    "training_dropout": (0, 0.9),
    "fidelity_in_trial": (0.8, 1),
    "process_difficult": (0, 0.9),
    "n_sites": (1, 20),
    "site_deviation": (-2, 2),
    "readmission_site_sd": (0, 0.05),
    "prevention_site_sd": (0, 0.05),
    "readmission_probability": (0, 0.3),
    "readmission_relative_risk": (0.3, 1),
    "later_readmission_ratio": (0, 1.2),
    "prevention_relative_risk": (0.3, 1),
    "prevention_trial_probability": (0.01, 0.5),
    "high_user_share": (0, 0.4),
    "high_user_use_ratio": (0.2, 2),
    "responder_share": (0.1, 0.6),
    "harmed_share": (0, 0.4),
    "health_payer_share": (0, 0.5),
    "other_public_payer_share": (0, 0.5),
    "job_duration": (0, 1.5),
    "parts_saving": (-0.3, 0.3),
    "synergy_share": (-1, 1),
    "synergy_gap": (0, 0.5),
    "cost_per_qaly_of_use": (5_000, 40_000),
    **dict.fromkeys(("p_escalate", "p_settle", "p_crisis", "p_recover"), (0, 0.12)),
    **{f"p_die_{state}": (0, 0.12) for state in ("stable", "escalating", "crisis")},
}
EITHER = ("collective_only", "employment_causal")


def range_of(name, need):
    if name in RANGES:
        return RANGES[name]
    low = 0.2 if not need.low_included else max(need.low, -1.0)
    return low, min(need.high, 1000.0 if need.unit.startswith("GBP") else 3.0)


def draw_inputs(needs, rng, n=1):
    """Inputs for n draws; one value in seven lies at an edge of its range."""
    found = {}
    for name, need in needs.items():
        low, high = range_of(name, need)
        value = rng.uniform(low, high, n)
        edge = rng.random(n)
        value = np.where(edge < 0.07, low, np.where(edge > 0.93, high, value))
        found[name] = np.round(value / high) if name in EITHER else value
    return found


@st.composite
def options_of(draw, name):
    """True, or some of a mechanism's options."""
    said = {}
    for option, allowed in MECHANISMS[name].options.items():
        if option == "services":
            allowed = MANY_SERVICES
        if option in MECHANISMS[name].several:
            said[option] = draw(st.lists(st.sampled_from(allowed), min_size=1, unique=True))
        elif option != "includes_delivery":
            said[option] = draw(st.sampled_from(allowed))
    return said or True


@st.composite
def programmes(draw, apart=False):
    """Mechanisms that go together: each with what it needs, none that counts twice unless `apart`."""
    chosen = draw(st.lists(st.sampled_from(sorted(MECHANISMS)), min_size=1, unique=True))
    on = {}
    for name in chosen:
        wanted = complete(name)
        if apart or not list(double_counts([*on, *wanted])):
            drawn = on | {each: draw(options_of(each)) for each in wanted if each not in on}
            if apart or not list(doubled_by_options(full_options(drawn))):
                on = drawn
    return on
