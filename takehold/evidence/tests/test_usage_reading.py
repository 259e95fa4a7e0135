"""Logs of every form become weekly counts by group; hostile ones are refused or counted line by line."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.usage import tallying
from takehold.evidence.usage.catalogue import Catalogue, Entry
from takehold.evidence.usage.columns import mapped
from takehold.evidence.usage.reading import Tally, Whereabouts, _check, _tally, tally
from takehold.evidence.usage.tallying import Placing, by_name

CATALOGUE = Catalogue(
    "2026.1.1",
    {
        "dropbox": Entry("dropbox", "Dropbox", "files", "storage", ("dropbox.com",)),
        "paper": Entry("paper", "Dropbox Paper", "notes", "notes", ("paper.dropbox.com",)),
        "trello": Entry("trello", "Trello", "tasks", "tasks", ("trello.com", "xn--trll-0qa.example")),
    },
    frozenset({"arpa", "windowsupdate.com"}),
    frozenset({"doubleclick.net"}),
)
WARDS = Whereabouts(
    people={f"u{n}": "ward a" for n in range(8)} | {"anna@house.example": "ward b"},
    ranges=[("10.1.0.0/16", "ward a"), ("10.1.2.0/24", "ward b"), ("2001:db8::/32", "ward b")],
    labels={"Ward C": "ward c"},
)
MONDAY = date(2026, 3, 2)
NOON = 1772452800  # Monday 2 March 2026, 12:00 UTC


def read(
    tmp_path: Path, content: str | bytes, name: str = "access.log", floor: int = 5, **more: Any
) -> Tally:
    """As ``tally``, in this process."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    known = {
        "marked": CATALOGUE.marked(), "words": CATALOGUE.by_words(), "people": dict(WARDS.people),
        "ranges": [list(each) for each in WARDS.ranges], "labels": dict(WARDS.labels),
    }  # fmt: skip
    (scratch / "known.json").write_text(json.dumps(known))
    found = tallying.perform(
        [str(path)], {"floor": floor, **more}, str(scratch), DEFAULT_LIMITS, lambda _share: None
    )
    told = _tally(json.loads(json.dumps(found)))
    _check(told, CATALOGUE, WARDS, floor)
    return told


def cells(told: Tally) -> set[tuple[str, str, str | None, int, int]]:
    return {(cell.service, cell.place, cell.cell, cell.people, cell.hits) for cell in told.cells}


def squid(who: str, url: str, address: str = "172.16.0.9", at: int = NOON) -> str:
    return f"{at}.123    87 {address} TCP_MISS/200 4711 GET {url} {who} HIER_DIRECT/1.2.3.4 text/html\n"


def test_squid_by_group_and_nobody_below_the_floor(tmp_path: Path) -> None:
    lines = [squid(f"u{n}", "http://www.dropbox.com/a") for n in range(6)]  # six of ward a
    lines += [squid("anna@house.example", "https://paper.dropbox.com/doc")] * 3  # one of ward b
    lines += [squid(f"u{n}", "trello.com:443") for n in range(4)]  # four of ward a
    lines += [squid("u1", "http://10.0.0.7/x"), squid("u1", "http://download.windowsupdate.com/y")]
    lines += [squid("u1", "https://ad.doubleclick.net/"), squid("stranger", "http://dropbox.com")]
    told = read(tmp_path, "".join(lines))
    assert told.form == "squid"
    assert cells(told) == {
        ("dropbox", "group", "ward a", 6, 6),
        ("dropbox", "nowhere", None, 1, 1),
        ("paper", "few", None, 1, 3),
        ("trello", "few", None, 4, 4),
    }
    assert {cell.week for cell in told.cells} == {MONDAY}
    counts = {
        "lines": 17,
        "services": 14,
        "infrastructure": 1,
        "noise": 1,
        "left_out": 1,
        "unknown": 0,
        "broken": 0,
        "unplaced": 1,
    }
    assert told.counts == counts
    assert "anna" not in repr(told)


def test_few_of_several_groups_are_told_together(tmp_path: Path) -> None:
    lines = [squid(f"u{n}", "http://trello.com") for n in range(4)] + [
        squid("anna@house.example", "http://trello.com")
    ]
    assert cells(read(tmp_path, "".join(lines))) == {("trello", "few", None, 5, 5)}


