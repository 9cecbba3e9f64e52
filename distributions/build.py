"""From what a configuration says to a distribution; every problem at once, in sentences."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from distributions.error import ParameterError, show
from distributions.family import Family
from distributions.figures import FIGURES, REMEDIES
from distributions.form import Form, forms
from distributions.table import FAMILIES


def build(family: str, parameters: Mapping[str, object]) -> Family:
    """Build a distribution from a family's name and the figures that describe it.

    Parameters
    ----------
    family : str
        A name in `distributions.table.FAMILIES`.
    parameters : mapping of str to object
        Native parameters of the family, or one of its published summaries; `distributions.form.forms` lists
        them.

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
    """
    cls = _family(family)
    if not isinstance(parameters, Mapping):
        raise ParameterError([f"parameters: {show(parameters)} must be a mapping of names to values"])
    form = next((form for form in forms(cls) if form.takes(parameters)), None)
    problems = _wrong_values(cls, parameters)
    if form is None:
        problems = _wrong_names(cls, parameters) + problems
    if form is None or problems:
        raise ParameterError(problems)
    return _make(cls, form, parameters)


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
    problems = [_foreign(cls, name) for name in foreign]
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
    names = sorted({name for form in forms(cls) for name in form.names})
    return f"{show(name)} is not a parameter of {cls.name}{_closest(name, names)}"


def _make(cls: type[Family], form: Form, parameters: Mapping[str, object]) -> Family:
    rules = {**FIGURES, **cls.constraints}
    figures = {name: rules[name].read(value) for name, value in parameters.items()}
    try:
        with np.errstate(all="ignore"):
            return cls(**form.formula(**figures))
    except ParameterError:
        raise
    except ArithmeticError:
        given = ", ".join(f"{name}: {show(value)}" for name, value in parameters.items())
        raise ParameterError([f"{given}: too extreme for a computer's numbers"]) from None
    except (TypeError, ValueError):
        # Only a formula that takes one number can fail so: everything else has been read and checked.
        raise ParameterError([f"{form.in_words}: these cannot differ between draws"]) from None
