"""Every address of the site, room by room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from takehold.config import oidc
from takehold.config.api import api
from takehold.config.health import healthz
from takehold.config.metrics import metrics

ROOMS = ("people", "initiatives", "gather", "influence", "alignment", "cocreation", "governance", "gaps", "bridge", "shadow_it", "missteps", "celebrate", "ui", "overview")  # fmt: skip
"""In the order in which addresses are tried: fixed words before the names of changes."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("accounts/oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    *(path("", include(f"takehold.{room}.urls")) for room in ROOMS),
]
