"""Sites differ: an effect in a new site, in the mean of several or of all; and who pays the set-up."""

import numpy as np

from mcsim.models.contract import Need, amount, number
from mcsim.models.coproduction.mechanism import COURSE, Mechanism, Options, Quantities
from mcsim.protocols import Array

NEW_SITES, ALL_SITES = "new_sites", "all_sites"
VARYING = ("readmission", "prevention", "long_term_saving", "wellbeing", "measured_gain", "employment")


def _asked(options: Options) -> Quantities:
    """How effects vary; and, unless the mean of all counts, how many sites there are and how they fare."""
    asked = {site_sd(effect): (amount("1"), 0.0) for effect in options["effects"]}
    if options["decision"] == NEW_SITES:
        asked["site_deviation"] = (number("standard deviations"), 0.0)
    if options["decision"] == NEW_SITES or options["shared_set_up"]:
        asked["n_sites"] = (Need("sites", 1.0), 1.0)
    return asked


def site_sd(effect: str) -> str:
    """Name of the input that holds the standard deviation of an effect between sites."""
    return f"{effect}_site_sd"


SITES = Mechanism(
    "sites",
    "what it saves may vary between organisations and projects",
    COURSE,
    options={
        "effects": VARYING,
        "decision": (NEW_SITES, ALL_SITES),
        "shared_set_up": (False, True),
    },
    several={"effects": ("readmission",)},
    further=_asked,
)


def additive_deviation(sd: Array, deviation: Array, n_sites: Array) -> Array:
    """Deviation of the mean effect of n new sites: ``theta_s = theta + eta_s``, eta ~ N(0, tau^2 / n).

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(additive_deviation(a(0.1), a(1), a(4))[0])
    0.05
    """
    return sd * deviation / np.sqrt(n_sites)


def log_deviation(sd: Array, deviation: Array, n_sites: Array) -> Array:
    """Deviation of the logarithm of a ratio whose mean over n new sites counts.

    Each site's ratio is ``exp(theta + eta_s)``. The mean of n of them is taken as lognormal with its exact
    mean and variance: ``sigma_n^2 = ln(1 + (exp(tau^2) - 1) / n)`` about ``(tau^2 - sigma_n^2) / 2``. One
    site gives tau itself about 0; infinitely many give ``tau^2 / 2`` without any spread, for the mean of a
    lognormal lies above its median.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> [round(float(log_deviation(a(0.3), a(1), a(n))[0]), 12) for n in (1, np.inf)]
    [0.3, 0.045]
    """
    variance = sd * sd
    of_the_mean = np.log1p(np.expm1(variance) / n_sites)
    return (variance - of_the_mean) / 2.0 + np.sqrt(of_the_mean) * deviation


def set_up_per_site(setup_cost: Array, n_sites: Array, shared: bool) -> Array:
    """Set-up cost that one site bears: its own, or its part of one set-up that all share.

    Examples
    --------
    >>> import numpy as np
    >>> [float(set_up_per_site(np.array([9000.0]), np.array([3.0]), shared)[0]) for shared in (False, True)]
    [9000.0, 3000.0]
    """
    return setup_cost / n_sites if shared else setup_cost
