"""Signing in: nobody signs up by themselves; people are imported, and an administrator opens accounts."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # the package has no types
    """The house rules for allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