def test_addresses_find_the_narrowest_range_and_people_come_first() -> None:
    place = Placing(WARDS.people, WARDS.ranges)
    assert [place.of(each) for each in ("10.1.9.9", "10.1.2.3", "10.2.0.1", "2001:db8::7", "house\\u3", "u3@house.example")] == [
        "ward a", "ward b", None, "ward b", "ward a", "ward a",
    ]  # fmt: skip
    assert place.of("x" * 300) is None


ZEEK = "#separator \\x09\n#fields\tts\tuid\tid.orig_h\tquery\n"


def test_zeek_by_tabs_counts_what_cannot_be_read(tmp_path: Path) -> None:
    rows = [f"{NOON}.5\tC{n}\t10.1.0.{n}\tWWW.DROPBOX.COM." for n in range(5)]
    rows += [
        f"{NOON}\tC\t10.1.0.1\txn--trll-0qa.example",
        f"{NOON}\tC\t10.1.0.1\ttrëll.example",
        f"{NOON}\tC\t10.1.0.1\t{'x' * 300}.example",
    ]
    rows += [
        f"{NOON}\tC\t10.1.0.1\t10.0.0.1",
        f"{NOON}\tC\t10.1.0.1\t-",
        "-\tC\t10.1.0.1\tdropbox.com",
        "half a line",
        "#close\t2026",
    ]
    told = read(tmp_path, ZEEK + "\n".join(rows))
    assert cells(told) == {("dropbox", "group", "ward a", 5, 5), ("trello", "few", None, 1, 1)}
    assert (told.counts["lines"], told.counts["broken"], told.counts["left_out"]) == (12, 2, 3)
    assert [line for line, _why in told.broken] == [13, 14]
    assert "no time" in told.broken[0][1]


def test_zeek_as_json(tmp_path: Path) -> None:
    rows = [{"ts": NOON + 0.25, "id.orig_h": f"10.1.0.{n}", "query": "trello.com"} for n in range(5)]
    rows.append({"ts": "2026-03-02T12:00:00.5Z", "id.orig_h": "2001:db8::1", "query": "trello.com"})
    text = "\n".join([*(json.dumps(row) for row in rows), '{"ts": 1', "[]"])
    told = read(tmp_path, text, "dns.json")
    assert (told.form, told.counts["broken"]) == ("zeek json", 2)
    assert cells(told) == {("trello", "group", "ward a", 5, 5), ("trello", "few", None, 1, 1)}


def test_w3c_with_quoted_agents_and_no_user(tmp_path: Path) -> None:
    head = "#Software: Microsoft Internet Information Services\r\n#Fields: date time c-ip cs-username cs(User-Agent) cs-host sc-status\r\n"
    rows = [f'2026-03-02 12:00:00 10.1.0.{n} - "Mozilla 5.0 (X11)" trello.com 200\r\n' for n in range(5)]
    told = read(tmp_path, head + "".join(rows) + "2026-03-02 12:00:00 10.1.0.1 -\r\n", "u_ex.log")
    assert cells(told) == {("trello", "group", "ward a", 5, 5)}
    assert told.counts["broken"] == 1
    no_user = "#Fields: date time cs-host\n2026-03-02 12:00:00 trello.com\n"
    (tmp_path / "again").mkdir()
    alone = read(tmp_path / "again", no_user)
    assert (alone.persons, cells(alone)) == (False, {("trello", "house", None, 0, 1)})


def test_a_table_by_the_names_of_its_columns(tmp_path: Path) -> None:
    rows = [f"2026-03-02 12:00,u{n},https://www.dropbox.com/x,Ward C" for n in range(5)]
    told = read(
        tmp_path,
        "Time,User,URL,Department\n" + "\n".join(rows) + "\nnever,u1,trello.com,Ward C\n",
        "proxy.csv",
    )
    assert cells(told) == {("dropbox", "group", "ward a", 5, 5)}  # who somebody is says more than the label
    assert (told.counts["broken"], told.broken[0][0]) == (1, 7)


