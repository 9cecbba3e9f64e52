"""Frozen records of a configuration, and the loader that reports every problem at once."""
