"""Inputs that are taken from an evidence library: what they become, and what is refused at which place."""

import shutil

import pytest
import yaml

import mcsim
from mcsim.config.load import load
from mcsim.errors import ConfigError
from mcsim.evaluation.describe import described
from mcsim.evaluation.prepare import prepare
from mcsim.results.provenance import digest

JUDGED = {"status": "judgement", "centre": "judgement"}
RECALLED = {"status": "recalled", "centre": "shrunk", "confidence": "low"}
NORMAL = {"family": "normal", "mean": 0.05, "se": 0.0425}
PRICE = {
    "programmes": ["all"],
    "distribution": {"family": "normal", "mean": 750, "se": 300},
    "unit": "GBP per person",
    "description": "Cost of the programme",
    "source": "A cost study",
    "price_year": "2024/25",
    "evidence": JUDGED,
    "role": "input",
    "address": "https://example.org/costs",
}
GAIN = {
    "programmes": ["peer_support"],
    "distribution": NORMAL,
    "unit": "QALY per person",
    "description": "Health gained",
    "source": "A trial",
    "evidence": RECALLED,
}
HALF = {**GAIN, "distribution": {"family": "gamma", "mean": 0.02, "se": 0.01}, "role": "alternative"}
SEEN = {**GAIN, "role": "validation"}
OLD = {**PRICE, "price_year": "2022/23"}
LIBRARY = {"price": PRICE, "gain": GAIN, "gain_halved": HALF, "gain_seen": SEEN, "price_old": OLD}
TAKEN = {"price": {"take": "price"}, "gain": {"take": "gain"}}
OWN = {"source": "Our own service", "evidence": JUDGED}
REST = {"unit": "QALY per person", "description": "Health gained"}
ZERO = {"family": "fixed", "value": 0}
NEGATIVE = {"family": "normal", "mean": 1, "se": -1}


def mixture(*parts):
    return {"family": "mixture", "weights": [1 / len(parts)] * len(parts), "parts": list(parts)}


def parted(*parts, **own):
    """An input whose parts are taken."""
    return {**OWN, **REST, "distribution": mixture(*parts), **own}


@pytest.fixture
def made(linear_gaussian, tmp_path):
    """Writes an evaluation beside a library, and returns its folder."""
    main = yaml.safe_load((linear_gaussian / "evaluation.yaml").read_text())

    def make(inputs=TAKEN, evidence="../evidence", **files):
        folder = tmp_path / "evaluation"
        for path in (folder, tmp_path / "evidence"):
            path.mkdir(exist_ok=True)
        for name, entries in (files or {"library": LIBRARY}).items():
            text = entries if isinstance(entries, str) else yaml.safe_dump(entries, sort_keys=False)
            (tmp_path / "evidence" / f"{name}.yaml").write_text(text)
        named = {} if evidence is None else {"evidence": evidence}
        (folder / "evaluation.yaml").write_text(yaml.safe_dump({**main, **named}, sort_keys=False))
        (folder / "inputs.yaml").write_text(yaml.safe_dump(inputs, sort_keys=False))
        return folder

    return make


def problems(folder, overrides=()):
    with pytest.raises(ConfigError) as raised:
        load(folder, overrides)
    return raised.value.problems


def the_problem(folder, overrides=()):
    (problem,) = problems(folder, overrides)
    return problem


def test_what_is_taken_is_the_entry(made, linear_gaussian):
    found = load(made())
    written = load(linear_gaussian)
    assert found.inputs["price"].distribution == written.inputs["price"].distribution
    assert found.families == written.families
    price, gain = found.inputs["price"], found.inputs["gain"]
    assert (price.take, price.role, price.address) == (("price",), "input", "https://example.org/costs")
    assert (price.unit, price.price_year, price.source) == ("GBP per person", "2024/25", "A cost study")
    assert (gain.evidence.status, gain.evidence.centre) == ("recalled", "shrunk")
    assert (gain.take, gain.role, gain.address) == (("gain",), "input", None)


