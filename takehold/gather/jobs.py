"""What runs by itself: surveys open, invite, remind and close; connected systems are read; folders are looked into; files leave quarantine when their time is over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from takehold.gather import operations, queries
from takehold.gather.facts.retention import Kept
from takehold.gather.operations import folders, pulling, receiving, voice_jobs
from takehold.gather.operations.clearing import clear
from takehold.gather.operations.survey_jobs import run_step
from takehold.gather.queries.overdue import overdue
from takehold.gather.queries.surveys import due as surveys_due

SURVEY = "survey"
CLEAR = "clear"
PULL = "pull"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    surveys = tuple(f"{SURVEY} {step} {wave}" for step, wave in surveys_due(now))
    late = tuple(f"{CLEAR} {kind}" for kind in overdue(now))
    return (
        *voice_jobs.due(now),
        *surveys,
        *late,
        *receiving.due(now),
        *(f"{PULL} {feed}" for feed in pulling.due(now)),
        *(("expire drafts",) if queries.drafts_to_expire(now=now) else ()),
    )


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(f"{CLEAR} "):
        clear(kind=Kept(job.removeprefix(f"{CLEAR} ")), now=now)
        return
    if job.startswith(f"{PULL} "):
        feed = UUID(job.removeprefix(f"{PULL} "))
        (folders.look if folders.watches(feed) else pulling.pull)(feed_id=feed, now=now)
        return
    if job.startswith("senders "):
        receiving.run(job, now=now)
        return
    if job.startswith("voices "):
        voice_jobs.run(job, now=now)
        return
    if job.startswith(f"{SURVEY} "):
        _survey, step, wave = job.split(" ")
        run_step(step, wave, now)
        return
    operations.expire_drafts(now=now, home=home)
