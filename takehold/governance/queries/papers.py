"""The templates of a body, and a request as Word: in the body's own template, or in the one that everybody begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.papers import PaperFact, PaperKind
from takehold.governance.facts.requests import Framing, OptionInput, RequestFact, Signature
from takehold.governance.queries import bodies, paper_samples
from takehold.governance.queries.framing import checked
from takehold.governance.queries.requests import request as request_of
from takehold.governance.queries.words import PURPOSES, STANCES
from takehold.people.facts import NotYours, Viewer
from takehold.ui import papers
from takehold.ui.numbers import day

TYPE = papers.TYPE


def papers_of(*, viewer: Viewer, body_id: int) -> tuple[PaperFact, ...]:
    """The templates of a body. Raises ``NotYours``."""
    bodies.body(viewer=viewer, body_id=body_id)
    rows = models.BodyPaper.objects.filter(body_id=body_id).defer("content")
    return tuple(
        PaperFact(PaperKind(row.kind), row.filename, row.size, row.sha256, row.put_on, row.version)
        for row in rows
    )


def template(*, body_id: int, kind: PaperKind) -> bytes | None:
    """The template of a body, None where it has none."""
    row = models.BodyPaper.objects.filter(body_id=body_id, kind=kind).first()
    return bytes(row.content) if row is not None else None


def template_for(*, viewer: Viewer, body_id: int, kind: PaperKind) -> bytes:
    """The same for somebody who may read of the body. Raises ``NotYours`` also where there is none."""
    bodies.body(viewer=viewer, body_id=body_id)
    found = template(body_id=body_id, kind=kind)
    if found is None:
        raise NotYours
    return found


def bodies_with(kind: PaperKind) -> tuple[tuple[int, str], ...]:
    """Bodies that have a template of this kind, by id and name; one query."""
    rows = models.BodyPaper.objects.filter(kind=kind).order_by("body__name", "body_id")
    return tuple(rows.values_list("body_id", "body__name"))


def paper(*, viewer: Viewer, request_id: int) -> bytes:
    """A request as Word, as it stands now. Raises ``NotYours``."""
    found = request_of(viewer=viewer, request_id=request_id)
    own = template(body_id=found.said.body_id, kind=PaperKind.REQUEST)
    said, rows = _said(found, viewer), _rows(found, viewer)
    return papers.filled(own or paper_samples.sample(PaperKind.REQUEST), said, rows, title=found.said.title)


def _said(found: RequestFact, viewer: Viewer) -> dict[str, str | Sequence[str]]:
    said, line, known = found.said, found.line, found.known
    return {
        "title": said.title, "purpose": str(PURPOSES[said.purpose]), "ask": said.ask, "cost": said.cost, "risk": said.risk,
        "mitigation": said.mitigation, "body": line.body, "change": line.change, "asked_by": found.asked_by,
        "date": day(viewer.on), "meets_on": day(line.meets_on) if line.meets_on else "",
        "signature": _signature(found.signature), "process": _process(found),
        "serves": [f"{each.priority}: {each.how}" for each in found.serves],
        "options": [_option(each.said) for each in found.options],
        "recommended": [each.said.name for each in found.options if each.said.recommended],
        "consulted": [
            f"{each.said.who} ({STANCES[each.said.stance]}): {each.said.said}" for each in found.consulted
        ],
        "load": [each for each in (said.load, *known.loads) if each], "support": list(known.support),
        "missing": [each.sentence for each in checked(Framing(found, known)).missing],
    }  # fmt: skip


def _rows(found: RequestFact, viewer: Viewer) -> Mapping[str, Sequence[Mapping[str, str]]]:
    return {
        "option": [
            {
                "name": each.said.name, "pros": each.said.pros, "cons": each.said.cons,
                "asked": _("asked for") if each.said.recommended else "",
            }
            for each in found.options
        ],
        "consulted": [
            {
                "who": each.said.who, "stance": str(STANCES[each.said.stance]), "said": each.said.said,
                "on": day(each.said.on) if each.said.on else "",
            }
            for each in found.consulted
        ],
        "serves": [{"priority": each.priority, "how": each.how} for each in found.serves],
    }  # fmt: skip


def _option(said: OptionInput) -> str:
    return _("{option}. For it: {pros} Against it: {cons}").format(
        option=said.name, pros=said.pros, cons=said.cons
    )


def _process(found: RequestFact) -> list[str]:
    said = found.said
    settled = _("Standard settled first: {plan}").format(plan=said.process_plan) if said.process_plan else ""
    return [each for each in (said.process_name, found.known.process_told, settled) if each]


def _signature(found: Signature) -> str:
    if not found.name:
        return ""
    if found.holds:
        return _("{name}, signed on {day}").format(name=found.name, day=day(found.on))
    if found.stale:
        return _("{name}: it was changed since the signature").format(name=found.name)
    return _("{name}: not signed").format(name=found.name)
