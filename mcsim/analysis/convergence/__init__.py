"""How far the figures have settled."""
