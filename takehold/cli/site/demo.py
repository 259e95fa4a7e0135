"""``takehold demo``: a hospital of 1,200 people with three changes, brought in through the same doors as real data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from takehold.cli.offline.language import tell
from takehold.cli.site.demo_bridge import bridge
from takehold.cli.site.demo_canvass import canvass
from takehold.cli.site.demo_champions import champions
from takehold.cli.site.demo_cocreation import cocreation
from takehold.cli.site.demo_council import council
from takehold.cli.site.demo_directives import directives
from takehold.cli.site.demo_gaps import gaps
from takehold.cli.site.demo_go import going
from takehold.cli.site.demo_help import help_offers
from takehold.cli.site.demo_impact import impact
from takehold.cli.site.demo_influence import influence
from takehold.cli.site.demo_inside import inside
from takehold.cli.site.demo_logs import logs
from takehold.cli.site.demo_loop import loop
from takehold.cli.site.demo_missteps import asked_before, missteps
from takehold.cli.site.demo_reports import EXCHANGE, reports
from takehold.cli.site.demo_rhythm import rhythm
from takehold.cli.site.demo_scenes import scenes
from takehold.cli.site.demo_shadow import shadow
from takehold.cli.site.demo_surveys import surveys
from takehold.cli.site.demo_voices import voices
from takehold.cli.site.demo_wins import wins
from takehold.cli.site.demo_written import written
from takehold.cli.site.serve import address, host_option, listen, port_option, ready

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Change, Hospital

SEED: Final = 7
MARK_FILE: Final = "this-is-a-demo"
OUTSIDE: Final = ("Agency pool",)
BLEMISHES: Final = {
    "requests.csv": "REQ-90001,Service Request,In Progress,yesterday,Networks,,\n"
    "REQ-90002,Task,Done,0000-00-00 00:00:00,Networks,,\n"
    "REQ-90003,Bug,In Progress,,Networks,,\n"
    ",Task,Done,2026-01-05 10:00:00,Networks,,\n"
    "REQ-90004,Service Request\n"
}
"""Records as careless exports have them, so that the page of what was rejected has something to show."""
Say = Callable[[str], None]


@click.command(name="demo")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("takehold-demo"),
    show_default=True,
    help="The demo's own folder.",
)
@host_option
@port_option
@click.option("--fresh", is_flag=True, help="Throw an earlier demo away first.")
@click.option("--only-build", is_flag=True, help="Make the hospital and stop.")
def demo(home: Path, host: str, port: int, fresh: bool, only_build: bool) -> None:
    """Start a hospital to look at: one change holding, one slipping back in some teams, one just begun."""
    os.environ["TAKEHOLD_DEMO"] = "1"
    os.environ.setdefault("TAKEHOLD_URL", address(host, port).rstrip("/"))
    os.environ.setdefault("TAKEHOLD_FOLDERS", str(home.resolve() / EXCHANGE))
    if fresh:
        throw_away(home)
    elif home.exists() and any(home.iterdir()) and not (home / MARK_FILE).exists():
        raise click.UsageError(
            tell(
                "{folder} holds no demo, so nothing is touched there. Choose another folder with --home.",
                folder=str(home),
            )
        )
    built = (home / MARK_FILE).exists() and (home / MARK_FILE).read_text().strip() == "built"
    if not built:
        throw_away(home)
        home.mkdir(parents=True, mode=0o700, exist_ok=True)
        (home / MARK_FILE).write_text("being built\n")
    ready(home, host, port)
    if not built:
        from takehold.cli.site.clock import utc_now

        build(home.resolve(), utc_now(), lambda text: click.echo(text))
        (home / MARK_FILE).write_text("built\n")
    if only_build:
        return
    click.echo(
        tell(
            "The hospital is at {address}demo/   (sign in as anybody with one click; Ctrl+C stops)",
            address=address(host, port),
        )
    )
    if not os.environ.get("TAKEHOLD_MAIL"):
        click.echo(
            tell("Mails go nowhere: each is written into {folder}", folder=str(home.resolve() / "mails"))
        )
    listen(host, port, with_jobs=True)


def throw_away(home: Path) -> None:
    """Remove an earlier demo; a folder that is none is left alone."""
    if not home.exists() or not any(home.iterdir()):
        return
    if not (home / MARK_FILE).exists():
        raise click.UsageError(
            tell(
                "{folder} holds no demo, so it is not thrown away. Choose another with --home.",
                folder=str(home),
            )
        )
    shutil.rmtree(home)


def build(home: Path, now: datetime, say: Say) -> None:
    """Seed the folder's organisation. Django has been started on it."""
    from takehold.simulation import hospital

    say(tell("Making a hospital of 1,200 people ..."))
    linden = hospital.build(SEED, now.date())
    house = peopled(linden, now)
    say(tell("Naming roles, and what became of two teams ..."))
    roles(linden, house, now)
    reorganisations(linden, house, now)
    slugs = {}
    for change in linden.changes:
        say(tell("Bringing in {file}: {name} ...", file=change.file, name=change.name))
        slugs[change.key] = bring(linden, change, house, home, now)
    say(tell("Watching a folder for the pharmacy's report ..."))
    reports(linden, SEED, slugs["handover-record"], house, home, now)
    say(tell("Working out where each team stands ..."))
    impact(house, slugs, now)
    marks(linden, house, slugs, now)
    settle(home)
    say(tell("Letting them speak up ..."))
    voices(house, slugs, home, now)
    say(tell("Asking them, and answering as they would ..."))
    asked_before(linden, slugs, now)
    surveys(linden, slugs, now)
    inside(house, slugs, now)
    say(tell("Asking why ..."))
    gaps(house, slugs, now)
    say(tell("Reading what they wrote ..."))
    written(linden, house, slugs, now)
    help_offers(linden, house, slugs, now)
    say(tell("Doing something about it ..."))
    for step in (bridge, champions, rhythm, influence):
        step(house, slugs, now)
    loop(linden, house, slugs, now)
    scenes(linden, house, slugs, home, now)
    say(tell("Ordering what the law demands ..."))
    for step in (directives, council, going, cocreation, canvass, missteps, shadow):
        step(house, slugs, now)
    logs(linden, SEED, house, now)
    say(tell("Telling what went well ..."))
    wins(house, slugs, now)


