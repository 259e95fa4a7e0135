"""The demo's council: who decides, what for, a request approved with conditions, one sent back, one that
waits, one that came in with holes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_directives import IT_LEAD, SPONSOR
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import RoleKind, Viewer

SECRETARY: Final = "P1102"
DESK: Final = "P1078"
CO_OWNER: Final = "P1095"
WHY: Final = {
    "Patient safety": "Nobody is harmed by what we pass on, or fail to pass on.",
    "Health of the region": "People nearby stay well, also those who never come to us.",
}


def council(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """A council with a secretary, two values and a priority, charters, and four requests."""
    from takehold.people import operations as people
    from takehold.people import queries
    from takehold.people.facts import RoleKind

    known = {each.key: each.id for each in queries.persons(viewer=house, limit=5000)}
    people.grant_role(
        viewer=house, person_id=known[SECRETARY], kind=RoleKind.COUNCIL, now=now,
        since=now.date() - timedelta(days=400),
    )  # fmt: skip
    who = {
        "secretary": _viewer(known[SECRETARY], RoleKind.COUNCIL, now),
        "it": _viewer(known[IT_LEAD], RoleKind.IT_LEAD, now),
        "lead": _viewer(known[LEAD], RoleKind.LEAD, now),
        "owner": _viewer(known[CO_OWNER], RoleKind.MANAGER, now),
    }
    body = _body(who["secretary"], known, now)
    values = _values(who["secretary"], body, now)
    _charter(who["lead"], slugs["handover-record"], values, now)
    _approved(who, body, values, slugs["priority-check"], known[CO_OWNER], now)
    _sent_back(who, body, slugs["handover-record"], now)
    _waits(who, body, values, known[CO_OWNER], now)
    _came_in(who, body, values, slugs["priority-check"], known[DESK], now)


def _viewer(person: int, kind: RoleKind, now: datetime) -> Viewer:
    from takehold.people.facts import RoleFact, Viewer

    return Viewer(person, "", (RoleFact(kind),), now.date())


def _on(viewer: Viewer, now: datetime, days: int) -> dict[str, Any]:
    """So many days ago."""
    then = replace(viewer, on=viewer.on - timedelta(days=days), seen={})
    return {"viewer": then, "now": now - timedelta(days=days)}


def _body(secretary: Viewer, known: Mapping[str, int], now: datetime) -> int:
    from takehold.governance.facts.bodies import BodyInput, BodyKind, SeatInput
    from takehold.governance.operations import bodies

    at = _on(secretary, now, 300)
    said = BodyInput("Digital council", BodyKind.COUNCIL, "Whatever changes how several wards work.")
    body = bodies.write_down(said=said, **at)
    for seat in (
        SeatInput(role="council", secretary=True),
        SeatInput(person_id=known[SPONSOR]),
        SeatInput(role="works council"),
        SeatInput(role="it lead"),
    ):
        bodies.seat(body_id=body, said=seat, **at)
    bodies.write_down(said=BodyInput("Board of the hospital", BodyKind.BOARD, "Budgets and houses."), **at)
    return body


def _values(secretary: Viewer, body: int, now: datetime) -> dict[str, int]:
    from takehold.governance.facts.bodies import Holder
    from takehold.governance.facts.priorities import PriorityInput, PriorityKind
    from takehold.governance.operations import priorities

    at, holder = _on(secretary, now, 290), Holder(body_id=body)
    first = now.date() - timedelta(days=290)
    found = {
        name: priorities.write_down(said=PriorityInput(PriorityKind.VALUE, name, why, holder, first), **at)
        for name, why in WHY.items()
    }
    said = PriorityInput(
        PriorityKind.PRIORITY, "Time back for care", "Nurses spend a third of a shift at screens.",
        Holder(role="sponsor"), first, now.date() + timedelta(days=400),
    )  # fmt: skip
    return {**found, said.name: priorities.write_down(said=said, **at)}


def _charter(lead: Viewer, slug: str, values: Mapping[str, int], now: datetime) -> None:
    """One value shown by what is measured, one claimed; two versions."""
    from takehold.governance.facts.priorities import CharterInput, EvidenceInput, EvidenceKind
    from takehold.governance.operations import charter, priorities
    from takehold.initiatives import queries as initiatives

    at = {**_on(lead, now, 120), "slug": slug}
    safe = priorities.serve(
        priority_id=values["Patient safety"],
        how="What one shift knows, the next one knows: no sheet gets lost.",
        **at,
    )
    key = initiatives.behaviours(viewer=at["viewer"], slug=slug)[0].key
    priorities.show(service_id=safe, said=EvidenceInput(EvidenceKind.MEASURE, key), **at)
    priorities.serve(priority_id=values["Time back for care"], how="Nothing is written twice.", **at)
    said = CharterInput(
        "The handover of a patient at risk is spoken as well as written.", "Records are kept for ten years.",
        "Which fields are asked, in which order, and at which time of the shift.",
    )  # fmt: skip
    charter.keep(said=said, number=0, **at)
    later = replace(
        said, co_authors="Night shifts of wards 3 and 7", because="The night shifts took three fields out."
    )
    charter.keep(said=later, number=1, **{**_on(lead, now, 30), "slug": slug})


def _approved(
    who: Mapping[str, Viewer], body: int, values: Mapping[str, int], slug: str, owner: int, now: datetime
) -> None:
    """Half a year ago, with a condition that was kept and a commitment that is due soon."""
    from takehold.governance.facts.bodies import Holder
    from takehold.governance.facts.decisions import CommitmentInput, CommitmentKind, DecisionInput, Outcome
    from takehold.governance.operations import commitments, decisions
    from takehold.governance.queries.commitments import open_ones

    made = _begun(who, body, "Priorities are checked by a second person", slug, owner, now, 170)
    _framed(who, made, values["Patient safety"], now, 169)
    _sent(who, made, now, 165)
    day = now.date() - timedelta(days=160)
    kept = (
        CommitmentInput(
            CommitmentKind.CONDITION, "Each support group agrees on one list of priorities", Holder(role="it lead"),
            day + timedelta(days=30),
        ),
        CommitmentInput(
            CommitmentKind.COMMITMENT, "The council reads once a quarter what the second look found",
            Holder(body_id=body), now.date() + timedelta(days=5),
        ),
    )  # fmt: skip
    said = DecisionInput(
        Outcome.CONDITIONS, "It protects patients, and costs a minute a ticket.", Holder(role="it lead"), day,
        now.date() + timedelta(days=14), kept,
    )  # fmt: skip
    decisions.decide(
        request_id=made, said=said, version=_version(who, made), **_on(who["secretary"], now, 160)
    )
    condition = next(each for each in open_ones(viewer=who["it"]) if each.kind is CommitmentKind.CONDITION)
    commitments.turn(
        commitment_id=condition.id, event="keep", said="All nine groups signed one list.", version=1,
        **_on(who["it"], now, 135),
    )  # fmt: skip


def _sent_back(who: Mapping[str, Viewer], body: int, slug: str, now: datetime) -> None:
    """Last week, with what was missing."""
    from takehold.governance.facts.requests import Known
    from takehold.governance.operations import deciding

    made = _begun(who, body, "A second screen at every bed", slug, None, now, 9)
    _send(who, made, Known(), now, 8, "The budget closes on Friday.")
    deciding.turn(
        request_id=made, event="back", version=_version(who, made),
        reason="What happens if we do nothing? Wards hand over in different ways: how is the standard settled first?",
        **_on(who["secretary"], now, 6),
    )  # fmt: skip


def _waits(
    who: Mapping[str, Viewer], body: int, values: Mapping[str, int], owner: int, now: datetime
) -> None:
    """On the agenda of next week, with a question of the secretary."""
    from takehold.governance.operations import requests

    made = _begun(who, body, "One phone number for all of IT", "", owner, now, 12)
    _framed(who, made, values["Time back for care"], now, 11)
    _sent(who, made, now, 5)
    requests.comment(
        request_id=made, text="Which numbers end, and who tells the wards?", **_on(who["secretary"], now, 3)
    )


def _came_in(
    who: Mapping[str, Viewer], body: int, values: Mapping[str, int], slug: str, owner: int, now: datetime
) -> None:
    """Two days ago, with what other rooms know of it: no option to do nothing, and nobody settles the process first."""
    from takehold.governance.operations import deciding
    from takehold.overview.operations.checking import look

    made = _begun(who, body, "A screen with the open priorities in every team room", slug, owner, now, 4)
    _framed(who, made, values["Patient safety"], now, 3, whole=False)
    at = _on(who["it"], now, 2)
    found = look(at["viewer"], made, at["now"])
    despite = "The offer for the screens ends this month."
    deciding.send(request_id=made, checked=found, despite=despite, version=_version(who, made), **at)


def _begun(
    who: Mapping[str, Viewer], body: int, title: str, slug: str, owner: int | None, now: datetime, days: int
) -> int:
    from takehold.governance.facts.requests import Purpose, RequestInput
    from takehold.governance.operations import requests

    said = RequestInput(
        body, title, Purpose.DECIDE, f"{title}, from next quarter on.", slug, co_owner_id=owner
    )
    return requests.begin(said=said, **_on(who["it"], now, days))


def _framed(
    who: Mapping[str, Viewer], made: int, priority: int, now: datetime, days: int, *, whole: bool = True
) -> None:
    """Everything that a council wants to know, signed by the operational leader; not ``whole``: neither signed, nor what
    happens if nothing is done, nor how the process is settled first, nor what else hits the same people."""
    from takehold.governance.facts.requests import ConsultedInput, OptionInput, Process, Stance
    from takehold.governance.operations import requests
    from takehold.governance.queries.requests import request

    at = {**_on(who["it"], now, days), "request_id": made}
    found = request(viewer=at["viewer"], request_id=made).said
    said = replace(
        found, cost="Two days of training, no licence.", risk="It slows nights down.",
        mitigation="Nights begin four weeks later.", process=Process.RESTS, process_name="How a ticket is taken in",
        process_plan="The list is agreed on first." if whole else "",
        load="The new record reaches the same wards in that month." if whole else "",
    )  # fmt: skip
    requests.edit(said=said, version=_version(who, made), **at)
    nothing = OptionInput("Do nothing", "No work now", "What goes wrong today goes on", nothing=True)
    for option in (
        *([nothing] if whole else []),
        OptionInput(
            found.title, "What is urgent is dealt with first", "Two days of training", recommended=True
        ),
    ):
        requests.add_option(said=option, version=_version(who, made), **at)
    for group, words, stance in (
        ("Service desk", "Yes, if the list is short.", Stance.CONDITIONS),
        ("Night shifts", "It wakes us less often for nothing.", Stance.FOR),
    ):
        asked = ConsultedInput(group, words, stance, at["viewer"].on)
        requests.add_consulted(said=asked, version=_version(who, made), **at)
    requests.serve(
        priority_id=priority, how="What is urgent is seen as urgent.", version=_version(who, made), **at
    )
    if whole:
        requests.sign(request_id=made, version=_version(who, made), **_on(who["owner"], now, days))


def _sent(who: Mapping[str, Viewer], made: int, now: datetime, days: int) -> None:
    """Sent whole, and put on the agenda of a meeting five days later."""
    from takehold.governance.facts.requests import Known
    from takehold.governance.operations import deciding

    _send(who, made, Known(), now, days, "")
    meets = now.date() - timedelta(days=days) + timedelta(days=5 if days > 30 else 10)
    deciding.turn(
        request_id=made, event="agenda", meets_on=meets, version=_version(who, made),
        **_on(who["secretary"], now, days),
    )  # fmt: skip


def _send(who: Mapping[str, Viewer], made: int, known: Any, now: datetime, days: int, despite: str) -> None:
    from takehold.governance.facts.requests import Framing
    from takehold.governance.operations import deciding
    from takehold.governance.queries.framing import checked
    from takehold.governance.queries.requests import request

    at = _on(who["it"], now, days)
    found = checked(Framing(request(viewer=at["viewer"], request_id=made), known))
    deciding.send(request_id=made, checked=found, despite=despite, version=_version(who, made), **at)


def _version(who: Mapping[str, Viewer], made: int) -> int:
    from takehold.governance.queries.requests import request

    return request(viewer=replace(who["it"], seen={}), request_id=made).version