def test_an_input_that_is_taken_has_the_digest_of_the_same_written_out(made, linear_gaussian):
    parts = [GAIN["distribution"], {**HALF["distribution"], "scale_by": -1}]
    taken = [{"take": "gain"}, {"take": "gain_halved", "scale_by": -1}]
    both = [
        {"price": {"take": "price"}, "gain": {**OWN, **REST, "distribution": mixture(*some)}}
        for some in (taken, parts)
    ]
    first, second = (digest(prepare(load(made(inputs))).identity) for inputs in both)
    assert first == second
    assert digest(prepare(load(made())).identity) == digest(prepare(load(linear_gaussian)).identity)
    assert digest(prepare(load(made({**TAKEN, "gain": {"take": "gain_halved"}}))).identity) != first


def test_overrides_reach_into_what_is_taken_and_leave_the_library(made):
    folder = made({**TAKEN, "price": {"take": "price"}, "gain": {"take": "gain"}})
    found = load(folder, ["inputs.gain.distribution.mean=0.3"])
    assert found.inputs["gain"].distribution["mean"] == 0.3
    assert found.inputs["price"].distribution == PRICE["distribution"]
    assert load(folder).inputs["gain"].distribution["mean"] == 0.05


def test_one_entry_may_be_taken_twice_and_changed_once(made, linear_gaussian):
    folder = made({"price": {"take": "price"}, "gain": {"take": "gain"}, "other": {"take": "gain"}})
    found = load(folder, {"inputs.other.distribution.mean": 0.3})
    assert found.inputs["gain"].distribution["mean"] == 0.05


def test_what_is_taken_can_be_chosen_on_the_command_line(made):
    found = load(made(), ["inputs.gain.take=gain_halved", "inputs.gain.distribution.se=0.02"])
    assert found.inputs["gain"].distribution == {"family": "gamma", "mean": 0.02, "se": 0.02}
    taken = load(made(), ["inputs.gain.take=gain_halved"]).inputs["gain"]
    assert (taken.take, taken.role) == (("gain_halved",), "alternative")


@pytest.mark.parametrize("name", ["gain", "price"])
def test_no_published_source_stands_beside_figures_of_the_command_line(name, made):
    before = load(made()).inputs[name]
    after = load(made(), [f"inputs.{name}.distribution.se=0.02"]).inputs[name]
    assert after.source == f"Changed for this run; in the file: {before.source}"
    assert (after.evidence.status, after.evidence.centre) == ("judgement", "judgement")
    assert (after.take, after.role, after.address) == (None, None, None)


def test_so_can_the_library(made, tmp_path):
    folder = made()
    (tmp_path / "other.yaml").write_text(
        yaml.safe_dump({"price": PRICE, "gain": {**GAIN, "source": "Another"}})
    )
    assert load(folder, ["evidence=../other.yaml"]).inputs["gain"].source == "Another"


def test_a_library_may_be_a_file_a_folder_or_a_list_of_both(made):
    files = {"first": {"price": PRICE}, "second": {"gain": GAIN}}
    for evidence in (
        ["../evidence/first.yaml", "../evidence/second.yaml"],
        ["../evidence"],
        ["../evidence", "../evaluation/../evidence/first.yaml"],
    ):
        assert load(made(evidence=evidence, **files)).inputs["gain"].take == ("gain",)


def test_own_figures_under_an_own_name(made):
    own = {"distribution": {"family": "gamma", "mean": 0.1, "se": 0.02}, **OWN}
    gain = load(made({**TAKEN, "gain": {"take": "gain", **own}})).inputs["gain"]
    assert gain.distribution == own["distribution"]
    assert (gain.unit, gain.source) == ("QALY per person", "Our own service")
    # They are no longer the library's.
    assert (gain.take, gain.role) == (None, None)


