"""The proof: made-up organisations, an attacker who holds everything that is told, and what happens without a rule."""

from takehold.gather.disclosure.proof.house import WITHOUT
from takehold.gather.disclosure.proof.own import trees
from takehold.gather.disclosure.proof.proving import keep, last, prove

__all__ = ["WITHOUT", "keep", "last", "prove", "trees"]
