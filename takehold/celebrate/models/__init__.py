"""What is stored of wins."""

from takehold.celebrate.models.naming import Naming
from takehold.celebrate.models.screens import Screen
from takehold.celebrate.models.stories import Story
from takehold.celebrate.models.wins import Applause, Looked, Win

__all__ = ["Applause", "Looked", "Naming", "Screen", "Story", "Win"]
