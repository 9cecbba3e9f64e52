"""From what a configuration says to a distribution; every problem at once, in sentences."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeGuard

import numpy as np

from distributions.change import CHANGES, changed, wrong_changes
from distributions.draws import differing_lengths, n_draws
from distributions.error import ParameterError, show
from distributions.family import Family
from distributions.figures import FIGURES, REMEDIES
from distributions.form import Form, forms
from distributions.nested import MOST_PARTS
from distributions.table import FAMILIES

FAMILY = "family"  # key of a mapping that states a distribution
_MOST_FOREIGN = 5  # names that are told one by one
_DEEPEST = 20  # mappings and lists within one another, as many as anyone would write


def build(family: str, parameters: Mapping[str, object]) -> Family:
    """Build a distribution from a family's name and the figures that describe it.

    Parameters
    ----------
    family : str
        A name in `distributions.table.FAMILIES`.
    parameters : mapping of str to object
        Native parameters of the family, or one of its published summaries; `distributions.form.forms` lists
        them. A value may itself state a distribution, as in ``{"family": "normal", "mean": 0, "se": 1}``, or
        be a list of such. A family of one scalar also takes `scale_by`, `shift_by` and `truncate_to`; see
        `distributions.change`.

    Returns
    -------
    Family

    Raises
    ------
    ParameterError
        With a sentence for every problem.

    Examples
    --------
    >>> build("gamma", {"mean": 100, "se": 50})
    Gamma(shape=4.0, scale=25.0)
    >>> build("gamma", {"shape": -1, "scale": 25})
    Traceback (most recent call last):
    ...
    distributions.error.ParameterError: shape: -1 must be a finite number greater than 0
    >>> build("gamma", {"mean": 0.2, "se": 0.1, "scale_by": -1, "shift_by": 1}).mean
    0.8
    """
    if not isinstance(parameters, Mapping):
        raise ParameterError([f"parameters: {show(parameters)} must be a mapping of names to values"])
    deep = [str(name) for name, value in parameters.items() if _is_deeper(value, _DEEPEST)]
    if deep:
        sentence = "distributions within distributions go too deep, or hold themselves; write them out"
        raise ParameterError([f"{', '.join(deep)}: {sentence}"])
    return _build(family, parameters)


def _is_deeper(value: object, deepest: int) -> bool:
    """Whether what states distributions goes deeper than so many mappings and lists; ends at the first."""
    inner = value.values() if _states_family(value) else value if _lists_families(value) else ()
    return any(deepest == 0 or _is_deeper(each, deepest - 1) for each in inner)


def _build(family: object, parameters: Mapping[str, object]) -> Family:
    cls = _family(family)
    changes = {name: value for name, value in parameters.items() if _is_change(name)}
    stated = {name: value for name, value in parameters.items() if not _is_change(name)}
    built, failed = _built(stated)
    form = next((form for form in forms(cls) if form.takes(stated)), None)
    problems = [*failed.values(), *_wrong_values(cls, built), *wrong_changes(cls, changes)]
    problems += differing_lengths({**built, **changes}) + ([] if form is None else _several(form, built))
    if form is None:
        problems = _wrong_names(cls, stated) + problems
    if form is None or problems:
        raise ParameterError(problems)
    return _changed(_make(cls, form, built), changes)


def _several(form: Form, parameters: Mapping[str, object]) -> list[str]:
    """Say which figures differ between draws in a form that is for one number each."""
    several = [name for name in form.single if isinstance(n_draws(parameters.get(name)), int)]
    return (
        [f"{', '.join(several)}: cannot differ between draws in the form {form.in_words}"] if several else []
    )


def _is_change(name: object) -> bool:
    return isinstance(name, str) and name in CHANGES


def _built(parameters: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """Parameters in which whatever states a distribution is built, and what is wrong with the others."""
    built: dict[str, object] = {}
    failed: dict[str, str] = {}
    for name, value in parameters.items():
        try:
            built[name] = _built_value(name, value)
        except ParameterError as error:
            failed[name] = "; ".join(error.problems)
    return built, failed


def _built_value(place: str, value: object) -> object:
    if _lists_families(value):
        return _built_list(place, value)
    if not _states_family(value):
        return value
    try:
        return _build(value[FAMILY], {name: each for name, each in value.items() if name != FAMILY})
    except ParameterError as error:
        raise ParameterError([f"{place}: {problem}" for problem in error.problems]) from None


def _built_list(place: str, values: Sequence[object]) -> list[object]:
    """Every element of a list, built where it states a distribution; problems of all of them together."""
    if len(values) > MOST_PARTS:
        raise ParameterError(
            [f"{place}: holds {len(values)} distributions; it must hold {MOST_PARTS} at most"]
        )
    built, failed = _built({f"{place}[{index}]": value for index, value in enumerate(values)})
    if failed:
        raise ParameterError(list(failed.values()))
    return list(built.values())


def _states_family(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value states a distribution; counts may have a category called family, but no text in it."""
    return isinstance(value, Mapping) and isinstance(value.get(FAMILY), str)


