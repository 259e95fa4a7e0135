"""Words of a text by their stems: enough to find a theme again whatever ending a word has, in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]{2,}")
ENDINGS: Final = (
    "ungen", "ments", "ingen", "ings", "ment", "ung", "ing", "ern", "est", "en", "er", "es", "em", "ed", "e", "n", "s", "t",
)  # fmt: skip
SHORTEST: Final = 3
_SPELLED: Final = str.maketrans("øłıđ’", "olid'", "\u00ad")
_STOP: Final = """
    about after again also although always another because been before being below between both cannot could does doing down
    during each even ever every from have having here hers herself himself into itself just like made make many maybe might more
    most much must myself need never nothing only other ours over please quite really same should since some something still such
    than thank thanks that their theirs them themselves then there these they thing things think this those though through today
    tomorrow until very want well were what when where which while whom whose will with within without would year yesterday your
    yours yourself know going good great back come take time work works people hello everyone someone anybody somebody
    aber alle allem allen aller alles also ander andere anderen auch aufs beim bereits bitte danke dann dass dein deine dem
    denn deren derer deshalb dessen diese diesem diesen dieser dieses doch dort durch eine einem einen einer eines einige einmal
    etwas euch eure fuer ganz geht gibt habe haben hallo hatte hatten heute hier hinter ich immer jede jedem jeden jeder jedes
    jetzt kann kannst kein keine keinem keinen keiner können konnte könnte leider machen mehr mein meine meinem meinen meiner
    mich mir möchte morgen muss müssen musste nach nicht nichts noch nur oder ohne schon sehr sein seine seinem seinen seiner
    seit sich sind soll sollte sondern über unser unsere unserem unter viel viele vielleicht vom von vor wann warum was weil
    weiter welche welcher wenn werden wieder wird wohl wurde würde zum zur zwischen
    avec dans elle elles nous pour plus sans sont tout très vous cette mais bien comme être fait leur quand aussi
    como está esta este para pero porque puede también todo muy sobre cuando
    maar niet voor zijn hebben deze heeft kunnen naar worden wordt"""


def plain(text: str) -> str:
    """Small letters without marks, so that Zoë is found as zoe and Łukasz as lukasz."""
    spelled = text.casefold().translate(_SPELLED)
    return "".join(each for each in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(each))


STOP: Final = frozenset(plain(each) for each in _STOP.split())


@lru_cache(maxsize=8192)
def natural(name: str) -> tuple[tuple[int, str], ...]:
    """By what names are put in order: small and large letters alike, and Ward 5 before Ward 10."""
    parts = re.split(r"(\d+)", name.strip().casefold())
    return tuple((int(each), "") if each.isdecimal() and len(each) < 18 else (-1, each) for each in parts)


def stem(word: str) -> str:
    """A word without the usual endings of English, German and their neighbours: printers, Printer and Druckern."""
    folded, before = plain(word), ""
    while folded != before:
        before = folded
        for ending in ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST:
                folded = folded[: -len(ending)]
                break
    return folded


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words."""
    return frozenset(stem(each) for each in WORD.findall(text))


def spoken_of(text: str, words: Collection[str]) -> bool:
    """Whether a text has any of a theme's words; a theme word of several words needs all of them."""
    found = stems(text)
    return any((wanted := stems(each)) and wanted <= found for each in words)