def test_structures_are_named_for_one_distribution(made):
    switch = {"family": "bernoulli", "probability": 0.5}
    library = {**LIBRARY, "gain": {**GAIN, "distribution": switch, "structures": {0: "none", 1: "some"}}}
    assert load(made(library=library)).inputs["gain"].structures == ((0.0, "none"), (1.0, "some"))
    renamed = {"take": "gain", "structures": {0: "no", 1: "more"}}
    gain = load(made({**TAKEN, "gain": renamed}, library=library)).inputs["gain"]
    assert (gain.structures, gain.take) == (((0.0, "no"), (1.0, "more")), ("gain",))
    own = {"take": "gain", "distribution": GAIN["distribution"], **OWN}
    assert load(made({**TAKEN, "gain": own}, library=library)).inputs["gain"].structures is None


def test_a_source_of_ones_own_was_not_seen_at_the_address(made):
    figures = {key: PRICE[key] for key in ("distribution", "price_year", "evidence")}
    own = {"take": "price", **figures, "source": "A later edition"}
    price = load(made({**TAKEN, "price": own})).inputs["price"]
    assert (price.source, price.address, price.take) == ("A later edition", None, None)


@pytest.mark.parametrize("key", ["source", "evidence"])
def test_the_librarys_figures_stand_under_no_other_name(key, made):
    own = {"source": "Mine", "evidence": {"status": "found", "centre": "published"}}[key]
    with pytest.raises(ConfigError, match=f"price.{key}: would stand beside the figures of `price`"):
        load(made({**TAKEN, "price": {"take": "price", key: own}}))


def test_what_may_be_changed_freely(made):
    free = {"description": "Gain here", "multiplied_by": "other"}
    folder = made({**TAKEN, "gain": {"take": "gain", **free}, "other": {"take": "gain"}})
    gain = load(folder).inputs["gain"]
    assert (gain.description, gain.multiplied_by, gain.take) == ("Gain here", "other", ("gain",))


@pytest.mark.parametrize(
    ("name", "own", "key", "lacks"),
    [
        ("gain", {"distribution": GAIN["distribution"]}, "distribution", "no `source` and no `evidence`"),
        ("gain", {"unit": "QALY"}, "unit", "no `source` and no `evidence`"),
        ("gain", {"unit": "QALY", "source": "Us"}, "unit", "no `evidence`"),
        ("price", {"price_year": "2024/25", "evidence": JUDGED}, "price_year", "no `source`"),
        # In whose prices the figure is cannot be taken from the entry that it replaces.
        ("price", {"distribution": PRICE["distribution"], **OWN}, "distribution", "no `price_year`"),
    ],
)
def test_a_figure_of_ones_own_needs_a_source_of_its_own(name, own, key, lacks, made):
    problem = the_problem(made({**TAKEN, name: {"take": name, **own}}))
    assert "evaluation/inputs.yaml:" in problem.place
    assert problem.place.endswith(f" {name}.{key}")
    assert problem.rule == f"is not what `{name}` says, and the input has {lacks} of its own"


def test_an_input_that_states_everything_takes_nothing(made):
    own = {**{key: value for key, value in GAIN.items() if key != "programmes"}, "take": "gain"}
    assert "states all that could be taken itself" in the_problem(made({**TAKEN, "gain": own})).rule


@pytest.mark.parametrize("role", ["validation", "calibration"])
def test_what_results_are_compared_with_is_no_input(role, made):
    library = {**LIBRARY, "gain": {**GAIN, "role": role}}
    problem = the_problem(made(library=library))
    assert (problem.rule, problem.remedy) == (
        f"`gain` is there for {role}", "compare results with it; do not feed it in",
    )  # fmt: skip
    parted = {**OWN, **REST, "distribution": mixture({"take": "gain"}, {"family": "fixed", "value": 0})}
    problem = the_problem(
        made({**TAKEN, "gain": parted}, library={**LIBRARY, "gain": {**GAIN, "role": role}})
    )
    assert problem.place.endswith("gain.distribution.parts.0.take")