def peopled(linden: Hospital, now: datetime) -> Viewer:
    """Its teams and people, as they stand in the files; the system's own eyes on them."""
    from takehold.people import operations as people
    from takehold.people import queries

    people.create_administrator(email="admin@linden.example", name="Administrator", now=now)
    house = queries.system_viewer(on=now.date())
    people.import_teams(viewer=house, text=linden.tables["teams.csv"].csv(), now=now)
    people.import_people(viewer=house, text=linden.tables["people.csv"].csv(), now=now)
    return house


def rows_of(linden: Hospital, name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the hospital's tables."""
    columns = linden.tables[name].columns
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))


def roles(linden: Hospital, house: Viewer, now: datetime) -> None:
    """Sponsor, leads, steward, works council, auditor: roles over the whole hospital."""
    from takehold.people import operations as people
    from takehold.people import queries
    from takehold.people.facts import RoleKind

    ids = {person.key: person.id for person in queries.persons(viewer=house, limit=5000)}
    for row in rows_of(linden, "roles.csv"):
        people.grant_role(
            viewer=house, person_id=ids[row["key"]], kind=RoleKind(row["role"]), now=now, since=linden.start
        )


def reorganisations(linden: Hospital, house: Viewer, now: datetime) -> None:
    """What a person recorded of merged and renamed teams."""
    from takehold.people import operations as people
    from takehold.people import queries

    ids = {team.key: team.id for team in queries.teams(viewer=house)}
    for row in rows_of(linden, "reorganisations.csv"):
        people.record_reorganisation(
            viewer=house,
            on=date.fromisoformat(row["on"]),
            kind=row["kind"],
            earlier_id=ids.get(row["earlier"]),
            later_id=ids[row["later"]],
            now=now,
        )


