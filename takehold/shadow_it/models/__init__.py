"""What is stored: tools people found for themselves."""

from takehold.shadow_it.models.feeds import AddressRange, LogFeed, LogImport, UnknownName, UseCell
from takehold.shadow_it.models.promises import Promise
from takehold.shadow_it.models.tools import Check, Department, DepartmentTeam, Tool, ToolTurn, Why

__all__ = [
    "AddressRange", "Check", "Department", "DepartmentTeam", "LogFeed", "LogImport", "Promise", "Tool", "ToolTurn",
    "UnknownName", "UseCell", "Why",
]  # fmt: skip
