"""One import from the kept file to figures: read in the sandbox, folded, derived, and recorded in one transaction."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _

from takehold.evidence import reading
from takehold.evidence.facts import READY_MADE, Reading, Recipe, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.recipe import RecipeError, parse
from takehold.evidence.sentences import kept
from takehold.ledger.facts import ImportFact, ImportState
from takehold.ledger.models import Import, Measure
from takehold.ledger.operations import counts, events, lease, reports
from takehold.ledger.operations.housekeeping import sweep
from takehold.ledger.operations.persons import actor_key
from takehold.ledger.operations.recording import reporter, turn
from takehold.ledger.operations.states import FINISHED
from takehold.ledger.operations.uploads import copy_figures, quarantine, repeated
from takehold.ledger.queries import definitions
from takehold.ledger.queries.imports import fact


def run_import(*, import_id: UUID, now: datetime, home: Path) -> ImportFact:
    """Bring one waiting file in, or say in a sentence why not.

    Nothing is recorded until everything is: a process that dies on the way leaves the import to be run again.
    When somebody else is at work on the same source the import is left waiting.
    """
    row = Import.objects.get(pk=import_id)
    if row.state in FINISHED:
        return fact(row)
    clock = lease.Clock(now)
    with lease.held(row.source_id, clock=clock, home=home) as held:
        if held is None:
            return fact(row)
        row.refresh_from_db()
        if row.state not in FINISHED:
            _run(row, held, home)
            row.refresh_from_db()
            sweep(source_id=row.source_id, now=clock.now(), home=home)
    return fact(row)


def _run(row: Import, held: lease.Lease, home: Path) -> None:
    if _repeats(row, held):
        return
    if row.state != ImportState.READING:
        turn(row, ImportState.READING)
    work = home / "work" / row.pk.hex
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        _bring_in(row, held, home, work)
    except (Refused, RecipeError) as refusal:
        turn(row, ImportState.REFUSED, now=held.clock.now(), reason=kept(refusal.sentence))
    except (OSError, OperationalError, lease.LeaseLost):
        turn(row, ImportState.WAITING, reason=_("It was interrupted and will be tried again."))
        raise
    except Exception:
        fault = _(
            "The file is kept, but reading it failed through a fault of ours. Tell whoever runs this server."
        )
        turn(row, ImportState.REFUSED, now=held.clock.now(), reason=fault)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _bring_in(row: Import, held: lease.Lease, home: Path, work: Path) -> None:
    recipe = parse(row.recipe_text)
    if not row.persons:
        recipe = without_persons(recipe)
    read = _read(row, recipe, held, home, work)
    others = {Shape.COUNTS: counts.bring_in, Shape.VALUES: reports.bring_in}
    bring_in = others.get(recipe.source.shape, events.bring_in)
    try:
        bring_in(row, recipe, read, held, home, work)
    except IntegrityError:  # another server finished the very same file first
        row.refresh_from_db()
        if not _repeats(row, held):
            raise


def without_persons(recipe: Recipe) -> Recipe:
    """Without an agreement persons are off: whatever column the mapping names for them is not read."""
    return replace(recipe, columns=replace(recipe.columns, actor=None))


def _repeats(row: Import, held: lease.Lease) -> bool:
    """Whether the same content came in before under the same mapping; if so the import is finished."""
    same = repeated(source_id=row.source_id, content=row.content_sha256, recipe=row.recipe_sha256)
    if same is None:
        return False
    copy_figures(same, row)
    turn(row, ImportState.REPEATED, now=held.clock.now())
    return True


def _read(row: Import, recipe: Recipe, held: lease.Lease, home: Path, work: Path) -> Reading:
    """Read with what every measure of the source tests, where the file has it; else with the mapping alone."""
    original = quarantine(home) / row.stored_as
    report = reporter(row, held)
    key = actor_key(row.source_id) if recipe.columns.actor is not None else ""
    wider = wider_with(recipe, row.source_id)
    if wider is not recipe:
        with suppress(Refused):
            return reading.read([original], wider, work, progress=report, actor_key=key)
    return reading.read([original], recipe, work, progress=report, actor_key=key)


def wider_with(recipe: Recipe, source_id: int) -> Recipe:
    """The mapping with the behaviours of all measures of the source that test more than it names."""
    if recipe.source.shape in READY_MADE:
        return recipe
    known = set(recipe.attributes())
    others = []
    for plain in Measure.objects.filter(source_id=source_id).values_list("definition", flat=True):
        behaviour = definitions.from_json(plain)
        if {name.removeprefix("x_") for name in definitions.needs(behaviour)} - known:
            others.append(behaviour)
    return replace(recipe, behaviours=(*recipe.behaviours, *others)) if others else recipe
