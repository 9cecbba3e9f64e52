"""Not everyone will benefit: people who gain, people who do not, and people who are harmed."""

from collections.abc import Iterator

from mcsim.models.contract import amount, positive, share
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism, Refusal, Values
from mcsim.protocols import Array


def _refusals(x: Values) -> Iterator[Refusal]:
    together = x["responder_share"] + x["harmed_share"]
    yield together > 1.0, "responder_share + harmed_share is above 1", together


RESPONDERS = Mechanism(
    "responders",
    "not everyone will benefit from personalised approaches",
    OUTCOMES,
    {
        "responder_share": (positive("share"), 1.0),
        "harmed_share": (share(), 0.0),
        "harm": (amount("QALY per person harmed per year"), 0.0),
        "leaving_share": (share(), 0.0),
    },
    options={"effect_is": ("mean", "of_responders")},
    refusals=_refusals,
)


def gain_of_responders(mean: Array, responder_share: Array, harmed_share: Array, harm: Array) -> Array:
    """Gain of those who gain, given the mean over everyone: ``e_gain = (e + pi_h * e_harm) / pi``.

    So heterogeneity leaves the mean as it is, ``pi * e_gain - pi_h * e_harm = e``; it changes the tails, and
    what targeting and leaving are worth.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(gain_of_responders(a(0.02), a(0.5), a(0.1), a(0.05))[0].round(12))
    0.05
    """
    return (mean + harmed_share * harm) / responder_share


def mean_effect(effect: Array, responder_share: Array, of_responders: bool) -> Array:
    """Mean effect per person: as published, or a share of what was published of those who benefit.

    A published mean holds the harm done to some; an effect in those who benefit does not, so that with it the
    harm is a line of its own.

    Examples
    --------
    >>> import numpy as np
    >>> [float(mean_effect(np.array([0.04]), np.array([0.5]), said)[0]) for said in (False, True)]
    [0.04, 0.02]
    """
    return effect * responder_share if of_responders else effect


def choice_gain(harmed_share: Array, harm: Array, leaving_share: Array) -> Array:
    """QALYs gained per recipient and later year because people who are harmed may leave: ``pi_h * e_harm``.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(choice_gain(a(0.05), a(0.1), a(1))[0].round(12))
    0.005
    """
    return harmed_share * harm * leaving_share
