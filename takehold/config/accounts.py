"""Signing in: nobody signs up by themselves; people are imported, and an administrator opens accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest

from takehold.ui.letters import envelope, from_text


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # the package has no types
    """The house rules for allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMultiAlternatives:
        """The mails of signing in, in the layout of all mails: their words as they are, and the same laid out."""
        plain = super().render_mail(template_prefix, email, context, headers)
        found = from_text(plain.body, subject=plain.subject)
        mail = envelope(found, address=plain.to[0], connection=None)
        mail.from_email = plain.from_email
        mail.extra_headers.update(plain.extra_headers or {})
        return mail
