"""What the how-to pages say can be typed as it stands."""

import re

import numpy as np
import pytest
import yaml

from mcsim.config.load import load
from mcsim.evaluation.describe import described
from mcsim.evaluation.prepare import prepare
from mcsim.inputs.dependence import problems_of_dependence
from mcsim.inputs.make import make_design
from mcsim.inputs.sample import frame_of, sampler

REST = {
    "unit": "any",
    "description": "An input",
    "source": "Name the study",
    "evidence": {"status": "judgement", "centre": "judgement"},
}


def blocks(page):
    return re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def stated(root, linear_gaussian, tmp_path):
    """Every input of the page in one evaluation, with its copulas."""
    page = root / "docs" / "howto" / "uncertain_inputs.md"
    evaluation = yaml.safe_load((linear_gaussian / "evaluation.yaml").read_text())
    folder, inputs = tmp_path / "evaluation", {}
    for block in blocks(page):
        named = re.match(r"# (evidence/.*|evaluation)\.yaml\n", block)
        if named is None:
            inputs |= {name: rest(record) for name, record in yaml.safe_load(block).items()}
        elif named[1] == "evaluation":
            evaluation |= yaml.safe_load(block)
        else:
            (tmp_path / "evidence").mkdir()
            (tmp_path / f"{named[1]}.yaml").write_text(block)
    folder.mkdir()
    (folder / "inputs.yaml").write_text(yaml.safe_dump(inputs, sort_keys=False))
    (folder / "evaluation.yaml").write_text(yaml.safe_dump(evaluation))
    (folder / "posterior.csv").write_text("effect_size,between_sites,other\n0.1,0.2,9\n0.2,0.1,9\n")
    return folder


def rest(record):
    """What the page leaves out of an input that is not taken."""
    return record if "take" in record else record | REST


def test_every_input_of_the_page_can_be_sampled(stated):
    stated = load(stated)
    assert len(stated.inputs) > 15
    assert problems_of_dependence(stated) == []
    design = make_design(stated.settings.design, frame_of(stated))
    values = sampler(stated, design)(0, 1000)
    assert {"saving_part", "transitions_well", "posterior_between_sites"} <= set(values)
    assert all(drawn.std() > 0 for drawn in values.values())
    assert values["ratio_below_two"].max() <= 2
    assert np.std(np.log(values["risk_ratio_here"])) > 1.2 * np.std(np.log(values["pooled_ratio_mean"]))


def test_what_the_page_takes_is_taken_and_what_it_names_is_named(stated):
    found = load(stated)
    assert found.inputs["engagement"].take == ("ps_engagement",)
    assert found.inputs["engagement_here"].unit == "share"
    assert found.inputs["quality_of_life"].distribution["parts"][1]["scale_by"] == -1
    said = described(found)
    assert {name for name, each in said.items() if each["role"] == "structure"} == {"decay_part", "spread"}


def test_overrides_that_the_page_shows_do_what_it_says(stated):
    fixed = load(stated, ["inputs.decay.distribution.weights=[0, 1]"])
    assert fixed.families["decay"].likeliest == 1
    other = load(stated, ["inputs.quality_of_life.distribution.parts.0.take=ps_effect_on_symptoms"])
    assert other.inputs["quality_of_life"].take == ("ps_effect_on_symptoms",) * 2


def designs(root):
    return [yaml.safe_load(block)["design"] for block in blocks(root / "docs" / "howto" / "designs.md")]


def test_every_design_of_the_page_can_be_made(root, peer_support):
    found = designs(root)
    assert len(found) > 5
    for design in found:
        choice = design if isinstance(design, dict) else {"name": design}
        prepared = prepare(load(peer_support, {"settings.design": choice}))
        assert prepared.design.name == choice["name"]