def test_an_unknown_id_is_told_with_the_nearest(made):
    problem = the_problem(made({**TAKEN, "gain": {"take": "gain_halve"}}))
    assert problem.place.endswith("inputs.yaml:4 gain.take")
    assert problem.rule == "`gain_halve` is no entry of the evidence library"
    assert problem.remedy == "did you mean `gain_halved`?"


def test_of_a_large_library_not_every_id_is_told(made):
    folder = made({**TAKEN, "gain": {"take": "xyz"}})
    assert the_problem(folder).remedy == "known: gain, gain_halved, gain_seen, price, price_old"
    many = {**LIBRARY, **{f"entry_{number}": GAIN for number in range(20)}}
    folder = made({**TAKEN, "gain": {"take": "xyz"}}, library=many)
    assert the_problem(folder).remedy == "see `mcsim list evidence`"
    folder = made({**TAKEN, "gain": {"take": "gain_halve"}}, library=many)
    assert the_problem(folder).remedy == "did you mean `gain_halved`?"


@pytest.mark.parametrize(
    "override", ["distribution.se=-1", "distribution={family: normal}", "unit=3", "distribution.so=1"]
)
def test_the_library_does_not_answer_for_what_is_overridden(override, made):
    for problem in problems(made(), [f"inputs.gain.{override}"]):
        assert "evaluation/inputs.yaml:3 gain." in problem.place


@pytest.mark.parametrize("chosen", [3, None, ["gain"], {"id": "gain"}])
def test_an_id_is_text(chosen, made):
    problem = the_problem(made({**TAKEN, "gain": {"take": chosen}}))
    assert problem.rule.endswith("must be text")


def test_without_a_library_nothing_can_be_taken_and_that_is_said_once(made):
    for evidence in (None, []):
        problem = the_problem(made(evidence=evidence))
        assert problem.place.endswith("inputs.yaml:2 price.take")
        assert "none is named" in problem.rule
        assert "evidence: ../evidence" in problem.remedy


def test_an_id_in_two_files_is_told_with_both_places(made, tmp_path):
    problem = the_problem(made(a={"price": PRICE, "gain": GAIN}, b={"gain": GAIN}))
    assert problem.place == f"{tmp_path}/evaluation/../evidence/b.yaml:1 gain"
    assert "a.yaml" in problem.rule
    assert "stands twice in the evidence library" in problem.rule


@pytest.mark.parametrize(
    ("evidence", "files", "rule"),
    [
        ("../nowhere", {"library": LIBRARY}, "cannot be read"),
        ("../evidence/nowhere.yaml", {"library": LIBRARY}, "cannot be read"),
        ("../evidence", {"library": ""}, "is empty"),
        ("../evidence", {"library": "- a\n- b\n"}, "must be a mapping"),
        ("../evidence", {"library": "gain: {}\ngain: {}\n"}, "stands twice"),
        (["../evidence", ".."], {"library": LIBRARY}, "is a folder without any *.yaml"),
    ],
)
def test_a_library_that_cannot_be_read_is_told_once_and_not_its_ids(evidence, files, rule, made):
    assert rule in the_problem(made(evidence=evidence, **files)).rule


@pytest.mark.parametrize("evidence", [3, {"path": "x"}, [3], ["../evidence", {}], ""])
def test_a_library_is_named_by_paths(evidence, made):
    found = problems(made(evidence=evidence))
    assert any(" evidence" in problem.place for problem in found)
    assert len(found) <= 2


