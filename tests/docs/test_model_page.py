"""The page on the co-production model says what the code says, and every link of it leads somewhere."""

import re
import shutil

import numpy as np
import pytest
import yaml

from docs import model_results
from docs.code_links import CODE, ROOT, links, words
from docs.make_model import EXAMPLE, PAGE, everything, lines_of, page
from docs.model_results import WITH_CHOICES
from mcsim.config.input_record import InputRecord
from mcsim.config.load import load
from mcsim.models.coproduction.account import COUNTED, PERSPECTIVES
from mcsim.models.coproduction.composition import programme
from mcsim.models.coproduction.double_counts import (
    AT_WORK,
    BEDS,
    DELIVERED,
    DOUBLE_COUNTS,
    DOUBLED_BY_OPTIONS,
)
from mcsim.models.coproduction.mechanism import BLOCKS, COURSE
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.plan import CORE, Plan, _every_option
from mcsim.models.coproduction.reinforcement import PARTS
from mcsim.models.coproduction.services import SERVICES
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.models.coproduction.time import Clock
from mcsim.report.structure_table import structure_tables

TEXT = PAGE.read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
SHIPPED = ("peer_support", "peer_support_region", *WITH_CHOICES)
WORDS_OF_THE_PAGE = {
    "D_h",
    "D_c",
    "make_model",
    "advised_at_length_support_hours",
    "ps_engagement",
    "people_taking_part",
}


