"""Co-production in health and social care: one file per mechanism, composed in `model.py`."""
