"""Addresses of the pages on which wins are told, published and seen."""

from __future__ import annotations

from django.urls import path

from takehold.celebrate.views import chats, names, screens, seen, stories, wins

app_name = "celebrate"
WIN = "changes/<slug:slug>/wins/<int:win_id>/"
STORY = "changes/<slug:slug>/stories/<int:story_id>/"
urlpatterns = [
    path("wins/", wins.wall, name="wall"),
    path("wins/new/", wins.tell, name="tell"),
    path("wins/seen/", seen.seen, name="seen"),
    path("wins/chats/", chats.chats, name="chats"),
    path("wins/chats/<int:chat_id>/end/", chats.end, name="chat-end"),
    path("wins/screens/", screens.screens, name="screens"),
    path("wins/screens/<int:screen_id>/end/", screens.end, name="screen-end"),
    path("screen/<str:key>/", screens.screen, name="screen"),
    path("wins/names/<int:naming_id>/", names.answer, name="answer-name"),
    path(f"{WIN}names/", names.ask, name="ask-name"),
    path("changes/<slug:slug>/wins/", wins.wins, name="wins"),
    path("changes/<slug:slug>/wins/champions/", names.thank_champion, name="thank-champion"),
    path("changes/<slug:slug>/stories/new/", stories.new, name="story-new"),
    path(f"{STORY}publish/", stories.turn, {"event": "publish"}, name="story-publish"),
    path(f"{STORY}withdraw/", stories.turn, {"event": "withdraw"}, name="story-withdraw"),
    path(WIN, wins.win, name="win"),
    path(f"{WIN}publish/", wins.publish, name="publish"),
    path(f"{WIN}leave/", wins.move, {"event": "leave"}, name="leave"),
    path(f"{WIN}withdraw/", wins.move, {"event": "withdraw"}, name="withdraw"),
    path(f"{WIN}mail/", wins.mail, name="mail"),
    path(f"{WIN}applaud/", wins.applaud, name="applaud"),
]