def bring(linden: Hospital, change: Change, house: Viewer, home: Path, now: datetime) -> str:
    """One change from its files to matched labels, by the steps of the pages. Its slug."""
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput
    from takehold.people import queries

    people = {row["email"]: row["key"] for row in rows_of(linden, "people.csv")}
    ids = {person.key: person.id for person in queries.persons(viewer=house, limit=5000)}
    teams = {team.key: team.id for team in queries.teams(viewer=house)}
    lives = {teams[key]: day for key, day in change.go_lives.items() if key in teams}

    def person(mail: str) -> int | None:
        return ids[people[mail]] if mail else None

    slug = initiatives.create(
        viewer=house,
        said=InitiativeInput(
            name=change.name,
            reasons=change.reasons,
            lead_id=person(change.lead),
            sponsor_id=person(change.sponsor),
            co_owner_id=person(change.co_owner),
            team_ids=frozenset(lives),
            go_live=change.go_live,
            team_go_lives=tuple(lives.items()),
        ),
        now=now,
    )
    for file, recipe in ((change.file, change.recipe), *change.more):
        fed(linden, slug, file, recipe, house, home, now)
    return slug


def fed(
    linden: Hospital, slug: str, name: str, recipe: str, house: Viewer, home: Path, now: datetime
) -> None:
    """One table of the hospital, from its file to matched names."""
    from takehold.gather import operations as gather
    from takehold.ledger import operations as ledger
    from takehold.people import queries

    text = (linden.tables[name].csv() + BLEMISHES.get(name, "")).encode()
    draft = gather.upload(viewer=house, slug=slug, filename=name, chunks=iter([text]), now=now, home=home)
    gather.use_mapping_text(viewer=house, draft_id=draft.id, text=recipe, now=now)
    fact = gather.start_import(viewer=house, draft_id=draft.id, now=now, home=home)
    fact = ledger.run_import(import_id=fact.id, now=now, home=home)
    teams = {team.key: team.id for team in queries.teams(viewer=house)}
    match(fact.source_id, house, now, names_by_key(linden), teams)


def names_by_key(linden: Hospital) -> Mapping[str, str]:
    """Each team's name, and what some source calls it -> its key."""
    from takehold.simulation import exports

    keys = {row["name"]: row["key"] for row in rows_of(linden, "teams.csv")}
    called = {**exports.HANDOVER_LABELS, **exports.INCIDENT_LABELS, **exports.REQUEST_LABELS}
    return keys | {label: keys[name] for name, label in called.items()}


def match(
    source_id: int, house: Viewer, now: datetime, names: Mapping[str, str], teams: Mapping[str, int]
) -> None:
    """What a lead does on the page of names: choose each name's team and leave strangers out."""
    from takehold.gather import operations as gather
    from takehold.gather import queries

    choices: list[tuple[str, int | None]] = []
    for found in queries.open_matches(viewer=house, source_id=source_id):
        key = names.get(found.label) or names.get(found.label.strip())
        if found.label in OUTSIDE:
            choices.append((found.label, None))
        elif key is not None:
            choices.append((found.label, teams[key]))
        elif found.how == "exact":
            choices.append((found.label, found.team_id))
    gather.match_labels(viewer=house, source_id=source_id, choices=choices, now=now)


def marks(linden: Hospital, house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """What happened on a day, drawn on the charts."""
    from takehold.ledger import operations as ledger
    from takehold.people import queries

    teams = {team.key: team.id for team in queries.teams(viewer=house)}
    for mark in linden.marks:
        ledger.add_mark(
            on=mark.on,
            kind=mark.kind,
            text=mark.text,
            team_ids=sorted(teams[key] for key in mark.teams if key in teams),
            subject=slugs.get(mark.change, ""),
            now=now,
        )


def settle(home: Path) -> None:
    """Everything that is due, as the clock would do it within its first seconds."""
    from takehold.cli.site import clock

    rooms, resting = clock.modules(), clock.Resting()
    for _round in range(20):
        if not clock.tick(rooms, clock.utc_now, home, resting):
            break
    if resting.until:
        raise click.ClickException(
            tell(
                "The hospital was made, but not everything could be worked out; the reason stands above. "
                "This is a fault of ours: please report it."
            )
        )
