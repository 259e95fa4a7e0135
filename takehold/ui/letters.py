"""Mails in one layout, each with its plain twin: MJML in templates, laid out for every mail program by ``mrml``.

Nothing in a mail is fetched from anywhere: no pictures, no fonts, no style sheets. Colours follow the reader's light or dark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import mrml
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""
VOID: Final = re.compile(r"<(br|hr)>")
ADDRESS: Final = re.compile(r"https?://\S+")


def letter(template: str, *, subject: str, context: Mapping[str, Any]) -> dict[str, str]:
    """Subject, plain text and HTML of a mail, from ``<template>.txt`` and ``<template>.html``, in the language that is active.

    ``context``: what both templates get, beside subject, language and whether that is written from right to left.
    """
    line = " ".join(subject.split())
    told = {**context, "subject": line, "language": get_language() or "en", "rtl": get_language_bidi()}
    return {
        "subject": line,
        "text": render_to_string(f"{template}.txt", told),
        "html": laid_out(render_to_string(f"{template}.html", told)),
    }


def from_text(text: str, *, subject: str) -> dict[str, str]:
    """The same from a mail that is written as plain text: paragraphs, and an address alone on its line as a button."""
    parts = [each.strip() for each in re.split(r"\n\s*\n", text) if each.strip()]
    paragraphs = [(bool(ADDRESS.fullmatch(each)), each) for each in parts]
    found = letter("ui/mail/plain", subject=subject, context={"paragraphs": paragraphs, "whole": text})
    return {**found, "text": text}


def envelope(words: Mapping[str, str], *, address: str, connection: Any) -> EmailMultiAlternatives:
    """A mail to one address, from subject, text and HTML. It says that no person wrote it, so that no absence note answers."""
    mail = EmailMultiAlternatives(
        subject=words["subject"],
        body=words["text"],
        to=[address],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    mail.attach_alternative(words["html"], "text/html")
    return mail


def laid_out(mjml: str) -> str:
    """MJML as HTML for mail programs. Raises ``ValueError``: it is not well-formed."""
    try:
        return str(mrml.to_html(VOID.sub(r"<\1/>", NO_CHARACTER.sub("", mjml)), *_options()).content)
    except Exception as error:
        raise ValueError(f"a mail could not be laid out: {error}") from error


@cache
def _options() -> tuple[mrml.ParserOptions, mrml.RenderOptions]:
    """Nothing is included from anywhere, and no font is asked of the network."""
    return mrml.ParserOptions(include_loader=mrml.noop_loader()), mrml.RenderOptions(fonts={})
