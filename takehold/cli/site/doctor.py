"""``takehold doctor``: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import findings, which_sqlite
from takehold.cli.site import home as data_home
from takehold.cli.site.findings import Finding

NEEDED_OF_ISSUER: Final = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@click.command(name="doctor")
@data_home.home_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--mail", "mail_to", metavar="ADDRESS", help="Send a test mail to this address.")
def doctor(home: Path, as_json: bool, mail_to: str | None) -> None:
    """Say what is wrong and what to do. Exit code 1 when something must be mended."""
    found = list(examine(home.resolve(), mail_to))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], indent=2))
    else:
        for each in found:
            word = tell("well") if each.well else tell("WRONG") if each.grave else tell("mind")
            click.echo(f"{word:8} {tell(each.check) + ':':22} {each.sentence}")
            if each.do:
                to_do = tell("What to do:")
                click.echo(f"{'':32}{to_do} {each.do}")
    if any(each.grave and not each.well for each in found):
        raise SystemExit(1)


def examine(home: Path, mail_to: str | None) -> Iterator[Finding]:
    """All checks; those that need the database only where there is one."""
    yield findings.folder(home, os.getuid())
    yield findings.secret_key(home, os.environ.get("TAKEHOLD_SECRET_KEY", ""))
    if not home.is_dir():
        return
    yield findings.disk(home)
    data_home.start(home)
    from django.conf import settings

    yield which_sqlite.in_use()
    waiting = pending_migrations()
    if waiting is None:
        yield Finding(
            "tables",
            False,
            tell("The database cannot be reached."),
            tell("Start the site once (takehold serve), or check TAKEHOLD_DATABASE."),
        )
        return
    yield findings.migrations(waiting)
    if waiting == 0:
        yield from of_the_records(home)
    yield findings.alive(home, datetime.now(UTC))
    yield findings.last_backup(home, datetime.now(UTC))
    yield mail(mail_to)
    if settings.OIDC_ISSUER:
        yield sign_in(settings.OIDC_ISSUER, settings.OIDC_APP, settings.URL)


def of_the_records(home: Path) -> Iterator[Finding]:
    """Checks that read tables."""
    from django.conf import settings
    from django.utils import timezone

    from takehold.ledger import queries as ledger
    from takehold.ledger.operations.housekeeping import most_files
    from takehold.ledger.queries.manifest import COUNTS, EVENTS, EVIDENCE, live
    from takehold.people.queries.identity import administrators

    newest = ledger.imports(limit=1)
    yield findings.administrators(len(administrators(on=timezone.localdate())), f"{settings.URL}/people/")
    yield findings.clock(newest[0].created_at if newest else None)
    stored = [each for kind in (EVENTS, COUNTS, EVIDENCE) for each in live(kind=kind, home=home)]
    yield findings.crowding(most_files())
    yield findings.segments([str(each.path) for each in stored if not each.path.exists()], len(stored))


def pending_migrations() -> int | None:
    """How many migrations wait; None when the database cannot be reached."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return None


def sign_in(issuer: str, app: Mapping[str, Any], url: str) -> Finding:
    """Whether the organisation's sign-in can be reached and says of itself what settings say of it."""
    import requests

    back = f"{url}/accounts/oidc/{app['provider_id']}/login/callback/"
    do = tell(
        "Check TAKEHOLD_OIDC_ISSUER, _CLIENT_ID and _SECRET; the address to come back to is {back}", back=back
    )
    local = urlsplit(issuer).hostname in ("localhost", "127.0.0.1")
    if not issuer.startswith("https://") and not local:
        return Finding(
            "sign-in", False, tell("The issuer {issuer} is not reached by https.", issuer=issuer), do
        )
    if not (app["client_id"] and app["secret"]):
        return Finding("sign-in", False, tell("The client's id or secret is missing."), do)
    try:
        answer = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=5)
        answer.raise_for_status()
        said = answer.json()
        missing = [name for name in NEEDED_OF_ISSUER if not str(said.get(name, "")).startswith("http")]
    except (requests.RequestException, ValueError, AttributeError) as error:
        why = type(error).__name__
        return Finding(
            "sign-in", False, tell("{issuer} does not answer ({why}).", issuer=issuer, why=why), do
        )
    if missing or said["issuer"].rstrip("/") != issuer.rstrip("/"):
        return Finding("sign-in", False, tell("{issuer} says that it is somebody else.", issuer=issuer), do)
    return Finding(
        "sign-in", True, tell("{issuer} answers. People come back to {back}", issuer=issuer, back=back)
    )


def mail(to: str | None) -> Finding:
    """Whether mail can be sent: a test mail where an address was given, else whether a server is named."""
    from django.conf import settings
    from django.core.mail import send_mail

    backend = settings.EMAIL_BACKEND
    if to is None:
        named = "smtp" in backend
        sentence = (
            tell("A mail server is named; it was not tried.")
            if named
            else tell("No mail server is named: no mail leaves.")
        )
        do = (
            ""
            if named
            else tell("Set TAKEHOLD_MAIL, then test it with: takehold doctor --mail you@example.org")
        )
        return Finding("mail", named, sentence, do, grave=False)
    try:
        send_mail(tell("Takehold can send mail"), tell("This is the test that the doctor sent."), None, [to])
    except OSError as error:
        return Finding(
            "mail",
            False,
            tell("The test mail was not taken: {why}.", why=str(error)),
            tell("Check TAKEHOLD_MAIL (server, port, user and password)."),
        )
    return Finding("mail", True, tell("A test mail went to {address}; see whether it arrives.", address=to))
