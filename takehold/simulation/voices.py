"""What the hospital's people say, note, hear and write in an open channel, seeded: for the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

CHANGES: Final = ("handover-record", "priority-check", "agreed-date")
SAID: Final = (
    ("obstacle", "The new handover form takes nine fields. At the end of a night we fill four and write the rest on paper.", 0),
    ("obstacle", "The computer at the bedside is taken during rounds, so we write on paper first and copy it later.", 0),
    ("obstacle", "Login takes four minutes at the start of the shift. That is longer than the handover itself.", 0),
    ("own way", "We print the old sheet and scan it afterwards. It is all in the record in the morning.", 0),
    ("obstacle", "The printer is the only thing that always works here.", 0),
    ("idea", "Show yesterday's handover beside the empty form, then one only changes what is new.", 0),
    ("thanks", "The two evenings with the coach helped. Nobody on our shift prints any more.", 0),
    ("idea", "One short form for quiet nights, the long one for the others.", 0),
    ("obstacle", "Agency staff have no account for the first three days, so there is no record from them.", 0),
    ("thanks", "Good that somebody came to look at the login at last.", 0),
    ("obstacle", "Since the form has nine fields the queue at the login is longer.", 0),
    ("own way", "On weekends we tell each other and sign the old sheet. Everybody knows.", 0),
    ("idea", "A second screen in the duty room.", 0),
    ("obstacle", "Two questions of the form ask the same thing.", 0),
    ("obstacle", "Nobody said what the ninth field is for.", 0),
    ("thanks", "I read the morning handover in five minutes now, before it was twenty.", 0),
    ("obstacle", "The check of the priority comes after the ticket is solved. Then it helps nobody.", 1),
    ("idea", "Ask for the second pair of eyes only where the caller waits.", 1),
    ("thanks", "Fewer tickets come back since we check. It works.", 1),
    ("own way", "At night one person does both checks, there is nobody else.", 1),
    ("obstacle", "No one knows which date to promise while the suppliers do not answer.", 2),
    ("idea", "Let us promise a week, not a day.", 2),
    ("obstacle", "Requests by telephone have no place for a date.", 2),
)  # fmt: skip
UNSAFE_ANSWERED: Final = (
    "Allergies are not on the first page of the new form any more. Yesterday one was nearly missed."
)
UNSAFE_ANSWER: Final = (
    "You were right. The allergies are back on the first page since this morning, on all wards, and the incident is "
    "being looked at. Thank you for saying it at once."
)
UNSAFE_WAITING: Final = (
    "When the network is down nobody can read the handover, and there is no paper copy by rule. What then?"
)
ANSWERS: Final = (
    "Read, thank you. The form goes back to four fields on the first of the month; your reason is in the decision.",
    "The login was measured on your floor: three minutes. A faster card reader is being tried from Monday.",
    "We will not do this, because the night shift needs the same facts. We talk about it on the ward next week.",
)
NOTED: Final = (
    ("observation", "Four of five handovers on the round were read from paper, and the record filled afterwards.", "Paper beside the record"),
    ("observation", "Queue of three at the one free computer at seven o'clock.", "Login takes too long"),
    ("meeting", "The team wants the short form back. Agreed: try it for two weeks, then look at the figures together.", "Nine fields are too many"),
    ("meeting", "Nobody objects to the record itself. The login is what stops it.", "Login takes too long"),
    ("one to one", "Is quick with the record and would show others, if there is time for it in the shift.", ""),
    ("one to one", "Wants to understand why the ninth field is needed. Promised an answer by Friday.", ""),
    ("observation", "Morning handover from the record alone, ten minutes, nobody looked for a sheet.", ""),
    ("meeting", "Night staff were not asked before the form changed. They say so every time.", "Nine fields are too many"),
)  # fmt: skip
HEARD: Final = (
    ("They say the record will be switched off again after the audit.", "It will be switched off again"),
    ("It is told that the figures are used to compare wards for cuts.", "Figures are used against wards"),
)
THEMES: Final = (
    ("Login takes too long", ("login", "log in", "Anmeldung", "card reader")),
    ("Nine fields are too many", ("nine fields", "form fields", "ninth field", "short form")),
    ("Paper beside the record", ("paper", "old sheet", "print", "Papier")),
    ("It will be switched off again", ("switched off",)),
    ("Figures are used against wards", ("compare wards", "figures cuts")),
)  # fmt: skip
CHAT: Final = (
    "login takes for ever again this morning", "why nine fields, four were enough", "who else prints the old sheet?",
    "the card reader in the duty room is broken", "short form please", "thanks for the quick help yesterday",
    "is there a training for nights", "log in, wait, log in again", "handover from the record went well today",
    "agency colleagues still have no account", "scanner at the entrance works again", "where do I find the allergies now",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidAt:
    """Something said: its kind, words, change and team by key, and the day. ``answer`` is empty while it waits."""

    kind: str
    text: str
    change: str
    team: str
    on: date
    answer: str = ""


@dataclass(frozen=True, slots=True)
class NotedAt:
    """A note of the manager of ``team``; ``about``: whether it is about somebody of the team."""

    kind: str
    text: str
    theme: str
    team: str
    on: date
    about: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """All of it. ``channel`` is an export of the open channel since ``told`` as CSV, its authors made up."""

    said: tuple[SaidAt, ...]
    noted: tuple[NotedAt, ...]
    channel: str
    told: date


def speak(seed: int, end: date, teams: tuple[str, ...], notes: int = 40) -> Voices:
    """25 things said (one unsafe answered, one waiting), ``notes`` notes with hearsay of two themes, one channel."""
    rng = np.random.default_rng(seed)
    said = [
        SaidAt(kind, text, CHANGES[change], str(rng.choice(teams)), end - timedelta(days=int(rng.integers(1, 70))),
               ANSWERS[n % 3] if n % 3 != 1 else "")
        for n, (kind, text, change) in enumerate(SAID)
    ]  # fmt: skip
    said.append(
        SaidAt("unsafe", UNSAFE_ANSWERED, CHANGES[0], teams[0], end - timedelta(days=33), UNSAFE_ANSWER)
    )
    said.append(SaidAt("unsafe", UNSAFE_WAITING, CHANGES[0], teams[1], end - timedelta(days=2)))
    noted = []
    for n in range(notes):
        day, team = end - timedelta(days=int(rng.integers(1, 50))), teams[n % len(teams)]
        if n % 7 == 6:
            text, theme = HEARD[n // 7 % 2]
            noted.append(NotedAt("hearsay", text, theme, team, day))
        else:
            kind, text, theme = NOTED[n % len(NOTED)]
            noted.append(NotedAt(kind, text, theme, team, day, about=kind == "one to one"))
    told = end - timedelta(days=60)
    return Voices(tuple(said), tuple(noted), channel(rng, told, end), told)


def channel(rng: np.random.Generator, told: date, end: date) -> str:
    """An export of the channel: some 30 people, a dozen messages a day on weekdays."""
    lines = ["created_at,author,text"]
    for offset in range((end - told).days):
        day = told + timedelta(days=offset)
        for _ in range(12 if day.weekday() < 5 else 3):
            text = CHAT[int(rng.integers(len(CHAT)))].replace(",", "")
            lines.append(
                f"{day.isoformat()}T{int(rng.integers(6, 22)):02d}:00:00Z,member {int(rng.integers(30))},{text}"
            )
    return "\n".join(lines) + "\n"
