"""What an action may say: of things, processes and systems, never of a named person, and no measure on one."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid

ON_A_PERSON: Final = re.compile(
    r"\b(written warning|formal warning|disciplinary|appraisal|performance review|dismiss\w*|demot\w*|dock\w* pay"
    r"|abmahn\w*|disziplinar\w*|kündig\w*|gehaltskürz\w*|personalakte|beurteilungsgespräch\w*)\b",
    re.IGNORECASE,
)
"""Words of measures on persons, in the languages of the pages."""


def plainly(text: str, *, most: int, field: str) -> str:
    """The text as it is kept.

    Raises:
        Invalid: empty, too long, it names somebody here, or it speaks of a measure on a person.
    """
    kept = cleaned(text, most=most, field=field)
    name = of_house(kept)
    if name:
        raise Invalid(
            field,
            _("“{name}” is the name of somebody here. An action is about work, never about a person.").format(
                name=name
            ),
        )
    found = ON_A_PERSON.search(kept)
    if found is not None:
        raise Invalid(
            field,
            _(
                "“{words}” is a measure on a person. Those belong elsewhere and are not recorded here; what makes the old way harder acts on systems and processes."
            ).format(words=found[0]),
        )
    return kept
