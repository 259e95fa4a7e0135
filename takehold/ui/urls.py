"""The addresses of this room: the icon, and the switches between light and dark and between languages (no script)."""

from __future__ import annotations

from django.urls import path

from takehold.ui import views

app_name = "ui"
urlpatterns = [
    path("favicon.ico", views.icon, name="icon"),
    path("theme/", views.theme, name="theme"),
    path("language/", views.language, name="language"),
]
