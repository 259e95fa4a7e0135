"""Persuading before deciding: who has a stake and what they said themselves, what was tried and how it landed, soundings among trusted colleagues, and conversations held early."""
