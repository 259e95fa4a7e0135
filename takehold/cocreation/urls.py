"""Addresses of the pages: shaping a change together."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "cocreation"
urlpatterns: list[URLPattern] = []
