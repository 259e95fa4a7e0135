"""Addresses of the pages on which gaps are bridged."""

from __future__ import annotations

from django.urls import path

from takehold.bridge.views import playbook

app_name = "bridge"
urlpatterns = [
    path("playbook/", playbook.playbook, name="playbook"),
    path("playbook/<slug:key>/", playbook.practice, name="practice"),
]
