"""Addresses of the pages: what the organisation decides."""

from __future__ import annotations

from django.urls import path

from takehold.governance.views import bodies, directives, notices, priorities

app_name = "governance"
DIRECTIVE = "council/directives/<int:directive_id>/"
BODY = "council/bodies/<int:body_id>/"
urlpatterns = [
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/<int:priority_id>/", priorities.priority, name="priority"),
    path("council/bodies/", bodies.bodies, name="bodies"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}seats/", bodies.seat, name="seat"),
    path(f"{BODY}seats/<int:seat_id>/take/", bodies.unseat, name="unseat"),
    path("council/directives/", directives.directives, name="directives"),
    path("council/directives/new/", directives.new, name="directive-new"),
    path(DIRECTIVE, directives.directive, name="directive"),
    path(f"{DIRECTIVE}edit/", directives.edit, name="directive-edit"),
    path(f"{DIRECTIVE}turn/", directives.turn, name="directive-turn"),
    path(f"{DIRECTIVE}notice/", notices.notice, name="directive-notice"),
    path(f"{DIRECTIVE}acknowledge/", notices.acknowledge, name="directive-acknowledge"),
    path(f"{DIRECTIVE}acknowledged/", notices.acknowledged, name="directive-acknowledged"),
    path(f"{DIRECTIVE}shift/", notices.shift, name="directive-shift"),
]
