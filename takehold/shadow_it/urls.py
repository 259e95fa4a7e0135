"""Addresses of the pages: tools people found for themselves."""

from __future__ import annotations

from django.urls import path

from takehold.shadow_it.views import feeds, found, promises, tools, ways

app_name = "shadow_it"
urlpatterns = [
    path("shadow/found/", found.found, name="found"),
    path("shadow/found/<slug:service>/", found.found_one, name="found-one"),
    path("shadow/feeds/", feeds.feeds, name="feeds"),
    path("shadow/feeds/<int:feed_id>/", feeds.feed, name="feed"),
    path("shadow/feeds/<int:feed_id>/name/", feeds.name_service, name="name-service"),
    path("shadow/services/<slug:service>/drop/", feeds.drop_service, name="drop-service"),
    path("shadow/logs/<int:log_id>/back/", feeds.take_back, name="log-back"),
    path("shadow/ranges/", feeds.name_range, name="ranges"),
    path("shadow/ranges/<int:range_id>/drop/", feeds.drop_range, name="range-drop"),
    path("shadow/", tools.tools, name="tools"),
    path("shadow/tell/", tools.tell, name="tell"),
    path("shadow/needs/", tools.needs, name="needs"),
    path("shadow/promise/", promises.promise, name="promise"),
    path("shadow/promise/sign/", promises.sign, name="promise-sign"),
    path("shadow/<int:tool_id>/", tools.tool, name="tool"),
    path("shadow/<int:tool_id>/interview/", tools.interview, name="interview"),
    path("shadow/<int:tool_id>/why/", tools.why, name="why"),
    path("shadow/<int:tool_id>/why/back/", tools.why_back, name="why-back"),
    path("shadow/<int:tool_id>/need/", tools.need, name="need"),
    path("shadow/<int:tool_id>/forget-me/", tools.forget_me, name="forget-me"),
    path("shadow/<int:tool_id>/offer/", ways.offer, name="offer"),
    path("shadow/<int:tool_id>/turn/", ways.turn, name="turn"),
    path("shadow/found/<slug:service>/open/", tools.open_find, name="open-find"),
    path("shadow/<int:tool_id>/departments/", tools.department, name="department"),
    path("shadow/<int:tool_id>/departments/<int:department_id>/co-owner/", ways.co_owner, name="co-owner"),
    path("shadow/<int:tool_id>/departments/<int:department_id>/accept/", ways.accept, name="accept"),
    path("shadow/<int:tool_id>/departments/<int:department_id>/sign/", ways.sign, name="sign"),
    path("shadow/<int:tool_id>/checks/<int:check_id>/", ways.answer, name="answer"),
    path("shadow/<int:tool_id>/request/", ways.request_of, name="request"),
    path("shadow/<int:tool_id>/gap/", ways.gap_of, name="gap"),
]
