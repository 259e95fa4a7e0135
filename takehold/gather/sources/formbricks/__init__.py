"""Formbricks: a survey that was run there is brought in once, after it is completed."""
