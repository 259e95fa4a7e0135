"""Addresses of the pages on which changes are made and alerts answered."""

from __future__ import annotations

from django.urls import path

from takehold.initiatives.views import alerts, behaviours, changes, impact, marks, reasons

app_name = "initiatives"
urlpatterns = [
    path("changes/new/", changes.new, name="new"),
    path("changes/<slug:slug>/edit/", changes.edit, name="edit"),
    path("changes/<slug:slug>/go-live/", changes.go_live, name="go-live"),
    path("changes/<slug:slug>/end/", changes.end, name="end"),
    path("changes/<slug:slug>/behaviours/", behaviours.behaviours, name="behaviours"),
    path("changes/<slug:slug>/behaviours/<slug:key>/", behaviours.behaviour, name="behaviour"),
    path("changes/<slug:slug>/behaviours/<slug:key>/baseline/", behaviours.baseline, name="baseline"),
    path("changes/<slug:slug>/impact/", impact.impact, name="impact"),
    path("changes/<slug:slug>/impact/file/", impact.file, name="impact-file"),
    path("changes/<slug:slug>/impact/sheet.csv", impact.sheet_csv, name="impact-csv"),
    path("changes/<slug:slug>/impact/sheet.xlsx", impact.sheet_xlsx, name="impact-xlsx"),
    path("changes/<slug:slug>/impact/audience/", impact.audience, name="audience"),
    path("changes/<slug:slug>/reasons/", reasons.reasons, name="reasons"),
    path("changes/<slug:slug>/reasons/<int:fresh>/back/", reasons.take_back, name="take-back"),
    path("changes/<slug:slug>/marks/", marks.marks, name="marks"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<int:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<int:alert_id>/line/", alerts.line, name="line"),
    path("alerts/<int:alert_id>/answer/", alerts.answer, name="answer"),
]