def _lists_families(value: object) -> TypeGuard[Sequence[object]]:
    """Whether a value is a list with something in it that states a distribution."""
    return isinstance(value, list | tuple) and any(_states_family(each) for each in value)


def _changed(family: Family, changes: Mapping[str, object]) -> Family:
    with np.errstate(all="ignore"):
        return changed(family, changes)


def _family(family: object) -> type[Family]:
    if isinstance(family, str) and family in FAMILIES:
        return FAMILIES[family]
    names = ", ".join(sorted(FAMILIES))
    raise ParameterError(
        [f"family: {show(family)} is unknown{_closest(family, list(FAMILIES))}; there are {names}"]
    )


def _closest(word: object, words: Sequence[str]) -> str:
    close = get_close_matches(word.lower(), words, n=1) if isinstance(word, str) else []
    return f" (did you mean {close[0]}?)" if close else ""


def _wrong_values(cls: type[Family], parameters: Mapping[str, object]) -> list[str]:
    """Values that no form could take, whatever the other names are."""
    rules = {**FIGURES, **cls.constraints}
    found = [rules[name].problem(name, value) for name, value in parameters.items() if _known(cls, name)]
    return [problem for problem in found if problem]


def _known(cls: type[Family], name: object) -> bool:
    return any(name in form.names for form in forms(cls))


def _wrong_names(cls: type[Family], parameters: Mapping[str, object]) -> list[str]:
    """Names that no form has, and what is missing from the form that fits best."""
    known = [name for name in parameters if _known(cls, name)]
    foreign = [name for name in parameters if name not in known]
    problems = [_foreign(cls, name) for name in foreign[:_MOST_FOREIGN]]
    if len(foreign) > _MOST_FOREIGN:
        problems.append(f"and {len(foreign) - _MOST_FOREIGN} more names that are no parameters")
    if "sd" in known and "n" not in known:
        return [*problems, REMEDIES["sd"]]
    nearest = min(forms(cls), key=lambda form: form.distance(known))
    # The remedy for a foreign name says what to give instead; that this is missing goes without saying.
    if not REMEDIES.keys() & set(foreign):
        problems += [
            REMEDIES.get(name, f"{name} is missing") for name in nearest.required if name not in known
        ]
    if any(name not in nearest.names for name in known):
        problems.append(f"{', '.join(known)} do not go together")
    accepted = "; or ".join(form.in_words for form in forms(cls))
    return [*problems[:-1], f"{problems[-1]}. {cls.name} takes {accepted}"]


def _foreign(cls: type[Family], name: object) -> str:
    if isinstance(name, str) and name in REMEDIES:
        return REMEDIES[name]
    names = sorted({name for form in forms(cls) for name in form.names} | CHANGES.keys())
    return f"{show(name)} is not a parameter of {cls.name}{_closest(name, names)}"


def _make(cls: type[Family], form: Form, parameters: Mapping[str, object]) -> Family:
    rules = {**FIGURES, **cls.constraints}
    figures = {name: rules[name].read(value) for name, value in parameters.items()}
    given = ", ".join(f"{name}: {rules[name].show(value)}" for name, value in parameters.items())
    try:
        with np.errstate(all="ignore"):
            native = form.formula(**figures)
            return _with_native(cls, native, given, stated=parameters)
    except ParameterError:
        raise
    except ArithmeticError:
        raise ParameterError([f"{given}: too extreme for a computer's numbers"]) from None


def _with_native(
    cls: type[Family], native: Mapping[str, object], given: str, stated: Collection[str]
) -> Family:
    """A family with native parameters; what is wrong with one that was not stated is said of what was."""
    try:
        return cls(**native)
    except ParameterError as error:
        if all(sentence.partition(":")[0] in stated for sentence in error.problems):
            raise
        broken = "; ".join(f"its {sentence}" for sentence in error.problems)
        raise ParameterError([f"{given} make no {cls.name}: {broken}; check the figures"]) from None
