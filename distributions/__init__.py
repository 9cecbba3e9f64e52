"""Probability distributions as quantile functions, built from what papers publish; needs numpy and scipy.special only."""
