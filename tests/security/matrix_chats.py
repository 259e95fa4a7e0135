"""Rights on chats that are told: administrators alone. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import EMPLOYED, OVERSEE, Call, instead

ADMINS = {200: "admin", 403: f"stranger, {EMPLOYED}, lead, it lead, {OVERSEE}, steward"}
API_ADMINS = {200: "admin", 403: f"{EMPLOYED}, lead, it lead, {OVERSEE}, steward", 404: "stranger"}
NO_CHAT = {"chat_id": "{absent}"}
CHAT = {"chat_id": "{chat}"}
SAID = {"name": "Ward chat", "kind": "slack", "address": "https://hooks.example/x"}

CHATS = [
    Call("celebrate:chats", answers=ADMINS),
    Call("celebrate:chats", "POST", body={"name": ""}, answers=instead(ADMINS, 422)),
    Call("celebrate:chat-end", "POST", parts=CHAT, answers=instead(ADMINS, 302)),
    Call("celebrate:chat-end", "POST", parts=NO_CHAT, answers={404: "admin", 403: ADMINS[403]}),
    Call("api:chats", answers=API_ADMINS, nobody=401),
    Call("api:connect_chat", "POST", body=SAID, json=True, answers=instead(API_ADMINS, 201), nobody=401),
    Call("api:end_chat", "POST", parts=CHAT, json=True, answers=API_ADMINS, nobody=401),
]
