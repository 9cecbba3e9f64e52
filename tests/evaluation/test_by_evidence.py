"""Which kind of evidence the uncertainty rests on."""

import numpy as np
import pytest

import mcsim
from mcsim.errors import AnalysisError, ConfigError
from mcsim.evaluation.by_evidence import by_evidence
from mcsim.models.linear_gaussian import LinearGaussian, closed_form

FIXED = {"family": "fixed", "value": 700}
PUBLISHED = {"status": "found", "centre": "published"}


def test_uncertain_inputs_by_kind(root):
    befriending = mcsim.load(root / "configs" / "befriending")
    found = by_evidence(befriending)
    assert list(found) == ["published", "derived", "recalled", "shrunk", "judgement"]
    assert found["published"] == ["engagement", "published_effect"]
    named = [name for names in found.values() for name in names]
    assert len(named) == len(set(named))
    left_out = set(befriending.inputs) - set(named)
    # Fixed: a choice of the commissioner; determined: the published effect where it is real.
    assert {"people_offered", "wellbeing_effect", "cost_difference"} <= left_out
    assert all(befriending.families[name].n_uniforms == 0 for name in left_out)


def test_a_figure_from_memory_is_not_published(linear_gaussian):
    evidence = {"inputs.price.evidence": {"status": "recalled", "centre": "published"}}
    assert by_evidence(mcsim.load(linear_gaussian, evidence)) == {
        "recalled": ["price"],
        "judgement": ["gain"],
    }


def test_what_cannot_vary_is_in_no_group(linear_gaussian):
    sure = {"family": "bernoulli", "probability": 1}
    found = by_evidence(mcsim.load(linear_gaussian, {"inputs.gain.distribution": sure}))
    assert found == {"judgement": ["price"]}


def test_shares_of_a_linear_model(linear_gaussian):
    evaluation = mcsim.load(linear_gaussian, {"inputs.price.evidence": PUBLISHED})
    found = mcsim.uncertainty_by_evidence(evaluation, 20_000, draws=4_000).sel(strategy="programme").squeeze()
    model = LinearGaussian(
        cost={"usual_care": {}, "programme": {"price": 1.0}},
        effect={"usual_care": {}, "programme": {"gain": 1.0}},
    )
    exact = closed_form(model, {"price": 750, "gain": 0.05}, {"price": 300, "gain": 0.0425}, 20_000)
    for kind, name in {"published": "price", "judgement": "gain"}.items():
        at = found.sel(group=kind)
        for share in ("first_order", "total"):
            assert abs(at[share].item() - exact.sobol[name]) < 4 * at[f"{share}_se"].item()
    assert abs(found["variance"].item() - exact.sd**2) < 4 * found["variance_se"].item()
    assert found["n_samples"].item() == 4_000


def test_counts_and_kinds_that_do_not_vary(linear_gaussian):
    # Figures that are put in the place of the file's are judgement.
    changes = {"inputs.price.distribution": FIXED, "inputs.gain.evidence": PUBLISHED}
    found = mcsim.uncertainty_by_evidence(mcsim.load(linear_gaussian, changes), draws=50)
    assert found["group"].values.tolist() == ["published", "judgement"]
    assert found["n_inputs"].values.tolist() == [1, 1]
    assert found["n_uncertain"].values.tolist() == [1, 0]
    programme = found.sel(strategy="programme", wtp=20_000).squeeze()
    assert programme["total"].values.tolist() == [1.0, 0.0]
    assert programme["first_order_se"].values.tolist() == [0.0, 0.0]
    assert np.isnan(found["total"].sel(strategy="usual_care")).all()
    for name in found.variables:
        assert {"units", "long_name"} <= set(found[name].attrs), name


def test_nothing_is_uncertain(linear_gaussian):
    fixed = {"inputs.price.distribution": FIXED, "inputs.gain.distribution": {"family": "fixed", "value": 1}}
    with pytest.raises(AnalysisError, match="inputs: are all fixed"):
        mcsim.uncertainty_by_evidence(mcsim.load(linear_gaussian, fixed))


def test_a_copula_across_kinds_is_refused(linear_gaussian):
    linked = [{"inputs": ["price", "gain"], "kind": "spearman", "correlations": 0.5, "source": "s"}]
    evaluation = mcsim.load(linear_gaussian, {"dependence": linked, "inputs.price.evidence": PUBLISHED})
    with pytest.raises(ConfigError, match="a copula links price, gain, which are not all of one group"):
        mcsim.uncertainty_by_evidence(evaluation)


def test_the_same_whatever_the_workers(peer_support):
    one, two = (mcsim.uncertainty_by_evidence(peer_support, draws=2_000, jobs=jobs) for jobs in (1, 2))
    for name in ("first_order", "total_se", "together", "variance"):
        assert one[name].values.tobytes() == two[name].values.tobytes()
