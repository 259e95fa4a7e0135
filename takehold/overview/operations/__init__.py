"""What combines rooms and is done: the demo's door, and erasing a person. Every other change of data belongs to a room below."""

from takehold.overview.operations.demo import enter_demo
from takehold.overview.operations.erasing import erase, erase_again

__all__ = ["enter_demo", "erase", "erase_again"]