def test_expenses_by_the_name_of_the_seller_and_a_label(tmp_path: Path) -> None:
    rows = [f"2.{3 + n % 2}.2026;m{n};DROPBOX*K7 DUBLIN;Ward C" for n in range(6)]
    told = read(
        tmp_path,
        "Datum;Mail;Merchant;Cost center\n" + "\n".join(rows) + "\n13.3.2026;m1;Hotel Adler;Ward C\n",
        "list.csv",
    )
    assert {(cell.service, cell.place, cell.people) for cell in told.cells} == {("dropbox", "few", 3)}
    assert told.counts["unknown"] == 1
    assert by_name("Trello", CATALOGUE.by_words()) == "trello"
    assert by_name("Trel", CATALOGUE.by_words()) is None


def test_counted_lines_and_a_log_without_people(tmp_path: Path) -> None:
    told = read(tmp_path, "date,domain,hits\n2026-03-02,trello.com,40\n2026-03-09,trello.com,2\n", "sums.csv")
    assert [(cell.week, cell.place, cell.people, cell.hits) for cell in told.cells] == [
        (MONDAY, "house", 0, 40), (date(2026, 3, 9), "house", 0, 2),
    ]  # fmt: skip


def test_an_unknown_name_is_told_only_where_enough_people_used_it(tmp_path: Path) -> None:
    lines = [squid(f"u{n}", "http://eu.newtool.example/") for n in range(5)] + [
        squid("u1", "http://private.example/")
    ] * 9
    told = read(tmp_path, "".join(lines))
    assert told.unknown == (("newtool.example", 5, 5),)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.log", "empty"),
        ("\n\n \n", "a.log", "no entry"),
        ("#fields\tts\tuid\n1\t2\n", "a.log", "none of the columns"),
        ("#separator ,\n#fields\tts\tquery\n", "a.log", "than tabs"),
        ("#Fields: time cs-host\n", "a.log", "“date”"),
        ("who,what\na,b\n", "a.csv", "says when"),
        ("time,who\n2026-03-02,b\n", "a.csv", "where to"),
        ("time,host\nnever,trello.com\nnor,trello.com\n", "a.csv", "No line of the log"),
        ("time,host\n03/04/2026,trello.com\n", "a.csv", "Both fit every row"),
        (ZEEK + "x\ty\n", "a.log", "No line of the log"),
        (b"\x00\x01\x02" * 99, "a.log", "NUL character"),
        (gzip.compress(b"a,b\n" * 30_000_000), "a.log.gz", "unfolds"),
    ],
)  # fmt: skip
def test_what_is_no_log_is_refused_in_a_sentence(
    tmp_path: Path, content: str | bytes, name: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read(tmp_path, content, name)


def test_what_columns_mean_can_be_said() -> None:
    columns = ("When", "Where to", "Who", "url")
    assert mapped(columns, {"at": "When", "host": "Where to", "user": "Who"}) == {
        "at": "When",
        "host": "Where to",
        "user": "Who",
    }
    with pytest.raises(Refused, match="no column"):
        mapped(columns, {"at": "Then"})


def test_names_that_are_sql_stay_names(tmp_path: Path) -> None:
    rows = '2026-03-02,"x\'); drop table seen; --",trello.com\n2026-03-02,u1,"\'; select 1; --.dropbox.com"\n'
    told = read(tmp_path, "time,user,host\n" + rows, "a.csv")
    assert told.counts["services"] == 1


def test_in_a_process_of_its_own_a_log_in_gz_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "access.log.gz"
    path.write_bytes(gzip.compress("".join(squid(f"u{n}", "http://dropbox.com/") for n in range(5)).encode()))
    told = tally(path, CATALOGUE, WARDS, floor=5)
    assert cells(told) == {("dropbox", "group", "ward a", 5, 5)}


def test_a_process_that_says_too_much_is_not_believed(tmp_path: Path) -> None:
    told = read(tmp_path, "".join(squid(f"u{n}", "http://dropbox.com/") for n in range(5)))
    with pytest.raises(Refused, match="does not add up"):
        _check(told, CATALOGUE, WARDS, 6)
