"""Which pages are looked at, as whom, and how one gets in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LEAD, MANAGER, STEWARD = "P1098", "P0150", "P1099"
HANDOVER = "/changes/handover-in-the-record-not-on-paper"


@dataclass(frozen=True)
class Page:
    """A page: its name in screenshots, its address, and the part of the demo that opens it (None: nobody)."""

    name: str
    path: str
    part: str | None = LEAD
    status: int = 200


PAGES = (
    Page("demo", "/demo/", None),
    Page("sign-in", "/accounts/login/", None),
    Page("changes", "/changes/"),
    Page("changes-ended", "/changes/?show=ended"),
    Page("change-now", f"{HANDOVER}/"),
    Page("change-teams", f"{HANDOVER}/teams/"),
    Page("change-reports", f"{HANDOVER}/reports/"),
    Page("change-evidence", f"{HANDOVER}/evidence/"),
    Page("control-chart", f"{HANDOVER}/evidence/handover-in-record/control/"),
    Page("tickets", f"{HANDOVER}/evidence/handover-in-record/"),
    Page("my-team", "/my-team/", MANAGER),
    Page("me", "/me/", MANAGER),
    Page("my-calendar", "/me/calendar/", MANAGER),
    Page("erase-me", "/me/erase/", MANAGER),
    Page("erase-somebody", "/people/erase/", "admin@linden.example"),
    Page("accounts", "/people/", "admin@linden.example"),
    Page("account", "/people/1/", "admin@linden.example"),
    Page("new-person", "/people/new/", "admin@linden.example"),
    Page("role-holders", "/people/roles/", "admin@linden.example"),
    Page("roles-file", "/people/roles/file/", "admin@linden.example"),
    Page("search", "/search/?q=ward"),
    Page("search-nothing", "/search/?q=zzzz"),
    Page("help", "/help/"),
    Page("library", "/library/"),
    Page("playbook", "/playbook/?barrier=ability"),
    Page("practice", "/playbook/figures-back/"),
    Page("library-words", "/library/words/"),
    Page("library-method", "/library/method/"),
    Page("new-change", "/changes/new/"),
    Page("edit-change", f"{HANDOVER}/edit/"),
    Page("behaviours", f"{HANDOVER}/behaviours/"),
    Page("marks", f"{HANDOVER}/marks/"),
    Page("week", "/week/", MANAGER),
    Page("week-mail", "/week/mail/", MANAGER),
    Page("coaching", "/week/coaching/", MANAGER),
    Page("guides", "/guides/"),
    Page("guide", "/guides/night-shift/"),
    Page("it", "/it/", "admin@linden.example"),
    Page("it-teams", "/it/teams/", "admin@linden.example"),
    Page("inside", f"{HANDOVER}/inside/"),
    Page("incentives", "/incentives/"),
    Page("goal-new", "/incentives/new/"),
    Page("load", "/load/"),
    Page("reasons", f"{HANDOVER}/reasons/"),
    Page("rhythm", f"{HANDOVER}/rhythm/"),
    Page("priorities", "/priorities/"),
    Page("bodies", "/council/bodies/"),
    Page("body", "/council/bodies/1/"),
    Page("charter", f"{HANDOVER}/charter/"),
    Page("charter-serves", f"{HANDOVER}/charter/serves/"),
    Page("impact", f"{HANDOVER}/impact/"),
    Page("reach", f"{HANDOVER}/reach/"),
    Page("audience", f"{HANDOVER}/impact/audience/"),
    Page("alerts", "/alerts/"),
    Page("bring-data", f"{HANDOVER}/data/"),
    Page("tally", "/tally/", MANAGER),
    Page("say", "/say/", None),
    Page("say-status", "/say/status/", None),
    Page("voices", "/voices/"),
    Page("notes", "/notes/", MANAGER),
    Page("channels", "/voices/channels/"),
    Page("channel", "/voices/channels/1/"),
    Page("theme", "/voices/themes/1/"),
    Page("theme-new", "/voices/themes/new/"),
    Page("note-new", "/notes/new/", MANAGER),
    Page("why", f"{HANDOVER}/gaps/"),
    Page("open-a-gap", f"{HANDOVER}/gaps/new/"),
    Page("where-to-look", f"{HANDOVER}/gaps/proposed/"),
    Page("done-and-wanted", f"{HANDOVER}/behaviour-and-opinion/"),
    Page("the-same-everywhere", f"{HANDOVER}/readiness/"),
    Page("codebook", f"{HANDOVER}/themes/"),
    Page("codetheme-new", f"{HANDOVER}/themes/new/"),
    Page("code", f"{HANDOVER}/themes/code/"),
    Page("written", f"{HANDOVER}/themes/written/"),
    Page("alike", f"{HANDOVER}/themes/alike/"),
    Page("written-theme", f"{HANDOVER}/themes/1/"),
    Page("gap", f"{HANDOVER}/gaps/1/"),
    Page("gap-help", f"{HANDOVER}/gaps/1/help/"),
    Page("gap-step", f"{HANDOVER}/gaps/1/steps/2/"),
    Page("gap-cite", f"{HANDOVER}/gaps/1/steps/2/evidence/?from=said"),
    Page("actions", f"{HANDOVER}/actions/"),
    Page("choose-an-action", f"{HANDOVER}/actions/new/?gap=1&practice=remove-clicks"),
    Page("action", f"{HANDOVER}/actions/1/"),
    Page("actions", f"{HANDOVER}/actions/"),
    Page("choose-an-action", f"{HANDOVER}/actions/new/?gap=1&practice=remove-clicks"),
    Page("action", f"{HANDOVER}/actions/1/"),
    Page("old-paths", f"{HANDOVER}/old-paths/"),
    Page("calendar", f"{HANDOVER}/calendar/"),
    Page("sustainability", f"{HANDOVER}/sustainability/"),
    Page("old-path", f"{HANDOVER}/old-paths/1/"),
    Page("who-goes-first", f"{HANDOVER}/actions/3/lots/"),
    Page("stakeholders", f"{HANDOVER}/stakeholders/"),
    Page("stakeholder", f"{HANDOVER}/stakeholders/1/"),
    Page("advocacy", f"{HANDOVER}/advocacy/"),
    Page("advocacy-move", f"{HANDOVER}/advocacy/1/"),
    Page("approaches", "/approaches/"),
    Page("early", "/early/"),
    Page("early-talk", "/early/1/"),
    Page("answers", f"{HANDOVER}/answers/", MANAGER),
    Page("concern", f"{HANDOVER}/answers/5/"),
    Page("concern-new", f"{HANDOVER}/answers/new/"),
    Page("voices-employee", "/voices/", MANAGER),
    Page("sources", "/sources/", STEWARD),
    Page("systems", "/sources/systems/", STEWARD),
    Page("watch-folder", "/sources/systems/folder/", STEWARD),
    Page("connect-system", "/sources/systems/new/servicenow/", STEWARD),
    Page("bring-in-a-survey", "/waves/bring/"),
    Page("let-a-system-send", "/sources/senders/new/cloudevents/", STEWARD),
    Page("privacy", "/council/privacy/"),
    Page("privacy-council", "/council/privacy/", "P1100"),
    Page("second-factor", "/accounts/2fa/"),
    Page("directives", "/council/directives/"),
    Page("directive", "/council/directives/1/"),
    Page("directive-notice", "/council/directives/1/notice/", MANAGER),
    Page("directive-acknowledge", "/council/directives/1/acknowledge/", MANAGER),
    Page("write-a-directive", "/council/directives/new/"),
    Page("missteps", "/missteps/"),
    Page("misstep", "/missteps/1/", MANAGER),
    Page("misstep-not-told", "/missteps/3/"),
    Page("suggest-a-misstep", f"{HANDOVER}/missteps/new/", MANAGER),
    Page("wins", "/wins/", MANAGER),
    Page("wins-of-a-change", f"{HANDOVER}/wins/"),
    Page("tell-a-win", "/wins/new/", MANAGER),
    Page("never-seen", "/wins/seen/"),
    Page("how-we-crossed", f"{HANDOVER}/stories/new/", MANAGER),
    Page("champions", f"{HANDOVER}/champions/"),
    Page("champions-own", f"{HANDOVER}/champions/", "P0152"),
    Page("own-plan", "/me/plan/", "P0152"),
    Page("shared-plans", "/plans/", MANAGER),
    Page("screens", "/wins/screens/"),
    Page("password", "/accounts/password/change/"),
    Page("not-there", "/nowhere/", status=404),
)


def come_in(context: Any, site: str, part: str) -> None:
    """Sign in at the demo's door, by its form."""
    page = context.new_page()
    page.goto(f"{site}/demo/")
    page.locator(f'form:has(input[value="{part}"]) button:not([name])').click()
    page.wait_for_url(lambda url: "/demo/" not in url)
    page.close()
