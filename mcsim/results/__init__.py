"""What the datasets look like, checked where they are made; to and from disk; provenance."""
