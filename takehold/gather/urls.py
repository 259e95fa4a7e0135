"""Addresses of the pages on which data comes in."""

from __future__ import annotations

from django.urls import path

from takehold.gather.views import behaviours, bring, columns, imports, rules, say, sources, tally, voices

app_name = "gather"
urlpatterns = [
    path("changes/<slug:slug>/data/", bring.bring, name="bring"),
    path("data/<uuid:draft_id>/", bring.go_on, name="go-on"),
    path("data/<uuid:draft_id>/discard/", bring.discard, name="discard"),
    path("data/<uuid:draft_id>/again/", bring.again, name="again"),
    path("data/<uuid:draft_id>/apart/", bring.apart, name="apart"),
    path("data/<uuid:draft_id>/sheet/", bring.sheet, name="sheet"),
    path("data/<uuid:draft_id>/columns/", columns.columns, name="columns"),
    path("data/<uuid:draft_id>/mapping/", columns.mapping_text, name="mapping-text"),
    path("data/<uuid:draft_id>/behaviours/", behaviours.behaviours, name="behaviours"),
    path("data/<uuid:draft_id>/own/", behaviours.own, name="own"),
    path("data/<uuid:draft_id>/rules/", rules.rules, name="rules"),
    path("data/<uuid:draft_id>/remove/", behaviours.remove, name="remove"),
    path("imports/<uuid:import_id>/", imports.watch, name="watch"),
    path("imports/<uuid:import_id>/rejected.csv", imports.rejected_csv, name="rejected"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:source_id>/", sources.source, name="source"),
    path("sources/<int:source_id>/teams/", imports.teams, name="teams"),
    path("say/", say.say, name="say"),
    path("say/status/", say.status, name="say-status"),
    path("say/desk/", voices.desk, name="say-desk"),
    path("voices/", voices.voices, name="voices"),
    path("voices/said/<uuid:say_id>/", voices.voice, name="voice"),
    path("voices/said/<uuid:say_id>/answer/", voices.answer, name="voice-answer"),
    path("voices/said/<uuid:say_id>/close/", voices.close, name="voice-close"),
    path("tally/", tally.pick, name="tally"),
    path("tally/count/", tally.tap, name="tap"),
]
