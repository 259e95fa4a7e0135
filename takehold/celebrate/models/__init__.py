"""What is stored of wins."""

from takehold.celebrate.models.mails import Mailing
from takehold.celebrate.models.naming import Naming
from takehold.celebrate.models.screens import Screen
from takehold.celebrate.models.stories import Story
from takehold.celebrate.models.wins import Applause, Looked, Win

__all__ = ["Applause", "Looked", "Mailing", "Naming", "Screen", "Story", "Win"]
