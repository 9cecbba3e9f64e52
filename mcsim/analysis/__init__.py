"""Measures: datasets in, dataset out; never runs a model."""
