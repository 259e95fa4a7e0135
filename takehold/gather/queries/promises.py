"""What is promised before the first question: one sentence with its two honest limits, in every language, versioned.

A new wording gets a new version; surveys that are open keep the words they were opened with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

VERSION: Final = "1"
NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"


def sentence(promise: str, k_scores: int, k_comments: int) -> str:
    """The promise in the language that is active."""
    said = {
        NAMED: _(
            "Your name is kept with your answers, and you and those who lead this change can read them again; two limits we cannot remove: colleagues can tell each other what they answered, and whoever runs the server can read everything."
        ),
        CONFIDENTIAL: _(
            "Nobody is shown what you answered or whether you did: results appear only for groups of at least {k} answers, comments only from {kc} answers on; two limits we cannot remove: colleagues who pool their own answers, and whoever runs the server while the survey is open."
        ),
        ANONYMOUS: _(
            "Nobody can tell who answered, because everybody uses the same link: results appear only for groups of at least {k} answers, comments only from {kc} answers on; two limits we cannot remove: colleagues who pool their own answers, and whoever runs the server and watches it at that moment."
        ),
    }
    return said[promise].format(k=k_scores, kc=k_comments)


def yes_and_no() -> tuple[str, str]:
    """What a question that asks for yes or no offers, where it has no words of its own."""
    return _("Yes"), _("No")


def texts(promise: str, languages: Iterable[str], k_scores: int, k_comments: int) -> dict[str, str]:
    """The sentence in each language."""
    found = {}
    for language in languages:
        with override(language):
            found[language] = sentence(promise, k_scores, k_comments)
    return found


def sha256(said: Mapping[str, str]) -> str:
    """The fingerprint of the words that were promised."""
    return hashlib.sha256(
        json.dumps(dict(said), sort_keys=True, ensure_ascii=False).encode("utf-8")
    ).hexdigest()
