"""Distributions as quantile functions, built from what papers publish; numpy and scipy.special only."""