def sections():
    """Heading of the third level -> what stands below it."""
    parts = re.split(r"^#{2,3} (.+)$", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


SECTIONS = sections()


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def inputs_of(mechanism):
    return {name for options in _every_option(mechanism.name) for name in mechanism.inputs(options)}


def test_the_page_is_fresh():
    assert page() == TEXT, "run python -m docs.make_model"


def test_there_is_a_section_for_each_mechanism_in_the_order_of_the_table():
    assert [heading for heading in SECTIONS if heading in MECHANISMS] == list(MECHANISMS)


@pytest.mark.parametrize("mechanism", MECHANISMS.values(), ids=list(MECHANISMS))
class TestSection:
    def test_its_claim_and_block_are_quoted(self, mechanism):
        section = SECTIONS[mechanism.name]
        assert f"**Claim:** {mechanism.claim}." in section
        assert f"**Block:** `{mechanism.block}`" in section

    def test_it_names_every_input_with_its_unit_domain_and_neutral_value(self, mechanism):
        of_services = {
            name
            for name in inputs_of(mechanism)
            if "services" in mechanism.options and name not in mechanism.quantities
        }
        for name in inputs_of(mechanism) - of_services:
            row = rf"^\| `{name}` \| (.+) \| (.+) \| (.+) \|$"
            ((unit, domain, neutral),) = re.findall(row, SECTIONS[mechanism.name], re.MULTILINE)
            found = [mechanism.all_quantities(options) for options in _every_option(mechanism.name)]
            need, value = next(each[name] for each in found if name in each)
            assert (unit, domain, float(neutral.replace(",", ""))) == (need.unit, need.domain, value)
        assert all(f"`{name}`" in SECTIONS["Services"] for name in of_services)

    def test_it_names_every_option_with_what_it_may_be(self, mechanism):
        for option, values in mechanism.options.items():
            (row,) = re.findall(rf"^\| `{option}` \| (.+) \|$", SECTIONS[mechanism.name], re.MULTILINE)
            assert all(f"`{str(value).lower()}`" in row for value in values)

    def test_its_equations_name_every_input(self, mechanism):
        equations = "\n".join(body for _, body in FENCED.findall(SECTIONS[mechanism.name]))
        left_out = {name for name in mechanism.quantities if not re.search(rf"\b{name}\b", equations)}
        assert left_out <= {*PARTS}
        if mechanism.name == "reinforcement":
            assert "coverage" in equations

    def test_it_names_every_item_of_the_ledger(self, mechanism):
        for line in lines_of(mechanism.name):
            item = line.item
            for service in SERVICES if "services" in mechanism.options else ():
                item = re.sub(rf"^{service}_", "<service>_", item)
            row = rf"^\| `{re.escape(item)}` \| (.+) \| `{mechanism.block}` \|$"
            (kinds,) = re.findall(row, SECTIONS[mechanism.name], re.MULTILINE)
            assert f"`{line.kind}`" in kinds.split(" or ")

    def test_it_says_what_computes_it_what_to_watch_for_and_what_is_known(self, mechanism):
        section = SECTIONS[mechanism.name]
        assert "../mcsim/models/coproduction/" in section
        assert "**Watch for:**" in section
        assert "\nEvidence: " in section


def test_every_link_to_the_code_leads_to_the_line_of_its_name(root):
    found = re.findall(r"\[`([\w.]+)`\]\(\.\./([^)#]+)#L(\d+)\)", TEXT)
    assert len(found) > 100
    for name, file, number in found:
        line = (root / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()
        plain = re.escape(name.split(".")[-1])
        assert re.match(rf"(def|class) {plain}\b|{plain}\s*[:=]", line), (name, file, number, line)
    others = set(re.findall(r"\]\((?!#)([^)]+)\)", TEXT)) - {f"../{file}#L{n}" for _, file, n in found}
    for other in others:
        file, _, place = other.partition("#")
        headings = re.findall(r"^#+ (.+)$", (PAGE.parent / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert place in {"", *map(slug, headings)}, other


def test_a_name_that_is_defined_twice_is_not_linked():
    found = links(CODE.glob("*.py"))
    assert "_refusals" not in found
    assert found["Situation_here"].startswith(
        "[`Situation.here`](../mcsim/models/coproduction/situation.py#L"
    )


def test_every_link_within_the_page_leads_to_a_heading():
    headings = re.findall(r"^#{1,3} (.+)$", TEXT, flags=re.MULTILINE)
    slugs = [slug(heading) for heading in headings]
    assert len(slugs) == len(set(slugs))
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= set(slugs)


def test_every_equation_of_the_notes_has_its_row():
    rows = re.findall(r"^\| \((\d+)\) \| (.+)$", SECTIONS["8. Equation, section, function"], re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 32))
    for number, row in rows:
        assert "](#" in row
        said = "](../" in row or "from the results" in row or "not used" in row or "option" in row
        assert said, number
    in_equations = {int(n) for _, body in FENCED.findall(TEXT) for n in re.findall(r"  +\((\d+)\)", body)}
    elsewhere = {3, 4, 5, 6, 7, 22, 28}
    assert set(range(1, 32)) - in_equations <= elsewhere


def test_the_perspectives_of_the_page_are_those_of_the_account():
    section = SECTIONS["2. Whose costs and effects count"]
    head = re.search(r"^\| kind \| in \| what it is \| (.+) \|$", section, re.MULTILINE)[1].split(" | ")
    assert head == [f"`{name}`" for name in PERSPECTIVES]
    rows = dict(re.findall(r"^\| `(\w+)` \| \w+ \| [^|]+ \| (.+) \|$", section, re.MULTILINE))
    assert set(rows) == {kind for counted in COUNTED.values() for kind in counted}
    for kind, row in rows.items():
        for perspective, cell in zip(PERSPECTIVES, row.split(" | "), strict=True):
            assert (cell == "no") == (kind not in COUNTED[perspective])
            assert ("income" in cell) == (COUNTED[perspective].get(kind) == -1.0)
    special = {(k, p) for k, row in rows.items() for p, cell in enumerate(row.split(" | ")) if "`" in cell}
    assert special == {("programme", 0), ("programme", 1), ("care", 1)}


def test_every_double_count_is_told_with_its_reason():
    section = SECTIONS["4. What is never counted twice"]
    told = {
        frozenset(pair.replace("`", "").split(" + ")): reason
        for pairs, reason in re.findall(r"^\| (`\w+` \+ .+) \| (.+) \|$", section, re.MULTILINE)
        for pair in pairs.split("; ")
    }
    assert told == DOUBLE_COUNTS
    assert re.findall(r"^\| \((\w)\) \|", section, re.MULTILINE) == list("abcdefghij")


def test_every_double_count_by_an_option_is_told():
    section = SECTIONS["4. What is never counted twice"]
    (included,) = re.findall(
        r"^\| `measured_cost` with `includes_delivery: true` \+ any of (.+?) \|", section, re.M
    )
    assert included == ", ".join(f"`{name}`" for name in DELIVERED)
    beds = re.findall(
        r"^\| `(\w+)` with `mental_health_bed` among its `services` \+ `(\w+)` \|", section, re.M
    )
    at_work = re.findall(r"^\| `(\w+)` with `time_is: wellby` \+ `(\w+)` \|", section, re.M)
    assert {frozenset(pair) for pair in beds} == set(BEDS)
    assert {frozenset(pair) for pair in at_work} == {AT_WORK}
    assert {AT_WORK, *BEDS} == set(DOUBLED_BY_OPTIONS)


def test_its_configurations_can_be_used():
    blocks = [yaml.safe_load(body) for language, body in FENCED.findall(TEXT) if language == "yaml"]
    found = [block for block in blocks if "model" in block]
    assert len(found) == 2
    models = [Coproduction(**each["model"]["options"]) for each in found]
    assert models[0].strategies == ("usual_care", "peer_support")
    assert "advised_at_length_support_hours" in models[1].inputs
    assert found[0]["model"] == yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["model"]


def test_its_structures_can_be_stated(linear_gaussian, tmp_path):
    (block,) = [yaml.safe_load(body) for _, body in FENCED.findall(TEXT) if "structures:" in body]
    (name,) = block
    unit = MECHANISMS["spillover"].quantities[name][0].unit
    rest = {"unit": unit, "description": "Networks", "source": "A study"}
    evidence = {"status": "judgement", "centre": "judgement"}
    (tmp_path / "inputs.yaml").write_text(yaml.safe_dump({name: block[name] | rest | {"evidence": evidence}}))
    shutil.copy(linear_gaussian / "evaluation.yaml", tmp_path)
    assert dict(load(tmp_path).inputs[name].structures) == block[name]["structures"]


def test_the_third_choice_shown_is_one_for_society_alone():
    """Nothing of what contacts gain counts for the payer, which the page says."""
    counted = {row[0] for row in model_results.ledger(model_results.PAYER).rows}
    beyond = {row[0] for row in model_results.beyond(model_results.SOCIETY, model_results.PAYER).rows}
    assert beyond == {"unpaid hours", "contacts wellbeing"}
    assert not beyond & counted


def test_a_run_shows_each_choice_as_the_page_says():
    """The first two under health and social care; the third with a note that chance explains it."""
    points = (model_results.POINT,)
    tables = {table.title: table.rows for table in structure_tables(model_results.structures(), points)}
    note = "(no difference beyond Monte Carlo error)"
    for choice in (model_results.REALITY, model_results.SYNTHESIS):
        shown = model_results.by_choice(choice, model_results.PAYER)
        assert tables[shown.title] == shown.rows
        assert note not in shown.title
    assert model_results.by_choice(model_results.FORM, model_results.SOCIETY).title.endswith(note)
    assert model_results.by_choice(model_results.FORM, model_results.PAYER).title in tables


def by_choice(choice):
    at = {"strategy": "befriending", "perspective": model_results.PAYER, "wtp": model_results.POINT}
    found = model_results.structures().sel(at)
    return found.isel(structure=found["choice"].values == choice)


def test_which_synthesis_is_right_matters_less_than_whether_it_is_real():
    whether, which = (
        np.ptp(by_choice(each)["inmb"].values) for each in (model_results.REALITY, model_results.SYNTHESIS)
    )
    assert which < whether / 2
    (nothing,) = by_choice(model_results.REALITY)["inc_effect"].values[:1]
    assert nothing == 0.0


def test_the_mean_over_structures_holds_under_neither_of_them():
    """It lies between the two, by more than chance: no row could be mistaken for it."""
    found = by_choice(model_results.REALITY)
    mean = float((found["share"] * found["inmb"]).sum())
    assert (abs(found["inmb"] - mean) > 4 * found["inmb_se"]).all()
    assert model_results.inmb().split(" ")[0] == f"{mean:.0f}"


def test_every_shipped_choice_has_its_row(root):
    section = SECTIONS["6. Structure and value judgements"]
    rows = set(re.findall(r"^\| .+ \| `(\w+)` of `configs/(\w+)` \|", section, re.MULTILINE))
    stated = {
        (name, folder.name)
        for folder in (root / "configs").iterdir()
        if (folder / "inputs.yaml").exists()
        for name, record in load(folder).inputs.items()
        if record.structures
    }
    assert stated == rows - {("readmission_trials", "peer_support_region")}
    assert "readmission_trials" in load(root / "configs" / "peer_support_region").inputs


def test_blocks_are_named_and_all_but_one_have_lines():
    named = re.search(r"Every mechanism belongs to a \*block\*\.(.+?)Beside", TEXT, re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", named) == [*BLOCKS, COURSE]
    for name, mechanism in MECHANISMS.items():
        assert (mechanism.block == COURSE) == (not lines_of(name)), name


PER_YEAR_OF_SUPPORT = {
    "professional_hours": "professional_time",
    "unpaid_hours_per_recipient": "unpaid_hours",
    "participant_expenses": "participants",
    "carer_expenses": "carers_expenses",
    "cost_per_person": "programme",
    "hours_per_active_member": "hours_given",
}


def of_one_cohort(support_years):
    """Item -> its total over the years, and the capacity, where nobody learns."""
    found = everything()
    x = {**found.x, "learning_rate": np.zeros(1), "people_offered": np.full(1, 20.0)}
    s = Situation(x, found.plan, Clock(4, 1, support_years))
    return {line.item: float((line.amount * line.profile).sum()) for line in programme(s)}, s.reach.recipients


def test_what_is_stated_per_year_of_support_is_so():
    """With the same figure, two years of support take twice as much as one, and reach as many people."""
    (told,) = re.findall(r"is stated \*per year of support\*:(.+?)\. A figure", TEXT, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) == {"hours_per_recipient", *PER_YEAR_OF_SUPPORT}
    (one, recipients), (two, as_many) = of_one_cohort(1), of_one_cohort(2)
    assert recipients == pytest.approx(0.25 / 20.0), "hours are short"
    assert as_many == recipients
    for item in PER_YEAR_OF_SUPPORT.values():
        assert two[item] == pytest.approx(2.0 * one[item]) != 0.0, item


def known_names():
    names = words(CODE.glob("*.py")) | set(CORE) | {"by_structure", *SHIPPED, *InputRecord.model_fields}
    for folder in SHIPPED:
        names |= set(load(ROOT / "configs" / folder).inputs)
    for name, mechanism in MECHANISMS.items():
        names |= inputs_of(mechanism) | {line.item for line in lines_of(name)}
    return names | Plan("any").idle()


def test_every_name_in_an_equation_or_in_code_style_is_one_of_the_code():
    known = known_names() | WORDS_OF_THE_PAGE
    text = re.sub(r"^Evidence: .*(\n.+)*", "", TEXT, flags=re.MULTILINE)
    equations = [body for language, body in FENCED.findall(text) if language != "yaml"]
    quoted = re.findall(r"`([^`\n]+)`", FENCED.sub("", text))
    spelled = {word for body in equations for word in re.findall(r"\b\w*[A-Za-z]\w*_\w+", body)}
    spelled |= {word for code in quoted for word in re.findall(r"\b\w*[A-Za-z]\w*_\w+", code)}
    assert len(spelled) > 150
    assert spelled - known == set()


def test_evidence_is_that_of_the_library(root):
    files = [
        *(root / "configs" / "evidence").glob("*.yaml"),
        *(root / "configs" / "prices").glob("unit_costs.yaml"),
    ]
    entries = {name for file in files for name in yaml.safe_load(file.read_text(encoding="utf-8"))}
    cited = re.findall(r"^Evidence: (.*(?:\n.+)*)", TEXT, flags=re.MULTILINE)
    names = {name for line in cited for name in re.findall(r"`(\w+_\w+)`", line)}
    assert len(names) > 80
    assert names - entries - inputs_everywhere() == set()


def inputs_everywhere():
    return {name for mechanism in MECHANISMS.values() for name in (mechanism.name, *inputs_of(mechanism))}
