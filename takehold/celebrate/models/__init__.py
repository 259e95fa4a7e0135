"""What is stored of wins and of people's own plans."""

from takehold.celebrate.models.mails import Mailing
from takehold.celebrate.models.naming import Naming
from takehold.celebrate.models.plans import Plan, PlanLine
from takehold.celebrate.models.screens import Screen
from takehold.celebrate.models.stories import Story
from takehold.celebrate.models.wins import Applause, Looked, Win

__all__ = ["Applause", "Looked", "Mailing", "Naming", "Plan", "PlanLine", "Screen", "Story", "Win"]
