"""Addresses of the pages: missteps."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "missteps"
urlpatterns: list[URLPattern] = []
