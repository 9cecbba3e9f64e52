"""Evaluations of health and employment programmes, against published figures and hand arithmetic."""

from pathlib import Path

import numpy as np
import pytest

from mcsim.analysis.cea.ceac import ceac
from mcsim.config.load import load
from mcsim.config.page import load_page
from mcsim.evaluation.run import run

NHS_PRICES_SINCE_2008 = 1.4217  # to 2024/25
CONFIGS = Path(__file__).parents[2] / "configs"
POWERED, COURSE, WORK = "people_powered_health", "expert_patients", "employment_support"
IPS, CONTACT = "individual_placement_and_support", "trust_and_personal_contact"
SCENARIOS = [
    (folder, name) for folder in (POWERED, COURSE, WORK) for name in load_page(CONFIGS / folder).scenarios
]


def of(folder, draws=2000, ledger=True, **overrides):
    return run(load(CONFIGS / folder, overrides), draws=draws, jobs=1, ledger=ledger)


def scenario(folder, name, draws=2000, ledger=True, **overrides):
    return of(folder, draws, ledger, **{**load_page(CONFIGS / folder).scenarios[name].set, **overrides})


def item(results, name, strategy, perspective="societal"):
    """An item of the ledger by draw and year, undiscounted."""
    found = results.ledger["items"].sel(item=name, strategy=strategy, perspective=perspective)
    return found.values * 1.035 ** np.arange(found.sizes["year"])


@pytest.mark.parametrize(("folder", "name"), SCENARIOS)
def test_every_scenario_of_a_page_runs_without_a_draw_refused(folder, name):
    outcomes = scenario(folder, name, draws=256, ledger=False).outcomes
    assert outcomes.sizes["draw"] == 256
    assert np.isfinite(outcomes["cost"]).all()
    assert np.isfinite(outcomes["effect"]).all()


class TestPeoplePoweredHealth:
    def test_as_claimed_all_parts_save_7_percent_of_the_cost_of_care_in_the_first_year(self):
        results = scenario(POWERED, "as_claimed")
        base = results.inputs["care_cost_base"].values
        first = item(results, "parts_together", POWERED)[:, 0]
        np.testing.assert_allclose(-first / base, 0.07, rtol=1e-12)

    def test_a_part_alone_saves_the_same_share_in_every_year(self):
        results = scenario(POWERED, "as_claimed")
        base = results.inputs["care_cost_base"].values[:, np.newaxis]
        share = -item(results, "parts_together", "one_part") / base
        np.testing.assert_allclose(share, 1.0 - 0.93**0.2, rtol=1e-12)

    def test_two_parts_gain_a_tenth_of_what_the_five_gain_of_each_other(self):
        results = scenario(POWERED, "as_claimed")
        grown = {name: item(results, "parts_together", name) for name in ("two_parts", POWERED)}
        gained = {name: values - values[:, :1] for name, values in grown.items()}
        assert (gained[POWERED][:, -1] < 0.0).all()
        np.testing.assert_allclose(gained["two_parts"], gained[POWERED] / 10.0, rtol=1e-9, atol=1e-9)

    def test_five_apart_save_what_the_five_save_where_nothing_is_reinforced(self):
        results = scenario(POWERED, "no_reinforcement")
        apart, together = (item(results, "parts_together", name) for name in ("five_parts_apart", POWERED))
        np.testing.assert_allclose(apart, together, rtol=1e-12)

    def test_what_parts_cost_adds_up(self):
        results = of(POWERED)
        whole = item(results, "programme", POWERED)[:, 0]
        one, two, five = (
            item(results, "programme", name)[:, 0] / whole
            for name in ("one_part", "two_parts", "five_parts_apart")
        )
        np.testing.assert_allclose(five, 5.0 * one, rtol=1e-12)
        # What is common is in one part once, and in two parts once: 2 - 1 is a fifth of the rest.
        common = (one - 0.2) / 0.8
        np.testing.assert_allclose(two - one, (1.0 - common) / 5.0, rtol=1e-12)
        assert 0.2 < one.min() < 0.21
        assert 0.39 < one.max() < 0.4

    def test_overlapping_parts_save_less_together_than_apart(self):
        results = scenario(POWERED, "overlapping")
        apart, together = (item(results, "parts_together", name) for name in ("five_parts_apart", POWERED))
        assert (together[:, 1:] > apart[:, 1:]).all()

    def test_all_five_stand_first_and_as_they_are_quoted_elsewhere(self):
        assert load(CONFIGS / POWERED).model.options["strategies"][POWERED]["mechanisms"] == {
            "reach": True,
            "published_cost": {"per": "recipient"},
            "reinforcement": {"per": "offered"},
        }
        assert next(iter(load(CONFIGS / POWERED).model.options["strategies"])) == POWERED


