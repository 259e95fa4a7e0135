"""What is stored: tools people found for themselves."""

from takehold.shadow_it.models.feeds import AddressRange, LogFeed, LogImport, UnknownName, UseCell

__all__ = ["AddressRange", "LogFeed", "LogImport", "UnknownName", "UseCell"]
