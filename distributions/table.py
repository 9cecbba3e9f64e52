"""Families that a configuration can name; to add one, add its file and its line here."""

from collections.abc import Mapping

from distributions.bernoulli import Bernoulli
from distributions.beta import Beta
from distributions.between_sd import BetweenSd
from distributions.binomial import Binomial
from distributions.dirichlet import Dirichlet
from distributions.discrete import Discrete
from distributions.empirical import Empirical, EmpiricalMargin
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
from distributions.mixture import Mixture
from distributions.mixture_value import MixtureValue
from distributions.multivariate_normal import MultivariateNormal
from distributions.negative_binomial import NegativeBinomial
from distributions.normal import Normal
from distributions.pert import Pert
from distributions.poisson import Poisson
from distributions.pooled_mean import PooledMean
from distributions.random_effects import RandomEffects
from distributions.rescaled import Rescaled
from distributions.scaled_beta import ScaledBeta
from distributions.student_t import StudentT
from distributions.triangular import Triangular
from distributions.truncated import Truncated
from distributions.truncated_normal import TruncatedNormal
from distributions.uniform import Uniform
from distributions.weibull import Weibull

FAMILIES: Mapping[str, type[Family]] = {
    family.name: family
    for family in (
        Bernoulli,
        Beta,
        Binomial,
        Dirichlet,
        Discrete,
        Empirical,
        Exponential,
        Fixed,
        Gamma,
        GeneralisedGamma,
        Gompertz,
        InverseGaussian,
        LogLogistic,
        LogarithmicPool,
        LogitNormal,
        Lognormal,
        Metalog,
        Mixture,
        MultivariateNormal,
        NegativeBinomial,
        Normal,
        Pert,
        Poisson,
        RandomEffects,
        ScaledBeta,
        StudentT,
        Triangular,
        TruncatedNormal,
        Uniform,
        Weibull,
    )
}

# Families that come of others: of the keys `scale_by`, `shift_by` and `truncate_to`, or as margins.
DERIVED: Mapping[str, type[Family]] = {
    family.name: family
    for family in (BetweenSd, EmpiricalMargin, MixtureValue, PooledMean, Rescaled, Truncated)
}
