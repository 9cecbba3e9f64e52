"""Families that a configuration can name; to add one, add its file and its line here."""

from collections.abc import Mapping

from distributions.beta import Beta
from distributions.dirichlet import Dirichlet
from distributions.discrete import Discrete
from distributions.family import Family
from distributions.fixed import Fixed
from distributions.gamma import Gamma
from distributions.logarithmic_pool import LogarithmicPool
from distributions.lognormal import Lognormal
from distributions.normal import Normal
from distributions.pert import Pert
from distributions.triangular import Triangular
from distributions.uniform import Uniform

FAMILIES: Mapping[str, type[Family]] = {
    family.name: family
    for family in (
        Beta,
        Dirichlet,
        Discrete,
        Fixed,
        Gamma,
        LogarithmicPool,
        Lognormal,
        Normal,
        Pert,
        Triangular,
        Uniform,
    )
}
