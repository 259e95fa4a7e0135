"""Is the process the same everywhere? Rules group by group, and how the cases of the change's sources run.

Groups are compared by what this viewer reads of them today: those of enough people, a slip of a team's own not yet.
Ways and times are of all cases of a source together, counted by a job; a page reads no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from takehold.analysis.facts import Coded
from takehold.analysis.standardisation import CycleTime, Differs, Standard, Stratum, Variants, standard
from takehold.evidence.variants import Course, Way
from takehold.evidence.wording import caution, percent
from takehold.evidence.wording import consistency as said
from takehold.gaps import models
from takehold.gaps.facts.readiness import Readiness, RuleTold, SourceCourse
from takehold.gaps.queries.kinds import strata as by_kind
from takehold.gaps.queries.rights import Change, change_of
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.ledger import queries as ledger
from takehold.people.facts import EVERYWHERE, NotAllowed, Viewer

HALF: Final = 0.5
"""With fewer cases than that in the most frequent way there is no usual way yet."""


def change_for(viewer: Viewer, slug: str) -> Change:
    """The change, for roles that see all of its groups: one's own alone cannot be compared. Raises ``NotYours``, ``NotAllowed``."""
    change = change_of(viewer, slug, whole=True)
    if not viewer.has(*EVERYWHERE):
        raise NotAllowed(_("Groups are compared here, so it is read by those who see all of them."))
    return change


def readiness(*, viewer: Viewer, change: Change) -> Readiness:
    """Everything that is told of a change."""
    standings = initiatives.standings(viewer=viewer, slug=change.slug)
    numbers = {each.behaviour.measure_id for each in standings if each.behaviour.measure_id is not None}
    measures = {each.id: each for each in ledger.measures(ids=numbers)} if numbers else {}
    ruled = [
        each
        for each in standings
        if each.behaviour.measure_id in measures and measures[each.behaviour.measure_id].definition["rules"]
    ]
    told = {
        each.behaviour.measure_id
        for each in standings
        if each.verdict is not None and any(unit.verdict.chances for unit in each.units)
    }  # a source of nobody but groups too small to be told says nothing
    sources = {each.source_id for number, each in measures.items() if number in told}
    courses = _courses(sources)
    late = {each.source_id: _late(each.course) for each in courses}
    rules = [
        _rule(viewer, each, str(measures[each.behaviour.measure_id or 0].definition.get("kinds", "")), late)
        for each in ruled
    ]
    return Readiness(tuple(rules), courses, bool(numbers))


def _rule(
    viewer: Viewer, standing: BehaviourStanding, kinds: str, late: Mapping[int, tuple[Coded, ...]]
) -> RuleTold:
    """By kind where the cases of kinds are counted; else with all cases as of one kind."""
    units = [each.verdict for each in standing.units if each.verdict.chances]
    strata = by_kind(viewer=viewer, standing=standing) if kinds else ()
    plain = [Stratum(each.unit, "", each.chances, each.chances - each.new_way) for each in units]
    one_kind = () if strata else (Coded("one_kind"),)
    return RuleTold(
        standing.behaviour.key,
        standing.behaviour.name,
        standard(strata or plain),
        min((each.recent_from for each in units if each.recent_from), default=None),
        max((each.recent_to for each in units if each.recent_to), default=None),
        kinds if strata else "",
        bool(kinds) and not strata,
        (*one_kind, *late.get(standing.behaviour.source_id or 0, ())),
    )


def _late(course: Course | None) -> tuple[Coded, ...]:
    """That many of the newest cases opened too near the end of the data to be compared, where it is so."""
    return tuple(each for each in course.cautions if each.code == "late_openings") if course else ()


def _courses(source_ids: set[int]) -> tuple[SourceCourse, ...]:
    rows = models.SourceProcess.objects.filter(source_id__in=source_ids).select_related("source")
    found = [
        SourceCourse(
            row.source_id, row.source.name, row.version != row.source.manifest_version, from_json(row.told)
        )
        for row in rows.order_by("source__name", "source_id")
    ]
    return tuple(found)


