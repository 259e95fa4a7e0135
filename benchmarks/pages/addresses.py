"""Which pages are looked at, as whom. A page of the site that is missing here stops the benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ROOMS = (
    "people",
    "initiatives",
    "gather",
    "governance",
    "gaps",
    "bridge",
    "missteps",
    "celebrate",
    "influence",
    "overview",
)
ONLY_SENT = {
    "people:import", "people:reorganised", "people:floor", "overview:open-account", "overview:close-account", "overview:give-role", "overview:take-back", "overview:calendar-renew", "overview:calendar-end", "initiatives:end", "initiatives:baseline",
    "initiatives:line", "initiatives:answer", "initiatives:impact-file", "gather:privacy-agree", "gather:privacy-withdraw", "gather:privacy-retention", "gather:discard", "gather:again", "gather:apart", "gather:sheet", "gather:mapping-text",
    "gather:remove", "gather:checked", "gather:tap", "gather:survey-open", "gather:survey-discard", "gather:offer-decline", "gather:voice-answer", "gather:voice-close",
    "gaps:concern-answer", "gaps:concern-close", "gaps:concern-again", "gaps:concern-council",
    "gaps:codetheme-legend", "gaps:codetheme-retire",
    "influence:stand", "influence:position", "influence:attempt", "influence:land", "influence:done", "influence:turn",
    "influence:talk-move", "influence:talk-join",
    "influence:sounding-take-back",
    "bridge:turn", "bridge:look", "bridge:draw", "bridge:instead", "bridge:downtime", "bridge:sustainability-close", "bridge:champions-answer", "bridge:champions-hours", "bridge:champions-invite", "bridge:champions-thank", "bridge:champions-shift", "gaps:turn", "gaps:why", "gaps:end", "gaps:move", "gaps:remove", "gaps:away", "gather:feed-change", "gather:sender-change", "gather:hook", "gather:statements", "gather:note-reply", "gather:note-withdraw", "gather:theme-drop", "gather:channel-end",
    "governance:request-option", "governance:request-consulted", "governance:request-serves", "governance:request-take-out", "governance:commitment-kept",
    "overview:request-check", "overview:request-send", "overview:request-turn", "overview:request-sign", "overview:request-comment",
    "governance:seat", "governance:unseat", "governance:paper-away", "overview:charter-show", "overview:charter-serve-no-more",
    "overview:week-move", "alignment:ask", "overview:week-act", "overview:take-up-again", "overview:turn-done", "overview:settle", "initiatives:take-back",
    "overview:go-sign", "overview:go-back",
    "governance:directive-turn", "governance:directive-acknowledged", "governance:directive-shift",
    "overview:pack-sign", "missteps:tell", "missteps:turn", "missteps:promise", "missteps:keep",
    "celebrate:publish", "celebrate:leave", "celebrate:withdraw", "celebrate:applaud",
    "celebrate:ask-name", "celebrate:answer-name", "celebrate:screen-end", "celebrate:chat-end",
    "bridge:plan-line", "bridge:plan-withdraw", "celebrate:mail", "celebrate:story-publish", "celebrate:story-withdraw",
}  # fmt: skip
"""Addresses that only take forms."""
NOT_A_PAGE = {
    "overview:home", "overview:demo", "overview:demo-export", "overview:as-of", "gather:go-on", "gather:respond", "gather:respond-enter",
    "influence:sounding-enter", "influence:sounding-answer",
}  # fmt: skip
"""They only lead on to another page, exist in the demo alone or where data ended long ago, or are for people without
an account."""
FOUR = ("lead", "sponsor", "manager", "nurse")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its route, the names of objects that fill its address, and who opens it."""

    route: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    roles: tuple[str, ...] = FOUR
    note: str = ""

    def __str__(self) -> str:
        return f"{self.route}{' ' + self.note if self.note else ''}"


