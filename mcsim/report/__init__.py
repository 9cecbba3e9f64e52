"""What a reader is given: tables, and the folder of results."""
