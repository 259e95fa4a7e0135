"""Playbook, actions and what goes with them in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import ALL, FOR_EVERYBODY, NOT_THERE, Call

BRIDGE = [
    Call("bridge:playbook", answers={200: ALL}),
    Call("bridge:playbook", query="?barrier=ability&setting=informal", answers={200: ALL}),
    Call("bridge:practice", parts={"key": "figures-back"}, answers={200: ALL}),
    Call("bridge:practice", parts={"key": "no-such"}, answers=NOT_THERE),
    Call("api:playbook", answers=FOR_EVERYBODY, nobody=401),
    Call("api:practice", parts={"key": "figures-back"}, answers=FOR_EVERYBODY, nobody=401),
    Call("api:practice", parts={"key": "no-such"}, answers=NOT_THERE, nobody=401),
]
