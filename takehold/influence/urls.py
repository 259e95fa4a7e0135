"""Addresses of the pages on which people are won over before anything is decided."""

from __future__ import annotations

from django.urls import path

from takehold.influence.views import advocacy, approaches, early, soundings, stakeholder, stakeholders

app_name = "influence"
STAKE = "changes/<slug:slug>/stakeholders/"
ONE = f"{STAKE}<int:stakeholder_id>/"
PLAN = "changes/<slug:slug>/advocacy/"
urlpatterns = [
    path("approaches/", approaches.approaches, name="approaches"),
    path("early/", early.early, name="early"),
    path("early/<int:talk_id>/", early.talk, name="talk"),
    path("early/<int:talk_id>/stage/", early.move, name="talk-move"),
    path("early/<int:talk_id>/it/", early.join, name="talk-join"),
    path("sounding/", soundings.soundings, name="soundings"),
    path("sounding/answers/<int:note_id>/back/", soundings.take_back, name="sounding-take-back"),
    path("sounding/a/", soundings.respond, name="sounding-answer"),
    path("sounding/a/<str:token>/", soundings.enter, name="sounding-enter"),
    path(STAKE, stakeholders.stakeholders, name="stakeholders"),
    path(f"{STAKE}mine/", stakeholders.stand, name="stand"),
    path(ONE, stakeholder.stakeholder, name="stakeholder"),
    path(f"{ONE}position/", stakeholder.position, name="position"),
    path(f"{ONE}attempt/", stakeholder.attempt, name="attempt"),
    path(f"{ONE}attempt/<int:attempt_id>/", stakeholder.land, name="land"),
    path(PLAN, advocacy.advocacy, name="advocacy"),
    path(f"{PLAN}<int:move_id>/", advocacy.move, name="move"),
    path(f"{PLAN}<int:move_id>/done/", advocacy.done, name="done"),
    path(f"{PLAN}<int:move_id>/turn/", advocacy.turn, name="turn"),
]
