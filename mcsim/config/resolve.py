"""The two files of an evaluation with what stands elsewhere put into them: overrides, and evidence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mcsim.config.evidence import EVIDENCE, library_named
from mcsim.config.lines import INPUTS_KEY
from mcsim.config.overrides import override, read_pairs
from mcsim.config.references import refers_only
from mcsim.config.take import DISTRIBUTION, FIGURES, PRICE_YEAR, Taken, take
from mcsim.config.taken_parts import TAKE, mentions_take
from mcsim.config.yaml_source import KeyPath, YamlSource

CHANGED = "Changed for this run; in the file:"


def resolve(
    main: YamlSource, inputs: YamlSource, folder: Path, overrides: Mapping[str, Any] | Sequence[str]
) -> Taken:
    """Put overrides into the files, whose data are changed, and the library's entries into the inputs.

    What is taken is put in before the overrides of inputs, so that they reach into it; those that say what
    is taken, and from which library, come first.
    """
    pairs, problems = read_pairs(overrides)
    first = {key: value for key, value in pairs.items() if _comes_first(key, value)}
    problems += override(main.data, inputs.data, first)
    taken = take(inputs, library_named(main.data.get(EVIDENCE), folder))
    rest = {
        key: value
        for key, value in pairs.items()
        if key not in first and key.split(".")[1] not in taken.failed
    }
    followers = _followers(taken.inputs.data)
    problems += override(main.data, taken.inputs.data, rest)
    _keep_in_prices(taken.inputs.data, followers, main.data.get("settings"))
    _mark_changed(taken.inputs.data, rest)
    return Taken(_own_places(taken.inputs, rest), taken.failed, problems + taken.problems)


def _followers(inputs: Mapping[str, Any]) -> set[str]:
    """Names of inputs that are in the prices of others, and say no price year."""
    return {
        name
        for name, stated in inputs.items()
        if isinstance(stated, dict) and PRICE_YEAR not in stated and refers_only(stated.get(DISTRIBUTION))
    }


def _keep_in_prices(inputs: Mapping[str, Any], followers: Collection[str], settings: Any) -> None:
    """Let money that was in the evaluation's prices stay in them when a run puts figures in its place."""
    if not isinstance(settings, Mapping):
        return
    for name in followers:
        stated = inputs[name]
        is_money = str(stated.get("unit")).split()[:1] == [settings.get("currency", "GBP")]
        if is_money and not refers_only(stated.get(DISTRIBUTION)):
            stated.setdefault(PRICE_YEAR, settings.get(PRICE_YEAR))


def _mark_changed(inputs: Mapping[str, Any], overridden: Collection[str]) -> None:
    """Let no published source stand beside figures that were put in its place for one run."""
    for key in overridden:
        name, *keys = key.split(".")[1:]
        stated = inputs.get(name)
        if not keys or keys[0] not in FIGURES or not isinstance(stated, dict) or "source" not in stated:
            continue
        for what_was_taken in (TAKE, "role", "address"):
            stated.pop(what_was_taken, None)
        if not str(stated["source"]).startswith(CHANGED):
            stated["source"] = f"{CHANGED} {stated['source']}"
            stated["evidence"] = {"status": "judgement", "centre": "judgement"}


def _own_places(inputs: YamlSource, overridden: Collection[str]) -> YamlSource:
    """The inputs, in which the library does not answer for what was overridden."""
    overrides = [key.split(".")[1:] for key in overridden]
    kept = {
        keys: place
        for keys, place in inputs.taken.items()
        if not any(_meet(keys, others) for others in overrides)
    }
    return replace(inputs, taken=kept)


def _meet(keys: KeyPath, others: Sequence[str]) -> bool:
    """Whether one leads to the other, or to something in it."""
    return all(str(key) == other for key, other in zip(keys, others))


def _comes_first(key: str, value: Any) -> bool:
    keys = key.split(".")
    return len(keys) == 1 or keys[0] != INPUTS_KEY or keys[-1] == TAKE or mentions_take(value)
