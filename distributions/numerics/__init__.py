"""Inverses, quadrature and special functions that keep their digits where scipy.special's do not."""
