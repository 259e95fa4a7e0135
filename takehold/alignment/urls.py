"""Addresses of the pages: the inside first."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "alignment"
urlpatterns: list[URLPattern] = []
