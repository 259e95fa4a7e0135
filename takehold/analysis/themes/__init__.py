"""Coding comments by hand, with proposals; whether two coders agree; whether a theme grows."""
