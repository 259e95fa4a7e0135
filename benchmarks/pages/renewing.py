"""What an import costs at this size: reading a week more of counts, and looking at its behaviour again."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.pages import site


def told(home: Path) -> str:
    """The seconds of an import of one week of all teams, of the refresh after it, and of one with nothing new."""
    from takehold.gather import operations as gather
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.models import Initiative
    from takehold.ledger import operations as ledger
    from takehold.people.models import Team

    initiative = Initiative.objects.order_by("-id").first()
    assert initiative is not None
    behaviour = initiative.behaviours.get()
    now, viewer = site.today(), site.house(site.today())
    week = now.date() - timedelta(days=now.weekday() + 7)
    rng = np.random.default_rng()
    names = Team.objects.filter(key__startswith="t").order_by("id").values_list("name", flat=True)
    lines = [f"{name},{week},{rng.integers(8, 12)},14,2" for name in names]
    text = ("\n".join(["team,week,done,of,old", *lines]) + "\n").encode()
    began = time.perf_counter()
    draft = gather.upload(
        viewer=viewer, slug=initiative.slug, filename="again.csv", chunks=iter([text]), now=now, home=home
    )
    recipe = site.COUNTS.format(key=behaviour.key, name=behaviour.name)
    gather.use_mapping_text(viewer=viewer, draft_id=draft.id, text=recipe, now=now)
    started = gather.start_import(viewer=viewer, draft_id=draft.id, now=now, home=home)
    ledger.run_import(import_id=started.id, now=now, home=home)
    read = time.perf_counter() - began
    took = []
    for _ in range(2):
        began, busy = time.perf_counter(), time.thread_time()
        changed = initiatives.refresh(behaviour.pk, site.today())
        took.append((time.perf_counter() - began, time.thread_time() - busy, changed))
    (first, worked, changed), (again, _worked, _changed) = took
    assert changed
    return (
        f"Importing a week of {len(lines)} teams takes {read:.1f} s, their verdicts after it {first:.1f} s "
        f"({worked:.1f} s of the processor), looking again without news {again:.2f} s."
    )
