"""Addresses of the pages: what the organisation decides."""

from __future__ import annotations

from django.urls import path

from takehold.governance.views import (
    bodies,
    citations,
    decisions,
    directives,
    notices,
    papers,
    priorities,
    requests,
)

app_name = "governance"
DIRECTIVE = "council/directives/<int:directive_id>/"
REQUEST = "council/requests/<int:request_id>/"
DECISION = "council/decisions/<int:decision_id>/"
BODY = "council/bodies/<int:body_id>/"
urlpatterns = [
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/<int:priority_id>/", priorities.priority, name="priority"),
    path("council/bodies/", bodies.bodies, name="bodies"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}seats/", bodies.seat, name="seat"),
    path(f"{BODY}seats/<int:seat_id>/take/", bodies.unseat, name="unseat"),
    path(f"{BODY}papers/", papers.papers, name="papers"),
    path(f"{BODY}papers/<slug:kind>.docx", papers.template, name="paper-template"),
    path(f"{BODY}papers/<slug:kind>/away/", papers.take_away, name="paper-away"),
    path("council/papers/<slug:kind>.docx", papers.sample, name="paper-sample"),
    path(f"{REQUEST}paper.docx", papers.paper, name="request-paper"),
    path("council/requests/", requests.requests, name="requests"),
    path("council/requests/new/", requests.new, name="request-new"),
    path(f"{REQUEST}edit/", requests.edit, name="request-edit"),
    path(f"{REQUEST}lines/", requests.lines, name="request-lines"),
    path(f"{REQUEST}lines/option/", requests.option, name="request-option"),
    path(f"{REQUEST}lines/consulted/", requests.consulted, name="request-consulted"),
    path(f"{REQUEST}lines/serves/", requests.serves, name="request-serves"),
    path(f"{REQUEST}lines/<slug:kind>/<int:line_id>/out/", requests.take_out, name="request-take-out"),
    path(f"{REQUEST}decide/", decisions.decide, name="decide"),
    path("council/decisions/", decisions.decisions, name="decisions"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}change/", decisions.change, name="decision-change"),
    path(f"{DECISION}commitments/<int:commitment_id>/", decisions.kept, name="commitment-kept"),
    path("council/directives/", directives.directives, name="directives"),
    path("council/directives/new/", directives.new, name="directive-new"),
    path(DIRECTIVE, directives.directive, name="directive"),
    path(f"{DIRECTIVE}edit/", directives.edit, name="directive-edit"),
    path(f"{DIRECTIVE}grounds/", citations.grounds, name="directive-grounds"),
    path(f"{DIRECTIVE}grounds/<int:citation_id>/out/", citations.uncite, name="directive-uncite"),
    path(f"{DIRECTIVE}turn/", directives.turn, name="directive-turn"),
    path(f"{DIRECTIVE}notice/", notices.notice, name="directive-notice"),
    path(f"{DIRECTIVE}acknowledge/", notices.acknowledge, name="directive-acknowledge"),
    path(f"{DIRECTIVE}acknowledged/", notices.acknowledged, name="directive-acknowledged"),
    path(f"{DIRECTIVE}shift/", notices.shift, name="directive-shift"),
]
