"""Addresses of the pages on which teams and people come in."""

from __future__ import annotations

from django.urls import path

from takehold.people.views import keys, teams

app_name = "people"
urlpatterns = [
    path("teams/", teams.teams, name="teams"),
    path("teams/import/", teams.bring, name="import"),
    path("teams/reorganised/", teams.reorganised, name="reorganised"),
    path("teams/floor/", teams.floor, name="floor"),
    path("keys/", keys.keys, name="keys"),
]
