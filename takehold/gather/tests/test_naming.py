"""Texts that name somebody are warned about: 200 that do, of many kinds, and 40 that do not."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.gather.queries.naming import HOUSE, left_out, marked, named
from takehold.gather.queries.ordinary_words import LARGE_IN_GERMAN, ORDINARY
from takehold.simulation import names

HERE = names.draw(np.random.default_rng(11), 1200)
STRANGERS = [name for name in names.draw(np.random.default_rng(12), 1400) if name not in set(HERE)]
FULL = (
    "I heard that {} will not use the new form.", "{} says it takes too long.", "It is because of {}, everybody knows.",
    "Ich habe gehört, dass {} wieder auf Papier schreibt.", "{} macht das nicht mit.", "Selon {}, cela ne marche pas.",
    "on the night shift {} printed all of it", "Zonder {} lukt het niet.",
)  # fmt: skip
FIRST = (
    "Yesterday {} refused to log in.", "Ask {} about the labels.", "Das war {}s Idee, und sie ist gut.", "We all wait for {} anyway.",
    "{} hat die Liste wieder ausgedruckt.",
)  # fmt: skip
LAST = (
    "Dr. {} does not want it.", "Frau {} hat das verboten.", "Nurse {} keeps the paper list.", "Herr {} weiß es auch.",
    "The consultant is Dr {}, as ever.", "Schwester {} druckt weiter.", "Mrs {} told the whole shift.",
)  # fmt: skip
QUIET = (
    "The labels fall off.", "Everybody on Ward 7 still uses paper at night.", "It takes four minutes to log in.",
    "The printer next to the Emergency Department is empty.", "We do not trust the numbers.", "ServiceNow is slow on Monday.",
    "In March it worked, in April it did not.", "Two screens would help.", "The form asks the same thing twice.",
    "Nobody was trained on the late shift.", "Das Formular fragt zweimal dasselbe.", "Die Übergabe dauert zu lange.",
    "Im Nachtdienst fehlt der Drucker.", "Wir wissen nicht, warum wir das tun.", "Auf Station 4 ist das WLAN schlecht.",
    "The new way is faster once you know it.", "I like it.", "It was decided without us.", "People say it will be switched off anyway.",
    "Agency staff get no account.", "The scanner reads every second label.", "Thanks for the quick answer!", "What is it for?",
    "Die Schulung war gut, aber zu kurz.", "Am Wochenende ist niemand da, der hilft.", "Es geht schneller, wenn man es kann.",
    "Paper is safer when the network is down.", "We went back to the phone.", "The list on the wall is always right.",
    "Give us ten minutes at the start of the shift.", "Bitte die Schrift größer machen.", "Der Sinn ist mir klar.",
    "IT came and fixed it the same day.", "We were promised a second device in May.", "The beds are not where the screen says.",
    "The old form had a field for allergies.", "Half of us share one account.", "It logs you out after two minutes.",
    "The manager of the shift has no time for it.", "Es fehlt ein Feld für Allergien.",
)  # fmt: skip


def samples() -> list[str]:
    """200: full names, first names, last names behind a title; of people here and of strangers; spelled carelessly."""
    rng = np.random.default_rng(5)
    found = []
    for n in range(200):
        person = (HERE if n % 2 else STRANGERS)[int(rng.integers(1200 if n % 2 else len(STRANGERS)))]
        first, _, last = person.partition(" ")
        forms, what = ((FULL, person), (FIRST, first), (LAST, last))[n % 3]
        if n % 2 and n % 10 == 3:
            what = what.lower()
        found.append(forms[int(rng.integers(len(forms)))].format(what))
    return found


def test_of_200_texts_with_a_name_at_least_95_in_100_are_warned_about() -> None:
    missed = [text for text in samples() if not named(text, known=HERE)]
    assert len(missed) <= 10, missed


def test_of_texts_without_a_name_few_are_warned_about() -> None:
    wrong = [text for text in QUIET if named(text, known=HERE)]
    assert len(wrong) <= len(QUIET) // 10, wrong


def test_addresses_and_numbers_are_pointed_at() -> None:
    for text in ("Write to j.doe@clinic.example", "ask @jdoe", "call 0471 55 66 77", "staff no 12345678"):
        assert [each.why for each in named(text, known=())] == ["contact"], text
    assert named("It took 4 minutes on 12 of 30 days.", known=()) == ()


def test_a_text_in_pieces_is_the_whole_text(db: None) -> None:
    text = "Dr. Van den Broeck and Zoë's list, then mia@x.example!"
    pieces = marked(text)
    assert "".join(piece.text for piece in pieces) == text
    assert next(piece.text for piece in pieces if piece.why).startswith("Van den Broeck")


WORDS = (
    "Will Young", "May Long", "Mark Best", "Grace White", "Anna Klein", "Jens Lange", "Lena Weiß", "Tom Koch", "Ute Winter",
    "Paul Groß", "Eva Kurz", "Jan Richter", "Rose Field", "Bill Price", "Ruth Neu", "Karl Stark", "Ina Schnell", "Ernst Braun",
)  # fmt: skip
"""Colleagues whose names are words of every day too."""
EVERYDAY = (
    "Will the new form stay?", "We will need more time.", "May we keep the paper list?", "It may take until May.",
    "The young doctors like it.", "Young colleagues learn it faster.", "It takes too long at night.", "Long waits at the login.",
    "Mark the field that is empty.", "The best way is the short one.", "Best before, worst now.", "White labels fall off.",
    "The price of one bill is a long wait.", "By the grace of the printer.", "THE FIELD WILL NOT STAY",
    "Es dauert lange.", "Lange Wege, kurze Nächte.", "Das Formular ist zu klein.", "Klein ist der Bildschirm auch.",
    "Ich weiß nicht, warum.", "Ich weiss es auch nicht.", "Der Koch hat keinen Zugang.", "Im Winter ist der Flur kalt.",
    "Die Richter entscheiden das nicht.", "Wir will keiner fragen.", "Wie lange noch?", "Es ging schnell und war gut.",
    "Man muss uns ernst nehmen.", "Das Braun der Tasten ist schwer zu lesen.", "Die Frau will eine Antwort.",
    "Weiße Zettel kleben an der Tür.", "Die Übergabe ist kurz, aber neu.", "Ein starkes Stück, groß wie ein Haus.",
    "Ask the doctor. May we start?", "The nurse will do it.", "The Field Guide is out of date.",
)  # fmt: skip
MEANT = (
    "Will Young does not use it.", "I heard it from will young, no, from Will Young.", "It was Young, Will, who said it.",
    "We ask Will about it.", "It is because of Young.", "Dr Young is against it.", "Dr. Long prints everything.",
    "Nurse May keeps the list.", "Mr Best knows.", "Frau Klein hat das verboten.", "Herr Lange druckt weiter.",
    "Frau Weiß weiß es auch.", "Herr Koch und Frau Winter drucken.", "frau klein druckt wieder", "Anna Klein macht nicht mit.",
    "Das war Jens Langes Idee.", "Lena Weiß, sagt man.", "Ich habe mit Klein gesprochen.", "Das hat Dr. Groß gesagt.",
    "Nobody told Rose Field.", "Herr Richter weiß es.", "Mit Frau Neu ging es gut.", "Ernst Braun fragt nach.",
)  # fmt: skip


def of_here(text: str) -> list[str]:
    return [each.text for each in named(text, known=WORDS) if each.why == HOUSE]


def test_everyday_words_pass_although_a_colleague_is_called_so() -> None:
    assert {text: of_here(text) for text in EVERYDAY if of_here(text)} == {}


def test_the_same_words_are_seen_where_they_stand_as_a_name() -> None:
    assert [text for text in MEANT if not of_here(text)] == []


def test_only_the_name_is_left_out() -> None:
    text = "Will Young will, it may take long, and Frau Klein ist zu klein."
    assert left_out(text, known=WORDS) == "… will, it may take long, and Frau … ist zu klein."


PART = st.sampled_from(sorted(ORDINARY - {"dr", "herr", "frau", "mr"})) | st.from_regex(
    r"[a-z]{3,9}", fullmatch=True
)
FRAMES = (
    "{}",
    "we heard it from {} again",
    "Gestern hat {} das gesagt.",
    "{}!",
    "so ({}) it was",
    "Dank {} geht es",
)


@settings(max_examples=150, deadline=None)
@given(
    first=PART,
    last=PART,
    frame=st.sampled_from(FRAMES),
    form=st.sampled_from(("{0} {1}", "{1}, {0}", "{0} X. {1}")),
)
def test_first_and_last_name_together_are_always_seen(first: str, last: str, frame: str, form: str) -> None:
    """Whatever the two are called, everyday words or not."""
    first, last = first.capitalize(), last.capitalize()
    text = frame.format(form.format(first, last))
    found = [each for each in named(text, known=(f"{first} {last}",)) if each.why == HOUSE]
    assert any(first in each.text for each in found), text
    assert any(last in each.text for each in found), text


@settings(max_examples=100, deadline=None)
@given(
    last=PART,
    title=st.sampled_from(("Dr.", "Dr", "Mr", "Mrs", "Frau", "Herr", "Prof.", "Nurse", "Schwester")),
)
def test_a_name_behind_a_title_is_always_seen(last: str, title: str) -> None:
    text = f"It was {title} {last.capitalize()} who said it"
    found = [each.text for each in named(text, known=(f"Xaver {last.capitalize()}",)) if each.why == HOUSE]
    assert found, text


@settings(max_examples=100, deadline=None)
@given(last=st.sampled_from(sorted(ORDINARY)))
def test_an_everyday_word_written_small_or_opening_a_sentence_names_nobody(last: str) -> None:
    known = (f"Xaver {last.capitalize()}",)
    texts = [f"it was {last} again", f"{last.capitalize()} it was"]
    if last in LARGE_IN_GERMAN:
        texts.append(f"Das ist wieder der {last.capitalize()} mit dem Ding")
    assert [text for text in texts if any(each.why == HOUSE for each in named(text, known=known))] == []
