"""Addresses of the pages: missteps."""

from __future__ import annotations

from django.urls import path

from takehold.missteps.views import missteps

app_name = "missteps"
urlpatterns = [
    path("missteps/", missteps.missteps, name="missteps"),
    path("missteps/<int:misstep_id>/", missteps.misstep, name="misstep"),
    path("missteps/<int:misstep_id>/edit/", missteps.edit, name="edit"),
    path("missteps/<int:misstep_id>/tell/", missteps.tell, name="tell"),
    path("missteps/<int:misstep_id>/turn/", missteps.turn, name="turn"),
    path("missteps/<int:misstep_id>/promises/", missteps.promise, name="promise"),
    path("missteps/<int:misstep_id>/promises/<int:promise_id>/", missteps.keep, name="keep"),
    path("changes/<slug:slug>/missteps/new/", missteps.new, name="new"),
]
