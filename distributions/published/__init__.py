"""What papers publish and experts say, turned into native parameters; every formula with its source."""
