"""Addresses of the pages: persuading."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "influence"
urlpatterns: list[URLPattern] = []