def from_json(told: Mapping[str, Any]) -> Course | None:
    """What the job kept; None where no case was over."""
    if not told:
        return None
    return Course(
        Variants(**told["variants"]),
        tuple(Way(tuple(each["steps"]), each["length"], each["cases"]) for each in told["ways"]),
        CycleTime(**told["time"]),
        tuple(Coded(**each) for each in told["cautions"]),
        told["single"],
    )


def answer(found: Readiness) -> str:
    """Is the process the same everywhere? In one sentence."""
    if not found.connected:
        return _("Cannot tell whether the process is the same everywhere: no data is connected yet.")
    if not found.rules:
        return _(
            "Cannot tell whether teams follow the same process: none of this change's behaviours is a rule over whole cases."
        )
    known = [each for each in found.rules if each.standard is not None]
    worst = sorted(known, key=lambda each: not (each.standard and each.standard.inconsistent))
    return said.same_everywhere(worst[0].standard if worst else None, translation)


def of_course(course: Course) -> list[str]:
    """Sentences on how the cases of a source run."""
    if course.single:
        return [
            _(
                "This data has one row for each case and says nothing of its steps, so ways and times cannot be told."
            )
        ]
    return [said.in_ways(course.variants, translation), said.taking(course.time, translation)]


def cautions(course: Course) -> list[str]:
    """What to know beside it."""
    return [] if course.single else [caution(each, translation) for each in course.cautions]


def first_steps(found: Readiness) -> list[str]:
    """What to settle before technology is added, the most telling first."""
    steps = [_ask(rule, rule.standard) for rule in found.rules if rule.standard is not None]
    for each in found.courses:
        course = each.course
        if course is None or course.single:
            continue
        if course.variants.top < HALF:
            steps.append(
                _(
                    "“{source}”: agree on the usual way first. The most frequent one holds {share} of the cases."
                ).format(source=each.name, share=percent(course.variants.top, translation))
            )
    return [step for step in steps if step]


def _ask(rule: RuleTold, told: Standard) -> str:
    more = [team for team in told.teams if team.differs is Differs.MORE]
    if not more:
        return ""
    team = max(more, key=lambda each: each.difference)
    return _(
        "“{rule}”: ask {team} first what keeps it from it. {own} of its cases break the rule, {others} where others do them."
    ).format(
        rule=rule.name, team=team.team, own=percent(team.beside, translation),
        others=percent(team.expected, translation),
    )  # fmt: skip


def rows(told: Standard) -> Sequence[tuple[Any, str]]:
    """Each group that is compared, with how it stands in a few words."""
    return [(team, said.differs(team, translation)) for team in told.teams]


def same(rule: RuleTold) -> str:
    """Whether this one rule is followed the same everywhere."""
    return said.same_everywhere(rule.standard, translation)


def beside(rule: RuleTold) -> list[str]:
    """What to know beside the comparison of one rule."""
    sentences = [caution(each, translation) for each in rule.cautions]
    if rule.kinds:
        sentences.insert(
            0,
            _("Compared at an equal mix of kinds of cases, told apart by “{column}”.").format(
                column=rule.kinds
            ),
        )
    if rule.waits:
        sentences.append(_("Kinds of cases are named and are being counted; then they are told apart."))
    return sentences


def table(found: Readiness) -> Iterator[tuple[object, ...]]:
    """The comparisons as rows of a file, after their heading: shares between 0 and 1."""
    yield (
        "rule", "from", "to", "kinds", "team", "cases", "violations", "share", "share_compared",
        "share_where_others_do_them", "funnel_low", "funnel_high", "share_at_equal_mix", "low", "high", "compared", "differs",
    )  # fmt: skip
    for rule in found.rules:
        for team in rule.standard.teams if rule.standard else ():
            shares = (
                team.crude, team.beside, team.expected, team.lower, team.upper, team.standardised, team.low, team.high,
                team.compared,
            )  # fmt: skip
            yield (
                rule.name, rule.first, rule.last, rule.kinds, team.team, team.cases, team.violations,
                *(f"{each:.6g}" for each in shares), team.differs.value,
            )  # fmt: skip
