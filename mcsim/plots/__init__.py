"""Figures: dataset in, matplotlib figure out; computes nothing."""
