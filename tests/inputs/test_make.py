"""Where it is told that a design does not fit: at its options, or at the number of draws."""

import pytest

from mcsim.config.records import DesignChoice
from mcsim.errors import ConfigError
from mcsim.inputs.design import Frame
from mcsim.inputs.make import make_design

FRAME = Frame(1, 15, (("uptake", 0),))


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((), "settings.draws: is 15"),
        (("x/evaluation.yaml:9 settings.design",), "x/evaluation.yaml settings.draws: is 15"),
        (
            ("x/evaluation.yaml:9 settings.design", "x/evaluation.yaml:4 settings.draws"),
            "x/evaluation.yaml:4 settings.draws: is 15",
        ),
    ],
)
def test_too_few_draws_are_told_where_they_stand(places, told):
    with pytest.raises(ConfigError) as raised:
        make_design(DesignChoice(name="sobol"), FRAME, *places)
    (problem,) = raised.value.problems
    assert str(problem).startswith(told)


def test_an_option_is_told_at_the_options():
    with pytest.raises(ConfigError, match=r"^settings.design.options: levels: is 5"):
        make_design(DesignChoice(name="morris", options={"levels": 5}), FRAME)
