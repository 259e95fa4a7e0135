"""Ordered, or won over, in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import EMPLOYED, WIDE, Call

TOLD = {200: WIDE, 403: EMPLOYED, 404: "stranger"}
AUTHORITY = [Call("overview:authority", answers=TOLD), Call("api:authority", answers=TOLD, nobody=401)]
