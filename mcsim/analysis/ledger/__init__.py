"""What the items of a ledger come to."""
