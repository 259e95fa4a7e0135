"""Signing in through the organisation's own identity provider, by OpenID Connect, where settings name one.

The ID token alone is believed: its signature, issuer, audience, time and nonce are checked here, always. Who somebody
is stays tied to issuer and subject, of which only a hash is kept. See RFC 8725, section 3, and OpenID Connect Core, 3.1.3.7.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import Any, Final
from urllib.parse import urlencode

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as social_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from takehold.people.operations.accounts import account_of_address

SIGNED: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLAIMS: Final = ("iss", "sub", "aud", "exp", "iat")
LEEWAY: Final = 60
NONCE: Final = "oidc nonce"
log = logging.getLogger(__name__)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the package has no types
    """The house rules: nobody signs up; who is not known here is told so; nothing of the token is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie a first sign-in to the one person with that mail address, where settings say which claim holds it."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        address = sociallogin.takehold_address
        found = account_of_address(address=address, now=timezone.now()) if address else None
        if found is None:
            raise ImmediateHttpResponse(
                refused(request, _("You are not in the list of people here yet."), 403)
            )
        user = get_user_model().objects.get(pk=found)
        if user.has_usable_password() and not sociallogin.takehold_confirmed:
            raise ImmediateHttpResponse(
                refused(
                    request,
                    _("Sign in with your password once, and connect under “Account connections”."),
                    403,
                )
            )
        sociallogin.connect(request, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **more: Any
    ) -> None:
        """A sentence instead of an error page; the reason goes to the log, without anything of the token."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(refused(request, _("You stopped signing in there."), 403))
        log.warning("signing in by OpenID Connect failed: %s", exception or error)
        raise ImmediateHttpResponse(refused(request, _("Your organisation's sign-in was not accepted."), 403))


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # the package has no types
    """The provider that settings name."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> Any:
        """Who signed in, by a checked ID token. Raises ``OAuth2Error``."""
        claims = self.claims(request, app, given["response"].get("id_token"))
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.uid = hashlib.sha256(f"{claims['iss']}\0{claims['sub']}".encode()).hexdigest()
        login.account.extra_data = {}
        login.email_addresses = []
        login.takehold_address = address_in(claims)
        login.takehold_confirmed = claims.get("email_verified") in (True, "true")
        return login

    def claims(self, request: HttpRequest, app: Any, raw: str | None) -> dict[str, Any]:
        """What the ID token says, once everything about it was checked."""
        issuer = self.openid_config["issuer"]
        if issuer.rstrip("/") != app.settings["server_url"].rstrip("/"):
            raise OAuth2Error("the issuer of the discovery document is another")
        try:
            said: dict[str, Any] = jwt.decode(
                raw or "", self._key(raw or ""), algorithms=list(SIGNED), audience=app.client_id, issuer=issuer,
                leeway=LEEWAY, options={"require": list(CLAIMS)},
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"the ID token was refused: {type(error).__name__}") from error
        audience = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
        if (len(audience) > 1 or "azp" in said) and said.get("azp") != app.client_id:
            raise OAuth2Error("the ID token is for somebody else")
        nonce = request.session.pop(NONCE, None)
        if not nonce or not secrets.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
            raise OAuth2Error("the ID token answers another question")
        return said

    def _key(self, raw: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(raw).get("kid")
        with social_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [
            key for key in keys if key.public_key_use in (None, "sig") and wanted in (None, key.key_id)
        ]
        if len(fitting) != 1:
            raise KeyError("kid")
        return fitting[0]


def address_in(claims: dict[str, Any]) -> str:
    """The mail address by which a person is matched; empty where settings name no claim, or it is not confirmed."""
    if not settings.OIDC_EMAIL_CLAIM or claims.get("email_verified", True) not in (True, "true"):
        return ""
    found = claims.get(settings.OIDC_EMAIL_CLAIM, "")
    return found.strip() if isinstance(found, str) else ""


def refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The page that says why nobody was signed in, and what to do."""
    return render(request, "account/oidc_refused.html", {"sentence": sentence}, status=status)


@never_cache
@require_safe
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provider, with a number that its answer must repeat. Of the address only where to go on is listened
    to, and whether somebody who is signed in wants to connect; that only from our own page, so that nobody's link ties
    another's sign-in to the account that is open here."""
    connecting = request.user.is_authenticated and request.GET.get("process") == AuthProcess.CONNECT
    if connecting and not from_here(request):
        return redirect("socialaccount_connections")
    nonce = secrets.token_urlsafe(32)
    asked = {"auth_params": urlencode({"nonce": nonce}), "next": request.GET.get("next", "")}
    if connecting:
        asked["process"] = AuthProcess.CONNECT
    request.GET = QueryDict(urlencode(asked))
    request.session[NONCE] = nonce
    return _through(OAuth2LoginView, request, provider_id)


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this site led here: what the browser says of it, or, of an old one, the page before."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    before = request.headers.get("Referer", "")
    return before.startswith(("http://", "https://")) and url_has_allowed_host_and_scheme(
        before, {request.get_host()}, require_https=request.is_secure()
    )


@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        found: HttpResponseBase = view.adapter_view(Provider(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (RequestException, KeyError, ValueError) as error:
        log.warning("the OpenID Connect provider cannot be used: %s", type(error).__name__)
        return refused(request, _("Your organisation's sign-in does not answer at the moment."), 503)
    return found
