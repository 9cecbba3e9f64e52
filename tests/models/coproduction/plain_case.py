"""Plain Python, what everything rests on: who is reached, how an effect runs, what it is worth here."""

from math import exp, expm1, log1p, sqrt


class Case:
    """One strategy in one draw: who is reached, how an effect runs, and what it is worth here."""

    def __init__(self, on, x, years, recruiting=1, support=1):
        self.on, self.x, self.years, self.support_years = on, x, years, support
        self.recruiting = min(recruiting, years)
        self.serving = min(self.recruiting + support - 1, years)
        self.book = {}
        self._reach()

    def get(self, mechanism, name, otherwise):
        return self.x[name] if mechanism in self.on else otherwise

    def add(self, item, kind, year, amount):
        self.book.setdefault(item, (kind, [0.0] * self.years))[1][year] += amount

    def to_cohorts(self, item, kind, by_age):
        """What happens to a person by years since joining, for every cohort, per person offered."""
        for cohort in range(self.recruiting):
            for age in range(self.years - cohort):
                self.add(item, kind, cohort + age, by_age(age) / self.recruiting)

    def to_running_years(self, item, kind, by_year):
        for year in range(self.serving):
            self.add(item, kind, year, by_year(year) / (self.recruiting * self.x["people_offered"]))

    def _reach(self):
        x, first = self.x, self.get("reach", "engagement", 1.0)
        wanted, worth = first, 1.0
        if "support" in self.on:
            hours, half = x["support_hours"], x["support_saturation_hours"]
            wanted = min(1.0, first + x["uptake_gain_from_support"] * (1 - exp(-hours / half)))
            here = 1 - x["process_difficult"] * exp(-hours / half)
            there = 1 - x["process_difficult"] * exp(-x["support_hours_in_trial"] / half)
            new = (wanted - first) / wanted if wanted > 0 else 0.0
            worth = here / there * (1 - x["marginal_taker_loss"] * new)
        self.worth_per_taker = worth
        taken = min(1.0, wanted * self.get("reach", "engagement_ratio", 1.0))
        needed = self.get("capacity", "hours_per_recipient", 0.0) * x["people_offered"]
        # In the fullest years as many cohorts are supported at once.
        needed *= min(self.recruiting, self.support_years)
        if needed > 0:
            taken = min(taken, x["peers_in_post"] * x["hours_per_peer"] / needed)
        self.taken = taken
        self.delivered = min(1.0, taken / first) if first > 0 else 0.0
        self.strength = x["fidelity"] / x["fidelity_in_trial"] if "fidelity" in self.on else 1.0

    def path(self, age):
        """Effect in a person's year, of its mean in the first year."""
        if age >= self.support_years:
            return self.path(age - 1) * self.get("persistence", "effect_persistence", 0.0)
        tau = self.get("build_up", "build_up_years", 0.0)
        return (1 - fade(tau, age)) / (1 - fade(tau, 0)) if tau > 0 else 1.0

    def net(self, mechanism):
        if "deadweight" in self.on and mechanism in self.on["deadweight"]["of"]:
            return (1 - self.x["deadweight"]) * (1 - self.x["displacement"])
        return 1.0

    def here(self, mechanism):
        return self.delivered * self.strength * self.net(mechanism)

    def site(self, effect, of_logarithm=False, size=1.0, good=1):
        """Deviation of an effect in the sites decided for; of a logarithm that is `size` times as large."""
        if "sites" not in self.on or effect not in self.on["sites"]["effects"]:
            return 0.0
        every_site = self.on["sites"]["decision"] == "all_sites"
        share = 0.0 if every_site else 1 / self.x["n_sites"]
        sd = self.x[f"{effect}_site_sd"] * size
        z = 0.0 if every_site else self.x["site_deviation"]
        if not of_logarithm:
            return sd * sqrt(share) * z
        # Mean of lognormals, each exp(N(0, sd^2)): its mean exp(sd^2 / 2) and variance / n are kept.
        # In late years sd is tiny, and 1 + sd^2 would lose it.
        spread = log1p(expm1(sd**2) * share)
        return (sd**2 - spread) / 2 + good * sqrt(spread) * z

    def mean(self, effect):
        if "responders" in self.on and self.on["responders"]["effect_is"] == "of_responders":
            return effect * self.x["responder_share"]
        return effect

    def targeted(self, ratio):
        """Change in use of those offered support, relative to that of the population."""
        if "targeting" not in self.on:
            return 1.0
        x = self.x
        q, h, use, more = (
            x["high_user_share"],
            x["high_user_share_offered"],
            x["high_user_use_ratio"],
            x[ratio],
        )
        low_use = (1 - q * use) / (1 - q)
        # Use-weighted mean of the weights is 1 in the population.
        low = 1 / (q * use * more + (1 - q) * low_use)
        return h * use * low * more + (1 - h) * low_use * low


def fade(tau, age):
    """Mean of exp(-a / tau) over one year."""
    return tau * (exp(-age / tau) - exp(-(age + 1) / tau))
