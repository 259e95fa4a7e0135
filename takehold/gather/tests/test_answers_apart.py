"""On PostgreSQL, an account made as the how-to says cannot read answers, and can read what was released."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has accounts"),
]
PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "keep-answers-apart.md"
SQL = re.search(r"```sql\n(.*?)```", PAGE.read_text(), re.DOTALL)
KEPT = (
    "gather_answer",
    "gather_comment",
    "gather_namedanswer",
    "gather_invitation",
    "gather_member",
    "auth_user",
)


@pytest.fixture
def reports() -> Iterator[None]:
    assert SQL
    with connection.cursor() as cursor:
        cursor.execute(SQL[1])
        cursor.execute("SET ROLE takehold_reports")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("table", KEPT)
def test_the_account_cannot_read_what_people_answered(reports: None, table: str) -> None:
    for words in (f"SELECT * FROM {table}", f"SELECT count(*) FROM {table}", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(words)


def test_the_account_reads_what_everybody_may_read(reports: None) -> None:
    with connection.cursor() as cursor:
        for table in ("gather_release", "gather_releasedcomment", "gather_wave", "people_team"):
            cursor.execute(f"SELECT count(*) FROM {table}")
