"""Addresses of the pages that combine rooms."""

from __future__ import annotations

from django.urls import path

from takehold.overview.views import (
    admitting,
    change,
    changes,
    control,
    demo,
    erasing,
    evidence,
    help,
    library,
    looking_back,
    me,
    reports,
    rhythm,
    search,
    team,
    week,
)

app_name = "overview"
urlpatterns = [
    path("", changes.home, name="home"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:slug>/", change.now, name="now"),
    path("changes/<slug:slug>/as-of/", looking_back.as_of, name="as-of"),
    path("changes/<slug:slug>/teams/", change.teams, name="teams"),
    path("changes/<slug:slug>/teams/<slug:key>/", change.unit, name="unit"),
    path("changes/<slug:slug>/rhythm/", rhythm.rhythm, name="rhythm"),
    path("changes/<slug:slug>/rhythm/done/", rhythm.done, name="turn-done"),
    path("changes/<slug:slug>/rhythm/settle/", rhythm.settle, name="settle"),
    path("changes/<slug:slug>/rhythm/again/", rhythm.again, name="take-up-again"),
    path("changes/<slug:slug>/reports/", reports.reports, name="reports"),
    path("changes/<slug:slug>/evidence/", evidence.evidence, name="evidence"),
    path("changes/<slug:slug>/evidence/<slug:behaviour>/", evidence.tickets, name="tickets"),
    path(
        "changes/<slug:slug>/evidence/<slug:behaviour>/tickets.csv", evidence.tickets_csv, name="tickets-csv"
    ),
    path("changes/<slug:slug>/evidence/<slug:behaviour>/control/", control.control, name="control"),
    path(
        "changes/<slug:slug>/evidence/<slug:behaviour>/control.png",
        control.control_slide,
        name="control-slide",
    ),
    path("changes/<slug:slug>/charts/<slug:behaviour>.png", change.slide, name="slide"),
    path("week/", week.week, name="week"),
    path("week/moves/", week.move, name="week-move"),
    path("week/mail/", week.mail, name="week-mail"),
    path("week/acts/", week.act, name="week-act"),
    path("my-team/", team.my_team, name="my-team"),
    path("me/", me.me, name="me"),
    path("me/about-me.json", me.me_json, name="me-json"),
    path("me/about-me.zip", me.me_zip, name="me-zip"),
    path("me/erase/", erasing.myself, name="erase-me"),
    path("people/", admitting.accounts, name="accounts"),
    path("people/new/", admitting.new_person, name="new-person"),
    path("people/roles/", admitting.role_holders, name="role-holders"),
    path("people/roles/file/", admitting.roles_file, name="roles-file"),
    path("people/<int:person_id>/", admitting.account, name="account"),
    path("people/<int:person_id>/account/", admitting.open_account, name="open-account"),
    path("people/<int:person_id>/account/close/", admitting.close_account, name="close-account"),
    path("people/<int:person_id>/roles/", admitting.give_role, name="give-role"),
    path("people/<int:person_id>/roles/<int:role_id>/end/", admitting.take_back, name="take-back"),
    path("people/erase/", erasing.somebody, name="erase-somebody"),
    path("search/", search.search, name="search"),
    path("help/", help.help_page, name="help"),
    path("library/", library.behaviours, name="library"),
    path("library/words/", library.words, name="library-words"),
    path("library/method/", library.method, name="library-method"),
    path("demo/", demo.demo, name="demo"),
]
