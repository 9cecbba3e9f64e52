"""Models: arrays of inputs in, cost and effect out; pure."""
