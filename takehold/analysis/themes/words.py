"""Words of comments in English, German, French, Spanish and Arabic, brought to forms that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")
ARABIC: Final = re.compile("[\u0600-\u06ff]")
_ALIKE: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_VOWEL_SIGNS: Final = dict.fromkeys([*range(0x064B, 0x0660), 0x0670])
"""Arabic vowel signs are marks inside a word; left in, they would cut it."""
_ARTICLES: Final = ("وال", "بال", "فال", "كال", "لل", "ال")
_EMPTY_TEXT: Final = """
a an the and or but if then so of to in on at by for with from into about as is are was were be been it its this that these
those i we you he she they me us him her them my our your his their not no do does did have has had will would can could
should there here what which who when where how why all any some more most very just too also than only
der die das ein eine einen einem einer eines und oder aber wenn dann so von vom zu zum zur in im an am auf bei mit aus nach
uber unter vor fur durch als wie ist sind war waren sein wird werden es er sie wir ihr ich du mich mir uns euch ihn ihm
ihnen mein unser nicht kein keine hat haben hatte kann konnen muss soll dass daß doch noch nur auch sehr mehr schon man was
wer wo warum da hier dort dies diese dieser dieses
le la les un une des du de et ou mais si donc a au aux en dans sur par pour avec sans que qui quoi ce cet cette ces est sont
etait etre ete il elle ils elles nous vous je tu on me te se lui leur mon ma mes notre nos votre son sa ses ne pas plus tres
aussi y l d j m n s t c qu
el los las lo una unos unas del al y o pero entonces con sin por para como es son era ser estar esta este estos estas eso
esa yo tu ella ellos ellas nosotros usted mi su sus nuestro se nos les no muy mas tambien ya hay han ha he fue donde cuando
في من على الى عن مع هذا هذه ذلك التي الذي ان لا ما لم لن كان كانت هو هي هم نحن انا او ثم قد كل بعد قبل عند
"""


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Lower case without accents; Arabic without vowel signs and with one form of letters that are written in several."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold().translate(_ALIKE))
    return "".join(each for each in bare if not unicodedata.combining(each))


EMPTY: Final = frozenset(plain(word) for word in _EMPTY_TEXT.split())
"""Words that say nothing of what a comment is about."""


def words(text: str) -> tuple[str, ...]:
    """The words of a comment that may say what it is about, in order."""
    spelled = unicodedata.normalize("NFC", text).translate(_VOWEL_SIGNS)
    found = (_bare(plain(each)) for each in WORD.findall(spelled))
    return tuple(each for each in found if len(each) > 1 and each not in EMPTY)


def _bare(word: str) -> str:
    """An Arabic word without its article; any other as it is."""
    if ARABIC.match(word) and word not in EMPTY:
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 3:
                return word[len(article) :]
    return word