BROKEN = {
    "no unit": ({key: value for key, value in GAIN.items() if key != "unit"}, "gain.unit", "is missing"),
    "a role": ({**GAIN, "role": "inputs"}, "gain.role", "'inputs'"),
    "a key": ({**GAIN, "sourse": "x"}, "gain.sourse", "no known key"),
    "a figure": ({**GAIN, "distribution": NEGATIVE}, "gain.distribution", "-1"),
    "no mapping": ("half", "gain", "'half' must be a mapping"),
    "a take": ({"take": "price"}, "gain.take", "no known key"),
    "a part": ({**GAIN, "distribution": mixture({"take": "a"}, {"take": "b"})}, "gain.distribution", "parts"),
    "no programme": ({**GAIN, "programmes": []}, "gain.programmes", "holds nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("in_part", [False, True])
def test_a_broken_entry_is_told_where_it_stands(name, in_part, made):
    entry, key, says = BROKEN[name]
    taker = parted({"take": "gain"}, ZERO) if in_part else {"take": "gain"}
    found = problems(made({**TAKEN, "gain": taker}, library={"price": PRICE, "gain": entry}))
    told = [problem for problem in found if problem.place.endswith(f" {key}")]
    assert told
    assert all("evidence/library.yaml:" in problem.place for problem in found)
    assert any(says in problem.rule for problem in told)


def test_an_entry_that_nobody_takes_is_not_looked_at(made):
    entries = {**LIBRARY, **{name: entry for name, (entry, _, _) in BROKEN.items()}}
    assert load(made(library=entries)).inputs["gain"].take == ("gain",)


def test_what_follows_from_an_entry_is_told_in_the_library_and_the_rest_at_the_input(made):
    library = {"price": {**PRICE, "price_year": "2019/20"}, "gain": GAIN}
    (problem,) = problems(made(library=library))
    assert "evidence/library.yaml:" in problem.place
    assert problem.place.endswith(" price.price_year")
    own = {"take": "gain", "description": 3}
    assert "inputs.yaml" in the_problem(made({**TAKEN, "gain": own})).place


def test_all_problems_of_all_files_are_told_at_once(made):
    folder = made({"price": {"take": "prise"}, "gain": {"take": "gain_seen"}, "third": {"unit": "x"}})
    text = (folder / "evaluation.yaml").read_text().replace("horizon: 1", "horizon: 0")
    (folder / "evaluation.yaml").write_text(text)
    places = [problem.place for problem in problems(folder, ["inputs.gain.distribution.mean=1"])]
    assert not any("--set" in place for place in places)
    for key in ("price.take", "gain.take", "third.source", "settings.horizon"):
        assert sum(place.endswith(f" {key}") for place in places) == 1, places


def test_parts_may_be_taken_and_changed(made):
    taken = [{"take": "gain"}, {"take": "gain_halved", "scale_by": -1, "shift_by": 0.1}]
    gain = load(made({**TAKEN, "gain": parted(*taken)})).inputs["gain"]
    assert gain.distribution["parts"] == [
        GAIN["distribution"], {**HALF["distribution"], "scale_by": -1, "shift_by": 0.1},
    ]  # fmt: skip
    assert gain.take == ("gain", "gain_halved")
    assert gain.role is None


def test_one_part_may_be_taken_twice_and_changed_once(made):
    library = {**LIBRARY, "gain": {**GAIN, "distribution": {**NORMAL, "truncate_to": [0, None]}}}
    twice = made({**TAKEN, "gain": parted({"take": "gain"}, {"take": "gain"})}, library=library)
    found = load(twice, ["inputs.gain.distribution.parts.1.truncate_to.0=0.01"])
    first, second = found.inputs["gain"].distribution["parts"]
    assert (first["truncate_to"], second["truncate_to"]) == ([0, None], [0.01, None])


def test_parts_of_parts_are_taken_too(made):
    pool = {
        "family": "logarithmic_pool",
        "weights": [0.5, 0.5],
        "parts": [{"take": "gain"}, {"take": "gain_halved"}],
    }
    nested = mixture(pool, {"family": "fixed", "value": 0})
    gain = load(made({**TAKEN, "gain": {**OWN, **REST, "distribution": nested}})).inputs["gain"]
    assert gain.distribution["parts"][0]["parts"] == [GAIN["distribution"], HALF["distribution"]]
    assert gain.take == ("gain", "gain_halved")


@pytest.mark.parametrize(
    ("gain", "key", "says"),
    [
        (parted({"take": "gain"}, {"take": "price"}), "distribution", "parts in several units"),
        (
            parted({"take": "price"}, {"take": "price_old"}, unit="GBP", price_year="2024/25"),
            "distribution", "parts in prices of several years",
        ),
        (
            parted({"take": "price_old"}, {"take": "price_old"}, unit="GBP", price_year="2024/25"),
            "price_year", "must be 2022/23, in whose prices the parts are",
        ),
        (parted({"take": "gain"}, {"take": "gain_halved", "se": 1}), "parts.1.se", "states it already"),
        (parted({"take": "gain"}, {"take": "gainn"}), "parts.1.take", "no entry of the evidence library"),
        (parted(ZERO, distribution={"take": "gain"}), "distribution", "cannot here"),
        (parted(ZERO, distribution={**ZERO, "value": {"take": "gain"}}), "value", "cannot here"),
        (parted({"take": "shocked"}, {"take": "gain"}), "distribution", "which has `multiplied_by`"),
    ],
)  # fmt: skip
def test_parts_that_cannot_be_taken(gain, key, says, made):
    library = {**LIBRARY, "shocked": {**GAIN, "multiplied_by": "price"}}
    problem = the_problem(made({**TAKEN, "gain": gain}, library=library))
    assert problem.place.endswith(key)
    assert says in problem.rule


def test_an_input_of_taken_parts_says_itself_what_it_is(made):
    gain = {"distribution": mixture({"take": "gain"}, {"take": "gain_halved"})}
    found = problems(made({**TAKEN, "gain": gain}))
    missing = {problem.place.rpartition(".")[2] for problem in found if problem.rule == "is missing"}
    assert missing == {"unit", "description", "source", "evidence"}


def test_files_that_an_entry_names_are_counted_from_the_library(made, tmp_path):
    made()
    (tmp_path / "evidence" / "prices").mkdir()
    (tmp_path / "evidence" / "prices" / "index.yaml").write_text(
        "title: t\nsource: s\nlevels: {2022/23: 100, 2023/24: 120, 2024/25: 150}\n"
    )
    (tmp_path / "evidence" / "posterior.csv").write_text("a,b\n0.1,1\n0.3,2\n")
    library = {
        "price": {**OLD, "price_index": "prices/index.yaml"},
        "gain": {**GAIN, "distribution": {"family": "empirical", "file": "posterior.csv", "columns": ["a"]}},
    }
    found = load(made(library=library))
    assert found.price_factors == {"price": 1.5}
    assert found.families["gain"].rows.values.tolist() == [[0.1], [0.3]]


def test_files_are_found_through_links(made, tmp_path):
    folder = made()
    (tmp_path / "index.yaml").write_text("title: t\nsource: s\nlevels: {2023/24: 100, 2024/25: 150}\n")
    library = {"price": {**OLD, "price_year": "2023/24", "price_index": "../index.yaml"}, "gain": GAIN}
    made(library=library)
    link = tmp_path / "far" / "away" / "evidence"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "evidence")
    found = load(folder, {"evidence": str(link)})
    assert found.price_factors == load(folder).price_factors == {"price": 1.5}


def test_the_dataset_says_which_entry_it_was(made):
    said = described(load(made()))
    assert said["price"]["evidence_id"] == "price"
    assert said["price"]["evidence_role"] == "input"
    assert said["price"]["address"] == "https://example.org/costs"
    assert "address" not in said["gain"]
    parts = parted({"take": "gain"}, {"take": "gain_halved"})
    said = described(load(made({**TAKEN, "gain": parts})))
    assert said["gain"]["evidence_id"] == "gain, gain_halved"
    assert "evidence_role" not in said["gain"]


def test_a_run_needs_no_library_to_go_on(made, tmp_path):
    first = mcsim.run(made(), draws=500, output=tmp_path / "run", jobs=1)
    shutil.rmtree(tmp_path / "evidence")
    shutil.rmtree(tmp_path / "evaluation")
    again = mcsim.resume(tmp_path / "run", jobs=1)
    assert again.evaluation.model_dump() == first.evaluation.model_dump()
    assert again.inputs["gain"].attrs["evidence_id"] == "gain"
