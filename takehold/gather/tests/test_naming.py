"""Texts that name somebody are warned about: 200 that do, of many kinds, and 40 that do not."""

from __future__ import annotations

import numpy as np

from takehold.gather.queries.naming import marked, named
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