class TestExpertPatients:
    def test_the_anchor_gives_back_the_published_probability(self):
        outcomes = scenario(COURSE, "anchor", draws=20_000, ledger=False).outcomes
        at = ceac(outcomes, wtp=[20_000]).isel(strategy=1, wtp=0).sel(perspective="health_and_social_care")
        assert float(at["ceac"]) == pytest.approx(0.94, abs=0.005 + 3.0 * float(at["ceac_se"]))

    def test_the_synthesis_has_its_published_ratio(self):
        results = scenario(COURSE, "synthesis", draws=65_536, ledger=False, **{"settings.design": "sobol"})
        increment = results.outcomes.isel(strategy=1, perspective=0) - results.outcomes.isel(
            strategy=0, perspective=0
        )
        published = 29_000 * NHS_PRICES_SINCE_2008
        assert float(increment["cost"].mean() / increment["effect"].mean()) == pytest.approx(
            published, rel=0.01
        )

    def test_without_effect_the_course_costs_what_was_published(self):
        increment = scenario(COURSE, "no_effect", draws=20_000, ledger=False).outcomes.isel(perspective=0)
        assert (increment["effect"].isel(strategy=1) == increment["effect"].isel(strategy=0)).all()
        cost = (increment["cost"].isel(strategy=1) - increment["cost"].isel(strategy=0)).values
        uprated = 101.0 * NHS_PRICES_SINCE_2008
        error = 44.1 * NHS_PRICES_SINCE_2008 / np.sqrt(cost.size)
        assert cost.mean() == pytest.approx(uprated, abs=4.0 * error)

    def test_gain_and_cost_of_one_draw_are_of_the_same_evidence(self):
        x = of(COURSE).inputs
        share = x["share_that_holds"].values
        np.testing.assert_allclose(x["qaly_gain"].values, share * x["trial_qaly_gain"].values, rtol=1e-12)
        mixed = share * x["trial_cost_difference"].values + (1.0 - share) * x["cost_without_effect"].values
        np.testing.assert_allclose(x["cost_difference"].values, mixed, rtol=1e-9, atol=1e-9)

    def test_nobody_but_the_commissioner_counts_what_the_course_costs(self):
        results = of(COURSE)
        assert (item(results, "measured_cost", "expert_patients_programme", "participants") == 0.0).all()


class TestEmploymentSupport:
    def test_where_the_relative_risk_is_1_only_costs_are_left(self):
        results = of(
            WORK, **{"inputs.employment_relative_risk.distribution": {"family": "fixed", "value": 1}}
        )
        items = results.ledger["items"]
        work = items.sel(item=items["block"] == "outcomes")
        assert work.sizes["item"] == 7
        assert (work == 0.0).all()
        paid = items.sel(item="programme", strategy=IPS, perspective="societal").sum("year")
        assert ((paid > 0.0) == (results.inputs["takes_the_place"] == 0.0)).all()

    def test_where_the_association_is_no_effect_contact_brings_no_work_and_ips_does(self):
        results = scenario(WORK, "association")
        assert (item(results, "output", CONTACT) == 0.0).all()
        assert (item(results, "output", IPS) < 0.0).any()

    def test_ips_with_the_figures_of_eqolise_by_hand(self):
        results = scenario(WORK, "eqolise")
        x = {name: values.values for name, values in results.inputs.data_vars.items() if values.ndim == 1}
        more = np.minimum(x["employment_relative_risk"] * 0.2756, 0.95) - 0.2756
        made = more * x["job_duration"] * x["job_hours"] * 46 * x["job_output_value"]
        found = -item(results, "output", IPS).sum(axis=1)
        np.testing.assert_allclose(found, made * (1.0 - x["job_displacement"]), rtol=1e-9, atol=1e-9)
        assert more.mean() == pytest.approx(0.269, abs=4 * 0.0536 / np.sqrt(more.size) + 0.001)

    def test_18_months_of_ips_cost_what_was_published(self):
        results = of(WORK)
        paid = item(results, "programme", IPS).sum(axis=1)
        on_top = 1.0 - results.inputs["takes_the_place"].values
        assert 0.4 < on_top.mean() < 0.6
        np.testing.assert_allclose(paid, on_top * results.inputs["cost_over_18_months"].values, rtol=1e-12)

    def test_hospital_care_and_care_of_people_in_work_are_never_both_counted(self):
        results = of(WORK)
        in_hospital = results.inputs["hospital_care_counts"].values == 1.0
        at_work, hospital = (item(results, name, IPS) for name in ("care_of_people_in_work", "measured_cost"))
        assert (at_work[in_hospital] == 0.0).all()
        assert (at_work[~in_hospital, 0] < 0.0).mean() > 0.9
        assert ((hospital[:, 0] < 0.0) == in_hospital).all()
        assert (item(results, "measured_cost", CONTACT) == 0.0).all()
        assert (item(results, "care_of_people_in_work", CONTACT)[in_hospital, 0] < 0.0).any()

    def test_where_ips_takes_the_place_of_another_service_only_work_found_and_hospital_care_are_left(self):
        results = of(WORK)
        in_place = results.inputs["takes_the_place"].values == 1.0
        society = results.outcomes.sel(perspective="societal")["cost"]
        cost = (society.sel(strategy=IPS) - society.isel(strategy=0)).values
        paid = item(results, "programme", IPS)[:, 0]
        assert (paid[in_place] == 0.0).all()
        assert (paid[~in_place] > 0.0).all()
        assert (cost[in_place] < 0.0).mean() > 0.99

    def test_people_with_mild_conditions_avoid_no_hospital_care(self):
        results = scenario(WORK, "primary_care")
        assert (item(results, "measured_cost", IPS) == 0.0).all()
        assert (item(results, "programme", IPS)[:, 0] > 0.0).all()
