"""Addresses of the pages on which gaps are found, understood and answered."""

from __future__ import annotations

from django.urls import path

from takehold.gaps.views import (
    codebook,
    coding,
    concerns,
    evidence,
    gaps,
    helping,
    joining,
    proposed,
    readiness,
    steps,
    written,
)

app_name = "gaps"
CONCERN = "changes/<slug:slug>/answers/<int:concern_id>/"
THEMES = "changes/<slug:slug>/themes/"
GAP = "changes/<slug:slug>/gaps/<int:gap_id>/"
urlpatterns = [
    path("changes/<slug:slug>/answers/", concerns.answers, name="answers"),
    path("changes/<slug:slug>/answers/new/", concerns.new, name="concern-new"),
    path(CONCERN, concerns.concern, name="concern"),
    path(f"{CONCERN}answer/", concerns.answer, name="concern-answer"),
    path(f"{CONCERN}close/", concerns.move, {"event": "close"}, name="concern-close"),
    path(f"{CONCERN}again/", concerns.move, {"event": "again"}, name="concern-again"),
    path(f"{CONCERN}council/", concerns.move, {"event": "council"}, name="concern-council"),
    path(THEMES, codebook.codebook, name="codebook"),
    path(f"{THEMES}new/", codebook.new, name="codetheme-new"),
    path(f"{THEMES}legend/", codebook.legend, name="codetheme-legend"),
    path(f"{THEMES}code/", coding.code, name="code"),
    path(f"{THEMES}written/", written.written, name="written"),
    path(f"{THEMES}written/themes.csv", written.counts_csv, name="counts-csv"),
    path(f"{THEMES}codebook.csv", written.codebook_csv, name="codebook-csv"),
    path(f"{THEMES}alike/", written.alike, name="alike"),
    path(f"{THEMES}<int:theme_id>/", written.theme, name="codetheme"),
    path(f"{THEMES}<int:theme_id>/edit/", codebook.edit, name="codetheme-edit"),
    path(f"{THEMES}<int:theme_id>/retire/", codebook.retire, name="codetheme-retire"),
    path("changes/<slug:slug>/gaps/", gaps.gaps, name="gaps"),
    path("changes/<slug:slug>/gaps/proposed/", proposed.proposed, name="proposed"),
    path("changes/<slug:slug>/readiness/", readiness.readiness, name="readiness"),
    path("changes/<slug:slug>/readiness.csv", readiness.readiness_csv, name="readiness-csv"),
    path("changes/<slug:slug>/behaviour-and-opinion/", joining.joining, name="joining"),
    path("changes/<slug:slug>/gaps/new/", gaps.new, name="new"),
    path(GAP, gaps.gap, name="gap"),
    path(f"{GAP}edit/", gaps.edit, name="edit"),
    path(f"{GAP}help/", helping.helps, name="help"),
    path(f"{GAP}turn/", gaps.turn, name="turn"),
    path(f"{GAP}chain.json", gaps.chain_json, name="chain-json"),
    path(f"{GAP}chain.md", gaps.chain_markdown, name="chain-markdown"),
    path(f"{GAP}why/", steps.first, name="why"),
    path(f"{GAP}steps/<int:step_id>/", steps.step, name="step"),
    path(f"{GAP}steps/<int:step_id>/end/", steps.end, name="end"),
    path(f"{GAP}steps/<int:step_id>/move/", steps.move, name="move"),
    path(f"{GAP}steps/<int:step_id>/remove/", steps.remove, name="remove"),
    path(f"{GAP}steps/<int:step_id>/evidence/", evidence.pick, name="pick"),
    path(f"{GAP}evidence/<uuid:citation_id>/", evidence.evidence, name="evidence"),
    path(f"{GAP}evidence/<uuid:citation_id>/away/", evidence.away, name="away"),
]
