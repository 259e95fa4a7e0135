"""The one address of this room: the switch between light and dark, which needs no script."""

from __future__ import annotations

from django.urls import path

from takehold.ui import views

app_name = "ui"
urlpatterns = [path("theme/", views.theme, name="theme")]
