"""Addresses of the pages: what the organisation decides."""

from __future__ import annotations

from django.urls import path

from takehold.governance.views import bodies, priorities

app_name = "governance"
BODY = "council/bodies/<int:body_id>/"
urlpatterns = [
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/<int:priority_id>/", priorities.priority, name="priority"),
    path("council/bodies/", bodies.bodies, name="bodies"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}seats/", bodies.seat, name="seat"),
    path(f"{BODY}seats/<int:seat_id>/take/", bodies.unseat, name="unseat"),
]
