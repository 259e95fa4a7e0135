"""The pages on which data comes in."""
