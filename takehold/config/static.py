"""Static files under names that carry their hash, once ``collectstatic`` has run; plain names until then."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Static(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # the package has no types
    """Works in tests and from a checkout too, where nothing has been collected."""

    def stored_name(self, name: str) -> str:
        """The hashed name, or the name itself where there is no manifest."""
        if not self.hashed_files:
            return name
        found: str = super().stored_name(name)
        return found
