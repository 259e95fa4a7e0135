"""What is stored of missteps. Nothing here says who made one: they are ours. A promise may name who keeps it."""

from takehold.missteps.models.missteps import Misstep, MisstepTurn, Mitigation, Telling

__all__ = ["Misstep", "MisstepTurn", "Mitigation", "Telling"]
