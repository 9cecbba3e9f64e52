"""Designs that say which uniforms a draw has, and the quantile functions that turn them into inputs."""
