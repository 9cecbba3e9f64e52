"""The main path: an evaluation in, datasets of its inputs and outcomes out; read `run.py` first."""
