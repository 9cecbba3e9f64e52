"""What the page of an evaluation says beside the figures of its run: `page.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from mcsim.config.fields import Money, Number, Record, Text, as_list, distinct
from mcsim.config.problems import validate
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import ConfigError

PAGE_FILE = "page.yaml"

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


def _two(values: tuple[float, ...]) -> tuple[float, ...]:
    if len(values) != 2 or values[0] >= values[1]:
        raise ValueError(f"{list(values)} is no range; write the lower and the higher end, as in [0.5, 1.5]")
    return values


class Scenario(Record):
    """Another structure, choice or piece of evidence: what is put in place of the evaluation's own."""

    title: Text = Field(description="What is different, in words")
    set: dict[str, Any] = Field(description="Values by dotted key, as `mcsim run --set` takes them")
    perspective: Text | None = Field(default=None, description="Whose account; the first when absent")


class Threshold(Record):
    """A question of how large an input must be for a strategy to be worth it."""

    title: Text = Field(description="What is asked for, in words: the smallest fall in admissions, say")
    input: Text = Field(description="Name of the input that is varied")
    between: Annotated[tuple[Number, ...], AfterValidator(_two)] = Field(
        description="Range in which its value is looked for, lower end first"
    )
    strategy: Text | None = Field(default=None, description="Which strategy; the first when absent")
    perspective: Text | None = Field(default=None, description="Whose account; the first when absent")
    set: dict[str, Any] = Field(default_factory=dict, description="As in a scenario")


class Published(Record):
    """A published figure beside what comes out here."""

    published: Text = Field(description="The published figure and its source")
    here: Text = Field(description="What comes out here")
    why: Text = Field(description="Why they differ, or agree")


class Page(Record):
    """Content of `page.yaml`; texts may hold figures of the run as in `${inmb.20000}`.

    A sign before a name turns that of the figure, as in `${-item.readmissions}`, since a saving is a negative
    cost.
    """

    decision: Text = Field(description="Who decides what, for whom, against what")
    wtp: Annotated[tuple[Money, ...], AfterValidator(distinct)] = Field(
        default=(15_000.0, 20_000.0, 30_000.0, 70_000.0),
        min_length=1,
        description="Willingness to pay at which results are stated: below, within and above NICE's range "
        "outside medicines, and the Green Book's value of a QALY",
    )
    mechanisms: str = Field(default="", description="What the mechanisms in use stand for here")
    reading: Text = Field(description="How to read the result, in sentences that the verdicts check")
    verdicts: tuple[Text, ...] = Field(
        default=(), description="Comparisons that the sentences rest on, as in `inmb.20000 > 0`"
    )
    scenarios: dict[Key, Scenario] = Field(
        default_factory=dict, description="Runs with something else, by a name that figures refer to"
    )
    thresholds: dict[Key, Threshold] = Field(
        default_factory=dict, description="Questions of how large an input must be, by a name"
    )
    published: tuple[Published, ...] = Field(default=(), description="Comparison with published figures")
    tuned: str = Field(default="", description="What was tuned to agree with a published figure, if anything")
    no_returns: str = Field(
        default="", description="Why nothing can be divided by what the programme costs, where that is so"
    )
    left_out: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = Field(
        description="What the mechanisms leave out, and what is assumed"
    )


def load_page(folder: str | Path) -> Page:
    """Read and check the `page.yaml` of an evaluation.

    Parameters
    ----------
    folder : str or Path
        Folder of the evaluation.

    Raises
    ------
    ConfigError
        With every problem found; or there is no such file.
    """
    source = read_yaml(Path(folder) / PAGE_FILE)
    page, problems = validate(Page, source.data, source)
    if page is None or problems:
        raise ConfigError(problems)
    return page


def texts(page: Page) -> Mapping[str, str]:
    """Every text of a page that may hold figures, by where it stands."""
    rows = {
        f"published.{number}.{key}": value
        for number, row in enumerate(page.published)
        for key, value in row.model_dump().items()
    }
    left_out = {f"left_out.{number}": text for number, text in enumerate(page.left_out)}
    whole = {key: getattr(page, key) for key in ("decision", "mechanisms", "reading", "tuned", "no_returns")}
    return whole | rows | left_out
