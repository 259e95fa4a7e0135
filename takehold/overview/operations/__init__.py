"""What combines rooms and is done: the demo's door, erasing a person, and roles. Every other change of data belongs to a room below."""

from takehold.overview.operations.admitting import give_role, give_roles, read_roles, take_back
from takehold.overview.operations.demo import enter_demo
from takehold.overview.operations.erasing import erase, erase_again

__all__ = ["enter_demo", "erase", "erase_again", "give_role", "give_roles", "read_roles", "take_back"]
