"""Addresses of the pages: tools people found for themselves."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "shadow_it"
urlpatterns: list[URLPattern] = []
