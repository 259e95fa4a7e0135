"""Addresses of the pages: shaping a change together."""

from __future__ import annotations

from django.urls import path

from takehold.cocreation.views import answers, bringing, canvasses, moderating, results, rounds, taking_part

app_name = "cocreation"
ONE = "cocreate/<int:round_id>/"
LINK = "cocreate/l/<int:round_id>/"
urlpatterns = [
    path("cocreate/", rounds.rounds, name="rounds"),
    path("me/ideas/", answers.own, name="own"),
    path("cocreate/new/", rounds.new, name="new"),
    path("cocreate/bring/", bringing.bring, name="bring"),
    path("cocreate/a/<str:token>/", taking_part.enter, name="enter"),
    path("cocreate/offers/<int:offer_id>/back/", rounds.back, name="step-back"),
    path(LINK, taking_part.link_start, name="link-round"),
    path(f"{LINK}vote/", taking_part.link_vote, name="link-vote"),
    path(f"{LINK}mine/", taking_part.link_mine, name="link-mine"),
    path(f"{LINK}answers/", answers.link_answers, name="link-answers"),
    path(f"{LINK}ideas/", taking_part.link_ideas, name="link-ideas"),
    path(ONE, rounds.one, name="round"),
    path(f"{ONE}edit/", rounds.edit, name="edit"),
    path(f"{ONE}turn/", rounds.turn, name="turn"),
    path(f"{ONE}vote/", taking_part.vote, name="vote"),
    path(f"{ONE}mine/", taking_part.mine, name="mine"),
    path(f"{ONE}ideas/", taking_part.ideas, name="ideas"),
    path(f"{ONE}forward/", rounds.forward, name="step-forward"),
    path(f"{ONE}results/", results.results, name="results"),
    path(f"{ONE}answers/", answers.answers, name="answers"),
    path(f"{ONE}answers/<int:contribution_id>/", answers.answer, name="answer"),
    path(f"{ONE}answers/<int:contribution_id>/wish/", answers.wish, name="wish"),
    path(f"{ONE}results.csv", results.results_csv, name="results-csv"),
    path(f"{ONE}moderate/", moderating.moderate, name="moderate"),
    path(f"{ONE}statements/", moderating.seed, name="seed"),
    path(f"{ONE}facilitators/", moderating.facilitators, name="facilitators"),
    path(f"{ONE}contributions/<int:contribution_id>/", moderating.settle, name="settle"),
    path("whom/", canvasses.canvasses, name="canvasses"),
    path("whom/<int:canvass_id>/", canvasses.canvass, name="canvass"),
    path("whom/<int:canvass_id>/turn/", canvasses.turn, name="canvass-turn"),
    path("whom/<int:canvass_id>/unname/", canvasses.unname, name="canvass-unname"),
]
