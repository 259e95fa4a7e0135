"""How a misstep may be told: of ourselves and of the work, never of a person."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from takehold.bridge.operations.speaking import ON_A_PERSON
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid

AT_A_PERSON: Final = re.compile(
    r"\b(human error|user error|operator error|(?:his|her|their) (?:own )?(?:fault|mistake|error)|(?:is|was|are|were) to blame"
    r"|culprits?|careless\w*|negligen\w*|incompeten\w*|lazy|laziness|unwilling\w*|stubborn\w*|who(?:ever)? (?:did|caused) (?:it|this)"
    r"|(?:a|an|one|some|the) (?:single )?(?:nurse|doctor|clerk|colleague|employee|manager|technician|administrator|person|individual) "
    r"(?:failed|forgot|ignored|refused|caused|neglected|did not|didn't|should have)"
    r"|menschliches versagen|bedienfehler|anwenderfehler|(?:seine|ihre) schuld|schuldige\w*|nachlässig\w*|fahrlässig\w*|unfähig\w*"
    r"|faulheit|unwillig\w*|(?:ein|eine|der|die) (?:einzelne[rn]? )?(?:pfleger\w*|ärzt\w*|arzt|kolleg\w*|mitarbeiter\w*|leiter\w*) "
    r"(?:hat|haben|hatte) (?:vergessen|versagt|versäumt|ignoriert|nicht))\b",
    re.IGNORECASE,
)
"""Wordings that lay it at the door of a person, in the languages of the pages."""


def systemic(text: str, *, most: int, field: str) -> str:
    """The text as it is kept.

    Raises:
        Invalid: empty, too long, it names somebody here, lays it at a person's door, or speaks of a measure on one.
    """
    kept = cleaned(text, most=most, field=field)
    name = of_house(kept)
    if name:
        raise Invalid(
            field,
            _(
                "“{name}” is the name of somebody here. A misstep is ours: say what in the work let it happen."
            ).format(name=name),
        )
    found = AT_A_PERSON.search(kept) or ON_A_PERSON.search(kept)
    if found is not None:
        raise Invalid(
            field,
            _(
                "“{words}” points at a person. Say what in the work made it likely: the tool, the time, the training, the rule. Somebody else in the same place would have done the same."
            ).format(words=found[0]),
        )
    return kept
