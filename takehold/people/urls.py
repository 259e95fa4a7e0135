"""Addresses of the pages on which teams and people come in."""

from __future__ import annotations

from django.urls import path

from takehold.people import views

app_name = "people"
urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("teams/import/", views.bring, name="import"),
    path("teams/reorganised/", views.reorganised, name="reorganised"),
    path("teams/floor/", views.floor, name="floor"),
    path("keys/", views.keys, name="keys"),
]
