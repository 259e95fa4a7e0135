"""The API's root: how one signs in, what errors look like, and the rooms' routers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer, SessionAuth

from takehold.alignment.api import router as alignment
from takehold.bridge.api import router as bridge
from takehold.celebrate.api import router as celebrate
from takehold.cocreation.api import router as cocreation
from takehold.gaps.api import router as gaps
from takehold.gather.api import router as gather
from takehold.governance.api import router as governance
from takehold.influence.api import router as influence
from takehold.initiatives.api import router as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.ledger.facts import OutOfScope
from takehold.missteps.api import router as missteps
from takehold.overview.api import router as overview
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, Unreadable
from takehold.shadow_it.api import router as shadow_it

PROBLEM = "application/problem+json"


class Session(SessionAuth):
    """Whoever is signed in to the pages; sending needs the form protection's token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any | None:
        """The account id."""
        return request.user.pk if request.user.is_authenticated else None


class Key(HttpBearer):
    """A person's key for programs."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The account id."""
        return people.key_holder(secret=token, on=timezone.localdate())


class Unfit(ValueError):
    """What was sent cannot be kept; the text says why."""


class Body(Parser):
    """Reads JSON and forms whose texts can be kept: no database takes a NUL or half a letter."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON that was sent. Raises ``Unfit``, which ninja wraps and ``refused`` unwraps."""
        try:
            found = super().parse_body(request)
        except (ValueError, RecursionError) as error:
            raise Unfit("This is not JSON.") from error
        _check(found)
        return found

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The fields of a form or an address."""
        found = super().parse_querydict(data, list_fields, request)
        try:
            _check(found)
        except Unfit as error:
            raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
        return found


def _check(value: object) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Unfit(
                "A text in it holds a character that cannot be kept: NUL, or half of a pair (U+D800 to U+DFFF)."
            )
    elif isinstance(value, dict):
        for each in (*value, *value.values()):
            _check(each)
    elif isinstance(value, list):
        for each in value:
            _check(each)


api = NinjaAPI(
    title="Takehold",
    parser=Body(),
    version="1",
    description="What pages show, for programs. The same rights, the same smallest group.",
    auth=[Key(), Session()],
    docs_url=None,
    urls_namespace="api",
)


def problem(request: HttpRequest, status: int, title: str, detail: str = "", **more: Any) -> HttpResponse:
    """An error as RFC 9457 problem details."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        **({"detail": detail} if detail else {}),
        **more,
    }
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = PROBLEM
    return response


@api.exception_handler(NotYours)
@api.exception_handler(NotFound)
@api.exception_handler(OutOfScope)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """What one may not know of is not there."""
    return problem(request, 404, "There is nothing at this address that you may read.")


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Known and not allowed."""
    return problem(request, 403, "This is not yours to do.", str(error))


@api.exception_handler(Conflict)
def conflict(request: HttpRequest, error: Exception) -> HttpResponse:
    """Somebody was quicker."""
    return problem(request, 409, "It was changed meanwhile.", str(error))


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was said cannot be kept."""
    field = getattr(error, "field", "")
    return problem(
        request, 422, "This cannot be kept.", str(error), errors=[{"field": field, "detail": str(error)}]
    )


@api.exception_handler(Unreadable)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """A file with faults: each a sentence with its line, and nothing of it was kept."""
    found = [{"field": "text", "detail": each} for each in getattr(error, "sentences", ())]
    return problem(request, 422, "Nothing of this file was kept.", errors=found)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    """The request does not fit the description."""
    found = [
        {"field": ".".join(str(part) for part in each.get("loc", ())), "detail": each.get("msg", "")}
        for each in getattr(error, "errors", [])
    ]
    return problem(request, 422, "The request does not fit the description.", errors=found)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    """Nobody is signed in."""
    response = problem(request, 401, "Sign in, or send a key as “Authorization: Bearer …”.")
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """Refused with a sentence."""
    status = HTTPStatus(getattr(error, "status_code", 400))
    said = error.__cause__ if isinstance(error.__cause__, Unfit) else error
    return problem(request, status, status.phrase, str(said))


ROUTERS = (
    initiatives, gather, influence, alignment, cocreation, governance, gaps, bridge, shadow_it, missteps, celebrate, overview,
)  # fmt: skip
for router in ROUTERS:
    api.add_router("", router)
