"""Requests to a body: what is asked, the options, who was consulted, what became of it, and what it looked like when sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.governance.facts.requests import Process, Purpose, RequestState, Stance


class Request(models.Model):
    """A request. ``text_version`` grows with each change of what it says, ``version`` with anything that happens to it;
    ``signed_text`` is the text version that the co-owner signed. ``known``: what other rooms knew of it on ``known_on``."""

    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="requests")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=160)
    purpose = models.CharField(max_length=10)
    ask = models.CharField(max_length=1000)
    cost = models.CharField(max_length=500, blank=True)
    risk = models.CharField(max_length=500, blank=True)
    mitigation = models.CharField(max_length=500, blank=True)
    load = models.CharField(max_length=500, blank=True)
    process = models.CharField(max_length=10, blank=True)
    process_name = models.CharField(max_length=200, blank=True)
    process_plan = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    co_owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    signed_on = models.DateField(null=True)
    signed_text = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default=RequestState.DRAFT)
    sent_on = models.DateField(null=True)
    meets_on = models.DateField(null=True)
    begun_on = models.DateField()
    known = models.JSONField(default=dict)
    known_on = models.DateField(null=True)
    text_version = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(RequestState))
                & Q(purpose__in=list(Purpose))
                & Q(process__in=list(Process)),
                name="known_request",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.DRAFT, RequestState.WITHDRAWN])
                | Q(sent_on__isnull=False),
                name="nothing_is_decided_that_was_not_sent",
            ),
        ]
        indexes = [models.Index(fields=["state", "meets_on"], name="requests_by_state")]

    def __str__(self) -> str:
        return self.title


class RequestOption(models.Model):
    """One option with what speaks for and against it."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="options")
    name = models.CharField(max_length=160)
    pros = models.CharField(max_length=500)
    cons = models.CharField(max_length=500)
    nothing = models.BooleanField(default=False)
    recommended = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(recommended=True), name="one_option_is_recommended"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(nothing=True), name="doing_nothing_is_one_option"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RequestConsulted(models.Model):
    """A group, body or role that was consulted, and what it said."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="consulted")
    who = models.CharField(max_length=160)
    said = models.CharField(max_length=500)
    stance = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(stance__in=list(Stance)), name="known_stance")]

    def __str__(self) -> str:
        return self.said


class RequestServes(models.Model):
    """Which priority or value a request serves, and how."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="serves")
    priority = models.ForeignKey("governance.Priority", on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "priority"], name="priority_once_a_request")
        ]

    def __str__(self) -> str:
        return self.how


class RequestTurn(models.Model):
    """A move of a request from one state to the next."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class RequestSent(models.Model):
    """What a body was sent, as it stood on that day; without names of persons."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="sendings")
    number = models.PositiveIntegerField()
    on = models.DateField()
    content = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="sending_once")]

    def __str__(self) -> str:
        return f"sending {self.number}"


class RequestComment(models.Model):
    """What somebody who may read the request says to it, by name."""

    request = models.ForeignKey("governance.Request", on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
