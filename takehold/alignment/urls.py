"""Addresses of the pages on the inside first, on goals and rewards, and the load map."""

from __future__ import annotations

from django.urls import path

from takehold.alignment.views import goals, inside, load

app_name = "alignment"
urlpatterns = [
    path("it/", inside.house, name="house"),
    path("it/teams/", inside.teams, name="teams"),
    path("changes/<slug:slug>/inside/", inside.inside, name="inside"),
    path("changes/<slug:slug>/inside/ask/", inside.ask, name="ask"),
    path("load/", load.load, name="load"),
    path("incentives/", goals.incentives, name="incentives"),
    path("incentives/new/", goals.new, name="goal-new"),
    path("incentives/<int:goal_id>/", goals.goal, name="goal"),
    path("incentives/<int:goal_id>/edit/", goals.edit, name="goal-edit"),
    path("incentives/conflicts/<int:conflict_id>/", goals.conflict, name="conflict"),
]
