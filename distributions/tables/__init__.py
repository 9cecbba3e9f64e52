"""Verified tables of quantile functions, for families with fixed parameters whose inverse is slow."""
