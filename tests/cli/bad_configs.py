"""A table of mistakes in a configuration: what is changed, and what the one message must name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BadConfig:
    """One mistake.

    `file` and `change` make it in a copy of an evaluation that is sound; `says` must all be in the message.
    """

    file: str
    change: Callable[[str], str]
    says: tuple[str, ...]


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, f"{old!r} is not in the file, so this case tests nothing"
        return text.replace(old, new, 1)

    return change


def written(text: str) -> Callable[[str], str]:
    return lambda _: text


def appended(text: str) -> Callable[[str], str]:
    return lambda before: before + text


def removed(start: str, end: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        low = text.index(start)
        return text[:low] + text[text.index(end, low) :]

    return change


def cut_from(start: str) -> Callable[[str], str]:
    return lambda text: text[: text.index(start)]


E, I = "evaluation.yaml", "inputs.yaml"  # noqa: E741

BAD_CONFIGS: dict[str, BadConfig] = {
    "empty evaluation": BadConfig(E, written(""), (E, "is empty")),
    "empty inputs": BadConfig(I, written("# nothing\n"), (I, "is empty")),
    "not a mapping": BadConfig(E, written("- a\n- b\n"), (E, "must be a mapping")),
    "broken yaml": BadConfig(E, written("title: [unclosed\nmodel: x\n"), (f"{E}:", "no valid YAML")),
    "tab indentation": BadConfig(E, replaced("  horizon", "\thorizon"), (f"{E}:", "no valid YAML")),
    "key twice": BadConfig(I, appended("\ngain: {}\n"), (f"{I}:", "gain", "stands twice")),
    "unknown key": BadConfig(E, replaced("draws:", "drawz:"), ("settings.drawz", "did you mean `draws`")),
    "missing key": BadConfig(E, removed("  horizon", "  discount"), ("settings.horizon", "is missing")),
    "horizon of zero": BadConfig(
        E, replaced("horizon: 1", "horizon: 0"), ("settings.horizon", "0", "greater")
    ),
    "horizon as text": BadConfig(E, replaced("horizon: 1", "horizon: long"), ("settings.horizon", "'long'")),
    "negative draws": BadConfig(E, replaced("draws: 10000", "draws: -5"), ("settings.draws", "-5")),
    "draws yes": BadConfig(E, replaced("draws: 10000", "draws: yes"), ("settings.draws", "not yes or no")),
    "negative seed": BadConfig(E, replaced("seed: 2026", "seed: -1"), ("settings.seed", "-1")),
    "rate in per cent": BadConfig(
        E, replaced("costs: 0.035", "costs: 3.5"), ("settings.discount_rates.costs", "3.5", "less than 1")
    ),
    "grid upside down": BadConfig(
        E,
        replaced("start: 0, stop: 100000", "start: 9, stop: 3"),
        ("settings.wtp", "start 9 must be below stop 3"),
    ),
    "decision point infinite": BadConfig(
        E, replaced("[20000, 30000]", "[.inf]"), ("decision_points.0", "finite")
    ),
    "no perspective": BadConfig(
        E, replaced("perspectives: [health_and_social_care]", "perspectives: []"), ("settings.perspectives",)
    ),
    "unknown perspective": BadConfig(
        E,
        replaced("[health_and_social_care]", "[martian]"),
        ("perspectives", "martian", "health_and_social_care"),
    ),
    "perspective twice": BadConfig(
        E,
        replaced("[health_and_social_care]", "[health_and_social_care, health_and_social_care]"),
        ("perspectives", "twice"),
    ),
    "unknown design": BadConfig(
        E,
        replaced("seed: 2026", "seed: 2026\n  design: monte_carol"),
        ("design", "did you mean `monte_carlo`"),
    ),
    "unknown model": BadConfig(
        E, replaced("name: linear_gaussian", "name: linear_gausian"), ("did you mean `linear_gaussian`",)
    ),
    "model not importable": BadConfig(
        E,
        replaced("name: linear_gaussian", "name: nowhere_at_all:Model"),
        ("nowhere_at_all:Model", "cannot be loaded"),
    ),
    "model not in its module": BadConfig(
        E, replaced("name: linear_gaussian", "name: math:Model"), ("math:Model", "cannot be loaded")
    ),
    "model that is none": BadConfig(
        E,
        replaced("name: linear_gaussian\n  options:", "name: collections:OrderedDict\n  options:"),
        ("has no `inputs`",),
    ),
    "wrong model options": BadConfig(E, replaced("    cost:\n", "    kost:\n"), ("model.options", "kost")),
    "missing input": BadConfig(I, cut_from("gain:"), ("gain", "is missing", "linear_gaussian needs it")),
    "unused input": BadConfig(
        I,
        appended(
            "gains:\n  distribution: {family: fixed, value: 1}\n  unit: QALY\n  description: Health\n"
            "  source: none\n  evidence: {status: judgement, centre: judgement}\n"
        ),
        ("gains", "is no input of the model", "did you mean `gain`"),
    ),
    "name of an input": BadConfig(
        I, replaced("gain:", "health gain:"), ("health gain", "cannot name an input")
    ),
    "reserved name": BadConfig(I, replaced("gain:", "cost:"), ("cost", "cannot name an input")),
    "no unit": BadConfig(I, replaced("  unit: QALY per person\n", ""), ("gain.unit", "is missing")),
    "no source": BadConfig(
        I, replaced("  source: An example; no study\n", ""), ("price.source", "is missing")
    ),
    "unknown evidence status": BadConfig(
        I, replaced("status: judgement", "status: guess"), ("evidence.status", "'guess'", "'found'")
    ),
    "unknown family": BadConfig(
        I, replaced("family: normal", "family: norml"), ("price.distribution", "norml", "normal")
    ),
    "no family": BadConfig(I, replaced("family: normal, ", ""), ("price.distribution", "family", "missing")),
    "negative se": BadConfig(I, replaced("se: 300", "se: -300"), ("price.distribution", "-300")),
    "se as text": BadConfig(I, replaced("se: 300", "se: wide"), ("price.distribution", "se", "'wide'")),
    "sd without n": BadConfig(I, replaced("se: 300", "sd: 300"), ("price.distribution", "sd without n")),
    "parameter not a number": BadConfig(
        I, replaced("mean: 750", "mean: .nan"), ("price.distribution", "mean", "nan")
    ),
    "distribution as text": BadConfig(
        I,
        replaced("{family: normal, mean: 750, se: 300}", "normal(750, 300)"),
        ("price.distribution", "mapping"),
    ),
    "price year without index": BadConfig(
        I,
        replaced("price_year: 2024/25", "price_year: 2019/20"),
        ("2019/20", "price index"),
    ),
    "blank unit": BadConfig(I, replaced("unit: QALY per person", "unit: ' '"), ("gain.unit", "is empty")),
    "octal number": BadConfig(
        I, replaced("mean: 750", "mean: 0400"), (f"{I}:", "price.distribution.mean: 0400")
    ),
    "one input alone": BadConfig(
        E,
        appended("\ndependence:\n- {inputs: [price], kind: spearman, correlations: 0.5, source: s}\n"),
        ("dependence.0.inputs", "holds 1; at least 2 are needed"),
    ),
    "inputs as text": BadConfig(
        E,
        appended("\ndependence:\n- {inputs: price, kind: spearman, correlations: 0.5, source: s}\n"),
        ("dependence.0.inputs", "'price' must be a list"),
    ),
    "correlation in words": BadConfig(
        E,
        appended("\ndependence:\n- {inputs: [price, gain], kind: spearman, correlations: high, source: s}\n"),
        ("dependence.0.correlations: 'high' is not one number",),
    ),
    "title as a number": BadConfig(E, replaced("title:", "title: 5 #"), ("title: 5 must be text",)),
    "half a year": BadConfig(
        E, replaced("horizon: 1", "horizon: 1.5"), ("settings.horizon: 1.5 must be a whole number",)
    ),
    "taken without a library": BadConfig(
        I, appended("\nother: {take: gain}\n"), ("other.take", "none is named", "evidence: ../evidence")
    ),
    "library that is not there": BadConfig(
        E, appended("\nevidence: ../nowhere\n"), ("nowhere", "cannot be read", "counted from")
    ),
    "library as a number": BadConfig(E, appended("\nevidence: 3\n"), ("evidence: 3 must be a list",)),
    "structures of no mixture": BadConfig(
        I, appended("\n  structures: [a, b]\n"), ("gain.structures", "parts of a mixture", "value to name")
    ),
    "structures without a name": BadConfig(
        I, appended("\n  structures: {0: no, 1: yes}\n"), ("gain.structures", "False is no name; quote it")
    ),
    "not utf-8": BadConfig(E, written("title: caf\udce9\n"), (E, "UTF-8")),
}


def make(case: BadConfig, sound: Path, folder: Path) -> Path:
    """A copy of a sound evaluation with one mistake."""
    folder.mkdir()
    for name in (E, I):
        text = (sound / name).read_text(encoding="utf-8")
        text = case.change(text) if name == case.file else text
        (folder / name).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    return folder
