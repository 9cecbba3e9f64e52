"""Sampling designs, one a file."""
