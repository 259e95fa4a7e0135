"""A site of its own on real files, a survey answered over its pages, and an attacker who holds the disk.

Run as a program: ``python -m tests.security.linkage HOME PEOPLE OVER_PAGES``; prints what was found as JSON. A program,
because only a process of its own has a database file whose pages and log of writes can be searched.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ADDRESS, AGENT = "203.0.113.77", "Canary-Browser/7.7"
MARK = re.compile(rb'"who": ?(\d+)')


def start(home: Path) -> None:
    """An empty site in this folder, with its log in a file there."""
    os.environ |= {"TAKEHOLD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "takehold.config.settings"}
    os.environ.pop("TAKEHOLD_DATABASE", None)
    import django

    django.setup()
    from django.conf import settings

    from takehold.cli.site import fresh
    from takehold.config.logs import Lines

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    handler = logging.FileHandler(home / "site.log")
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    fresh.make_tables()


def ask(people: int) -> Any:
    """The house of tests with wards enough for so many people, and an open survey of all of them."""
    from django.utils import timezone

    from conftest import NOW, build_change, build_house
    from takehold.gather.tests import surveying
    from takehold.people import operations

    house = build_house()
    change = build_change(house)
    wards = max(0, people - 46) // 20
    admin = house.viewer("admin")
    teams = ["key,name,parent,from", *(f"w{n},Long ward {n},medicine," for n in range(wards))]
    staff = [
        "key,name,email,team,manages",
        *(f"p{n}-{m},P {n} {m},,w{n}," for n in range(wards) for m in range(20)),
    ]
    if wards:
        operations.import_teams(viewer=admin, text="\n".join(teams), now=NOW)
        operations.import_people(viewer=admin, text="\n".join(staff), now=NOW)
    house.now = timezone.now()
    house.on = timezone.localdate()
    return surveying.opened(house, change.slug)


def answer_over_pages(wave: Any, number: int) -> None:
    """One person answers in a browser whose address and name nobody may keep."""
    from django.test import Client

    from takehold.gather.tests import surveying

    respondent = surveying.Respondent(Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT))
    respondent.come(surveying.token_of(wave, nth=number))
    respondent.all_through(surveying.PULSE_ANSWERS)


def answer_directly(arrival: Sequence[Any], wave: Any, now: Any) -> None:
    """One commit each, as a respondent's last page does it. ``who`` tells the attack afterwards whether it was right."""
    from django.db import transaction

    from takehold.gather.models import Invitation
    from takehold.gather.operations.answering import submit

    for invitation in arrival:
        with transaction.atomic():
            Invitation.objects.filter(pk=invitation.pk).update(used=True)
            choices = {"way": "time", "who": invitation.pk}
            submit(
                wave_id=wave.pk,
                cell_id=invitation.cell_id,
                person_id=None,
                choices=choices,
                comments={},
                now=now,
            )


def guessed(truth: dict[int, list[int]], seen: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """How often the n-th answer of a group in some order is that of the n-th person who came, and of how many."""
    order: dict[int, list[int]] = defaultdict(list)
    for cell, who in seen:
        order[cell].append(who)
    right = sum(a == b for cell, people in truth.items() for a, b in zip(people, order[cell], strict=False))
    return right, sum(map(len, truth.values()))


def raw(home: Path) -> dict[str, bytes]:
    """Every file of the site."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def main(home: Path, people: int, over_pages: int) -> None:
    start(home)
    from django.utils import timezone

    from takehold.gather.disclosure import closing
    from takehold.gather.models import Invitation
    from takehold.gather.models.answers import Answer
    from takehold.gather.tests import surveying

    wave = ask(people)
    invitations = list(Invitation.objects.filter(wave=wave).order_by("id"))
    tokens = [surveying.token_of(wave, nth=number) for number in range(over_pages)]
    for number in range(over_pages):
        answer_over_pages(wave, number)
    arrival = invitations[over_pages:]
    random.Random(1).shuffle(arrival)
    answer_directly(arrival, wave, timezone.now())
    closing.close(wave_id=wave.pk, now=timezone.now())
    truth: dict[int, list[int]] = defaultdict(list)
    for each in arrival:
        truth[each.cell_id].append(each.pk)
    cell_of = {each.pk: each.cell_id for each in arrival}
    rows = [
        (cell, said["who"])
        for cell, said in Answer.objects.order_by("pk").values_list("cell_id", "choices")
        if "who" in said
    ]
    files = raw(home)
    bytes_order = [int(found) for found in MARK.findall(files["takehold.sqlite3"])]
    needles = {
        "nonce": [each.nonce.hex.encode() for each in invitations]
        + [each.nonce.bytes for each in invitations],
        "token": [token.encode() for token in tokens],
        "address": [ADDRESS.encode()],
        "agent": [AGENT.encode()],
    }
    told = {
        "answers": Answer.objects.count(),
        "people": len(invitations),
        "wal": len(files.get("takehold.sqlite3-wal", b"")),
        "marks": len(set(bytes_order)),
        "smallest": min(len(each) for each in truth.values()),
        "by_number": guessed(truth, rows),
        "by_place": guessed(
            truth, ((cell_of[who], who) for who in dict.fromkeys(bytes_order) if who in cell_of)
        ),
        "by_order_of_invitation": guessed({cell: sorted(each) for cell, each in truth.items()}, rows),
        "hits": {
            name: sum(file.count(each) for file in files.values() for each in wanted)
            for name, wanted in needles.items()
        },
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
