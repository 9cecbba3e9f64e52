"""Families that a configuration can name; to add one, add its file and its line here."""

from collections.abc import Mapping

from distributions.beta import Beta
from distributions.dirichlet import Dirichlet
from distributions.discrete import Discrete
from distributions.exponential import Exponential
from distributions.family import Family
from distributions.fixed import Fixed
from distributions.gamma import Gamma
from distributions.generalised_gamma import GeneralisedGamma
from distributions.gompertz import Gompertz
from distributions.inverse_gaussian import InverseGaussian
from distributions.log_logistic import LogLogistic
from distributions.logarithmic_pool import LogarithmicPool
from distributions.logit_normal import LogitNormal
from distributions.lognormal import Lognormal
from distributions.metalog import Metalog
from distributions.normal import Normal
from distributions.pert import Pert
from distributions.scaled_beta import ScaledBeta
from distributions.student_t import StudentT
from distributions.triangular import Triangular
from distributions.truncated_normal import TruncatedNormal
from distributions.uniform import Uniform
from distributions.weibull import Weibull

FAMILIES: Mapping[str, type[Family]] = {
    family.name: family
    for family in (
        Beta,
        Dirichlet,
        Discrete,
        Exponential,
        Fixed,
        Gamma,
        LogarithmicPool,
        GeneralisedGamma,
        Gompertz,
        InverseGaussian,
        LogLogistic,
        LogitNormal,
        Lognormal,
        Metalog,
        Normal,
        Pert,
        ScaledBeta,
        StudentT,
        Triangular,
        TruncatedNormal,
        Uniform,
        Weibull,
    )
}
