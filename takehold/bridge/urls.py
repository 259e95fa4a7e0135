"""Addresses of the pages on which gaps are bridged."""

from __future__ import annotations

from django.urls import path

from takehold.bridge.views import (
    actions,
    calendar,
    champions,
    guides,
    lots,
    paths,
    plans,
    playbook,
    sustainability,
)

app_name = "bridge"
ACTION = "changes/<slug:slug>/actions/<int:action_id>/"
urlpatterns = [
    path("me/plan/", plans.plan, name="plan"),
    path("me/plan/line/", plans.line, name="plan-line"),
    path("me/plan/withdraw/", plans.withdraw, name="plan-withdraw"),
    path("plans/", plans.plans, name="plans"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:key>/", guides.guide, name="guide"),
    path("playbook/", playbook.playbook, name="playbook"),
    path("playbook/<slug:key>/", playbook.practice, name="practice"),
    path("changes/<slug:slug>/actions/", actions.actions, name="actions"),
    path("changes/<slug:slug>/champions/", champions.champions, name="champions"),
    path("changes/<slug:slug>/champions/answer/", champions.answered, name="champions-answer"),
    path("changes/<slug:slug>/champions/hours/", champions.hours, name="champions-hours"),
    path("changes/<slug:slug>/champions/invite/", champions.invite, name="champions-invite"),
    path("changes/<slug:slug>/champions/thanks/", champions.thank, name="champions-thank"),
    path("changes/<slug:slug>/champions/shift/", champions.shift, name="champions-shift"),
    path("changes/<slug:slug>/calendar/", calendar.calendar, name="calendar"),
    path("changes/<slug:slug>/old-paths/", paths.paths, name="paths"),
    path("changes/<slug:slug>/old-paths/downtime/", paths.downtime, name="downtime"),
    path("changes/<slug:slug>/old-paths/<int:path_id>/", paths.path, name="path"),
    path("changes/<slug:slug>/sustainability/", sustainability.sustainability, name="sustainability"),
    path("changes/<slug:slug>/sustainability/close/", sustainability.close, name="sustainability-close"),
    path("changes/<slug:slug>/actions/new/", actions.new, name="new"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}edit/", actions.edit, name="edit"),
    path(f"{ACTION}turn/", actions.turn, name="turn"),
    path(f"{ACTION}look/", actions.look, name="look"),
    path(f"{ACTION}lots/", lots.lots, name="lots"),
    path(f"{ACTION}lots/draw/", lots.draw, name="draw"),
    path(f"{ACTION}lots/instead/", lots.instead, name="instead"),
]
