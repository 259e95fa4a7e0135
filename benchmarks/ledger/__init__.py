"""The ledger at 1, 10 and 100 million events."""