LARGE, TICKETS, PLAIN = {"slug": "large"}, {"slug": "tickets"}, {"slug": "plain"}
BEHIND = {**TICKETS, "behaviour": "tickets-key"}
LEADS = ("lead",)
GAP = {**LARGE, "gap_id": "gap"}
HOUSE = ("admin",)
PAGES = (
    Page("overview:changes"),
    Page("overview:changes", query="?show=needs-me", note="needs me"),
    Page("overview:now", PLAIN, note="1 behaviour"),
    Page("overview:now", LARGE, note="4 behaviours"),
    Page("overview:teams", PLAIN, note="1 behaviour"),
    Page("overview:teams", LARGE, note="4 behaviours"),
    Page("overview:unit", {**PLAIN, "key": "own-unit"}, note="1 behaviour"),
    Page("overview:unit", {**LARGE, "key": "own-unit"}, note="4 behaviours"),
    Page("overview:reports", PLAIN),
    Page("overview:evidence", LARGE, note="4 behaviours"),
    Page("overview:tickets", BEHIND, roles=("lead", "nurse"), note="newest"),
    Page("overview:tickets", BEHIND, query="?unit={own-unit}", note="one team"),
    Page(
        "overview:tickets",
        BEHIND,
        query="?from=2000-01-01&way=old&after=500",
        roles=("lead",),
        note="whole time",
    ),
    Page("overview:control", BEHIND, roles=("lead", "nurse"), note="all teams"),
    Page("overview:control", BEHIND, query="?unit={own-unit}", note="one team"),
    Page("overview:my-team"),
    Page("overview:me"),
    Page("overview:calendars"),
    Page("overview:week-mail", roles=("manager",)),
    Page("overview:week", roles=("lead", "sponsor", "manager")),
    Page("overview:search", query="?q=team"),
    Page("overview:help", roles=("nurse",)),
    Page("overview:erase-me", roles=("nurse",)),
    Page("overview:erase-somebody", roles=("admin",)),
    Page("overview:accounts", roles=("admin",)),
    Page("overview:accounts", query="?q=a&show=all", roles=("admin",), note="search"),
    Page("overview:account", {"person_id": "person"}, roles=("admin",)),
    Page("overview:new-person", roles=("admin",)),
    Page("overview:role-holders", roles=("admin",)),
    Page("overview:roles-file", roles=("admin",)),
    Page("overview:library"),
    Page("bridge:playbook", roles=("nurse",)),
    Page("bridge:practice", {"key": "practice"}, roles=("nurse",)),
    Page("bridge:guides", roles=("nurse",)),
    Page("bridge:guide", {"key": "guide"}, roles=("nurse",)),
    Page("overview:coaching", roles=("lead", "sponsor", "manager")),
    Page("overview:library-words", roles=("nurse",)),
    Page("overview:library-method", roles=("nurse",)),
    Page("initiatives:new", roles=LEADS),
    Page("initiatives:edit", LARGE, roles=LEADS),
    Page("initiatives:go-live", LARGE, roles=LEADS),
    Page("initiatives:behaviours", LARGE, roles=LEADS),
    Page("initiatives:behaviour", {**PLAIN, "key": "plain-key"}, roles=LEADS),
    Page("initiatives:marks", LARGE, roles=LEADS),
    Page("initiatives:reasons", LARGE),
    Page("overview:rhythm", LARGE),
    Page("initiatives:impact", LARGE, roles=("lead", "nurse")),
    Page("initiatives:audience", LARGE, roles=LEADS),
    Page("initiatives:alerts"),
    Page("initiatives:alert", {"alert_id": "seen-alert"}, roles=("lead", "sponsor")),
    Page("gather:bring", LARGE, roles=LEADS),
    Page("gather:reach", LARGE, note="4 behaviours"),
    Page("gather:columns", {"draft_id": "draft"}, roles=HOUSE),
    Page("gather:behaviours", {"draft_id": "mapped-draft"}, roles=HOUSE),
    Page("gather:own", {"draft_id": "mapped-draft"}, roles=HOUSE),
    Page("gather:rules", {"draft_id": "mapped-events"}, roles=HOUSE),
    Page("gather:watch", {"import_id": "import"}, roles=HOUSE),
    Page("gather:privacy", roles=("lead", "nurse")),
    Page("gather:sources", roles=HOUSE),
    Page("gather:source", {"source_id": "source"}, roles=HOUSE),
    Page("gather:teams", {"source_id": "source"}, roles=HOUSE),
    Page("gather:feeds", roles=HOUSE),
    Page("gather:feed", {"feed_id": "feed"}, roles=HOUSE),
    Page("gather:feed-connect", {"kind": "feed-kind"}, roles=HOUSE),
    Page("gather:folder-connect", roles=HOUSE),
    Page("gather:sender-new", {"kind": "sender-kind"}, roles=HOUSE),
    Page("gather:sender", {"sender_id": "sender"}, roles=HOUSE),
    Page("gather:folder-connect", roles=HOUSE),
    Page("gather:feed-hosts", roles=HOUSE),
    Page("gather:tally", roles=("manager", "lead")),
    Page("gather:say", roles=("nurse", "lead")),
    Page("gather:say-status", roles=("nurse",)),
    Page("gather:say-desk", roles=HOUSE),
    Page("gather:notes", roles=("manager", "nurse")),
    Page("gather:channels", roles=("lead", "nurse")),
    Page("gather:channel", {"channel_id": "channel"}, roles=LEADS),
    Page("gather:theme", {"theme_id": "theme"}, roles=LEADS),
    Page("gather:theme-new", roles=LEADS),
    Page("gather:theme-edit", {"theme_id": "theme"}, roles=LEADS),
    Page("gather:note-new", roles=("manager", "lead")),
    Page("gather:note", {"note_id": "note"}, roles=("manager",)),
    Page("gather:surveys"),
    Page("gather:surveys", query="?change={large}", roles=LEADS, note="of one change"),
    Page("gather:survey-new", query="?change={large}", roles=LEADS),
    Page("gather:survey", {"wave_id": "survey-open"}, note="open"),
    Page("gather:survey", {"wave_id": "survey-plan"}, roles=LEADS, note="a plan"),
    Page("gather:survey-results", {"wave_id": "survey-open"}, note="open"),
    Page("gather:survey-results", {"wave_id": "survey-closed"}, roles=("lead", "sponsor"), note="closed"),
    Page("gather:survey-edit", {"wave_id": "survey-plan"}, roles=LEADS),
    Page("gather:survey-questions", {"wave_id": "survey-plan"}, roles=LEADS),
    Page("gather:survey-preview", {"wave_id": "survey-plan"}, roles=LEADS),
    Page("gather:survey-poster", {"wave_id": "survey-open", "kind": "poster"}, roles=LEADS),
    Page("gather:survey-last-day", {"wave_id": "survey-open"}, roles=LEADS),
    Page("gather:survey-you-said", {"wave_id": "survey-closed"}, roles=LEADS),
    Page("gather:survey-bring", roles=LEADS),
    Page("gather:voices"),
    Page("gather:voice", {"say_id": "said"}, roles=LEADS),
    Page("governance:bodies", roles=("lead", "nurse")),
    Page("governance:body", {"body_id": "body"}, roles=("admin", "nurse")),
    Page("governance:papers", {"body_id": "body"}, roles=("admin", "nurse")),
    Page("governance:paper-template", {"body_id": "body", "kind": "paper"}, roles=("nurse",)),
    Page("governance:paper-sample", {"kind": "paper"}, roles=("nurse",)),
    Page("governance:request-paper", {"request_id": "request"}, roles=LEADS),
    Page("governance:priorities", roles=("admin", "nurse")),
    Page("governance:priority", {"priority_id": "priority"}, roles=("admin",)),
    Page("overview:charter", LARGE),
    Page("overview:council", roles=("lead", "sponsor", "nurse")),
    Page("overview:request", {"request_id": "request"}, roles=("lead", "sponsor", "admin")),
    Page("overview:request", {"request_id": "own-request"}, roles=LEADS, note="being written"),
    Page("governance:requests", roles=("lead", "nurse")),
    Page("governance:requests", query="?after=100", roles=LEADS, note="older"),
    Page("governance:request-new", roles=LEADS),
    Page("governance:request-edit", {"request_id": "own-request"}, roles=LEADS),
    Page("governance:request-lines", {"request_id": "own-request"}, roles=LEADS),
    Page("governance:decide", {"request_id": "request"}, roles=HOUSE),
    Page("governance:decisions", roles=("lead", "nurse")),
    Page("governance:decisions", query="?after=100", roles=LEADS, note="older"),
    Page("governance:decision", {"decision_id": "decision"}, roles=("admin", "lead", "nurse")),
    Page("governance:decision-change", {"decision_id": "decision"}, roles=HOUSE),
    Page("overview:charter-serve", LARGE, roles=LEADS),
    Page("gaps:answers", LARGE),
    Page("gaps:concern", {**LARGE, "concern_id": "concern"}),
    Page("gaps:concern-new", LARGE, roles=LEADS, note="said"),
    Page("gaps:concern-new", LARGE, query="?from=theme", roles=LEADS, note="themes"),
    Page("gaps:gaps", LARGE),
    Page("gaps:proposed", LARGE, roles=LEADS, note="teams"),
    Page("gaps:proposed", LARGE, query="?from=themes", roles=LEADS, note="themes"),
    Page("gaps:proposed", TICKETS, query="?from=survey", roles=LEADS, note="a survey"),
    Page("gaps:proposed", LARGE, query="?from=reach", roles=LEADS, note="heard"),
    Page("gaps:joining", TICKETS),
    Page("gaps:readiness", LARGE, roles=LEADS),
    Page("gaps:codebook", TICKETS),
    Page("gaps:codetheme-new", TICKETS, roles=LEADS),
    Page("gaps:codetheme-edit", {**TICKETS, "theme_id": "codetheme"}, roles=LEADS),
    Page("gaps:code", TICKETS, roles=LEADS),
    Page("gaps:proposed", TICKETS, query="?from=written", roles=LEADS, note="written"),
    Page(
        "gaps:pick",
        {**TICKETS, "gap_id": "asked-gap", "step_id": "asked-step"},
        query="?from=coded",
        roles=LEADS,
        note="what people wrote",
    ),
    Page("gaps:written", TICKETS, roles=LEADS),
    Page("gaps:codetheme", {**TICKETS, "theme_id": "codetheme"}, roles=LEADS),
    Page("gaps:alike", TICKETS, roles=LEADS),
    Page("gaps:gap", GAP),
    Page("gaps:new", LARGE, roles=LEADS),
    Page("gaps:help", {**TICKETS, "gap_id": "asked-gap"}),
    Page(
        "gaps:pick",
        {**TICKETS, "gap_id": "asked-gap", "step_id": "asked-step"},
        query="?from=help",
        roles=LEADS,
        note="what would help",
    ),
    Page("gaps:edit", GAP, roles=LEADS),
    Page("gaps:step", {**GAP, "step_id": "step"}),
    Page("gaps:pick", {**GAP, "step_id": "step"}, roles=LEADS, note="figures"),
    Page("gaps:pick", {**GAP, "step_id": "step"}, query="?from=said", roles=LEADS, note="said"),
    Page("gaps:pick", {**GAP, "step_id": "step"}, query="?from=note", roles=LEADS, note="notes"),
    Page("gaps:pick", {**GAP, "step_id": "step"}, query="?from=theme", roles=LEADS, note="themes"),
    Page(
        "gaps:pick",
        {**TICKETS, "gap_id": "asked-gap", "step_id": "asked-step"},
        query="?from=cell",
        roles=LEADS,
        note="surveys",
    ),
    Page("gaps:pick", {**GAP, "step_id": "step"}, query="?from=reach", roles=LEADS, note="heard"),
    Page("gaps:evidence", {**GAP, "citation_id": "citation"}, roles=LEADS),
    Page("bridge:actions", LARGE),
    Page("bridge:new", LARGE, roles=("lead", "manager")),
    Page("bridge:new", LARGE, query="?gap={gap}&practice=figures-back", roles=LEADS, note="for a gap"),
    Page("bridge:action", {**LARGE, "action_id": "action"}),
    Page("bridge:edit", {**LARGE, "action_id": "action"}, roles=LEADS),
    Page("bridge:paths", LARGE, roles=("lead", "nurse")),
    Page("bridge:calendar", LARGE, roles=("lead", "nurse")),
    Page("bridge:sustainability", LARGE, roles=("lead", "nurse")),
    Page("bridge:champions", LARGE),
    Page("bridge:path", {**LARGE, "path_id": "old-path"}, roles=("lead", "nurse")),
    Page("bridge:actions", LARGE),
    Page("bridge:new", LARGE, roles=("lead", "manager")),
    Page("bridge:new", LARGE, query="?gap={gap}&practice=figures-back", roles=LEADS, note="for a gap"),
    Page("bridge:action", {**LARGE, "action_id": "action"}),
    Page("bridge:edit", {**LARGE, "action_id": "action"}, roles=LEADS),
    Page("bridge:lots", {**LARGE, "action_id": "action"}, roles=("lead", "sponsor")),
    Page("influence:stakeholders", LARGE, roles=("lead", "nurse")),
    Page("influence:stakeholder", {**LARGE, "stakeholder_id": "stakeholder"}, roles=("lead", "nurse")),
    Page("influence:advocacy", LARGE, roles=("lead", "nurse")),
    Page("influence:move", {**LARGE, "move_id": "advocacy"}, roles=("lead", "nurse")),
    Page("influence:approaches", roles=("lead", "nurse")),
    Page("alignment:house", roles=("lead", "nurse")),
    Page("alignment:inside", LARGE, roles=("lead", "nurse")),
    Page("alignment:teams", roles=HOUSE),
    Page("alignment:incentives", roles=("lead", "manager")),
    Page("alignment:load", roles=("lead", "nurse")),
    Page("alignment:load", query="?by=sum", roles=LEADS, note="by all people"),
    Page("alignment:goal-new", roles=LEADS),
    Page("alignment:goal", {"goal_id": "goal"}, roles=LEADS),
    Page("alignment:goal-edit", {"goal_id": "goal"}, roles=LEADS),
    Page("alignment:conflict", {"conflict_id": "conflict"}, roles=LEADS),
    Page("influence:early", roles=("lead", "sponsor")),
    Page("influence:talk", {"talk_id": "talk"}, roles=("lead", "sponsor")),
    Page("overview:authority", roles=("lead", "sponsor")),
    Page("overview:go", LARGE),
    Page("governance:directives", roles=("lead", "nurse")),
    Page("governance:directive-new", roles=LEADS),
    Page("governance:directive", {"directive_id": "directive"}),
    Page("governance:directive-edit", {"directive_id": "directive-draft"}, roles=LEADS),
    Page("governance:directive-notice", {"directive_id": "directive"}, roles=("lead", "nurse")),
    Page("governance:directive-acknowledge", {"directive_id": "directive"}, roles=("manager", "nurse")),
    Page("overview:owners", roles=LEADS),
    Page("influence:soundings", roles=("lead", "nurse")),
    Page("people:teams", roles=HOUSE),
    Page("people:keys", roles=("lead", "nurse")),
    Page("overview:packs", roles=("lead", "sponsor")),
    Page("overview:pack", {"key": "pack"}, roles=("lead", "sponsor")),
    Page("missteps:missteps"),
    Page("missteps:missteps", query="?change={large}", roles=LEADS, note="of one change"),
    Page("missteps:misstep", {"misstep_id": "misstep"}),
    Page("missteps:new", LARGE, roles=("nurse", "lead")),
    Page("missteps:edit", {"misstep_id": "misstep-draft"}, roles=LEADS),
    Page("celebrate:wall"),
    Page("celebrate:wins", LARGE),
    Page("celebrate:win", {**LARGE, "win_id": "win"}),
    Page("celebrate:tell", roles=("nurse", "lead")),
    Page("bridge:plan", roles=("nurse",)),
    Page("bridge:plans", roles=("manager", "nurse")),
    Page("celebrate:seen", roles=("lead", "sponsor")),
    Page("celebrate:story-new", LARGE, roles=("nurse",)),
    Page("celebrate:screens", roles=LEADS),
    Page("celebrate:chats", roles=HOUSE),
    Page("celebrate:screen", {"key": "screen-key"}, roles=LEADS),
)
FILES = (
    Page("overview:pack-file", {"key": "pack", "name": "pack-pdf"}, roles=("lead",)),
    Page("overview:me-json", roles=("nurse",)),
    Page("overview:me-zip", roles=("nurse",)),
    Page("overview:calendar", {"key": "my-dates-key"}, roles=("outside",), note="mine"),
    Page("gather:survey-json", {"wave_id": "survey-plan"}, roles=LEADS),
    Page("gaps:counts-csv", TICKETS, roles=LEADS),
    Page("gaps:codebook-csv", TICKETS, roles=LEADS),
    Page("gaps:chain-json", GAP, roles=LEADS),
    Page("gaps:chain-markdown", GAP, roles=LEADS),
    Page("gaps:readiness-csv", LARGE, roles=LEADS),
    Page("overview:slide", {**PLAIN, "behaviour": "plain-key"}, roles=LEADS),
    Page("overview:control-slide", {**PLAIN, "behaviour": "plain-key"}, roles=LEADS),
    Page("overview:tickets-csv", BEHIND, query="?unit={own-unit}", roles=LEADS, note="one team, 8 weeks"),
    Page("gather:rejected", {"import_id": "import"}, roles=HOUSE),
    Page("gather:reach-csv", LARGE, roles=LEADS),
    Page("initiatives:impact-csv", LARGE, roles=LEADS),
    Page("initiatives:impact-xlsx", LARGE, roles=LEADS),
)
"""Downloads: timed, but not held to a page's size."""


def missing() -> set[str]:
    """Routes of the rooms' pages that no entry looks at."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: URLResolver, space: str = "") -> Iterator[str]:
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                yield f"{space}:{each.name}"
            else:
                yield from walk(each, each.namespace or space)

    known = {page.route for page in (*PAGES, *FILES)} | ONLY_SENT | NOT_A_PAGE
    return {route for route in walk(get_resolver()) if route.split(":")[0] in ROOMS} - known


def address(page: Page, objects: Mapping[str, Any]) -> str:
    """Where the page is, with objects in place of their names."""
    from django.urls import reverse

    path = reverse(page.route, kwargs={name: objects[value] for name, value in page.parts.items()})
    return path + page.query.format(**objects)
