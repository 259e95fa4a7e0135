"""The one settings file. Everything comes from the environment, and nothing has to be set to begin.

TAKEHOLD_HOME       the one folder: database, segments, uploads, secret key    (./takehold-data)
TAKEHOLD_URL        the address people type; https turns on everything that needs it (http://localhost:8000)
TAKEHOLD_HOSTS      further names under which the site answers                  (none)
TAKEHOLD_DATABASE   postgres://...; without it SQLite in the home folder        (none)
TAKEHOLD_BEHIND     "proxy" when a reverse proxy of yours sets X-Forwarded-Proto (none)
TAKEHOLD_TIME_ZONE  where the organisation is                                   (UTC)
TAKEHOLD_MAIL       smtp://user:password@host:port; without it mails are logged, in a demo kept in its folder (none)
TAKEHOLD_MAIL_FROM  the sender of mails                                         (takehold@localhost)
TAKEHOLD_FOLDERS    folders of this machine that may be watched for files, with commas  (none)
TAKEHOLD_BACKUP_DAYS  for how many days backups in the usual place are kept           (35)
TAKEHOLD_DEMO       true opens the demo's sign-in page, in a demo's folder only (false)
TAKEHOLD_OIDC_ISSUER, _CLIENT_ID, _SECRET  sign in through your own OpenID Connect provider       (none)
TAKEHOLD_OIDC_NAME  what its button says                                        (Sign in with your organisation)
TAKEHOLD_OIDC_EMAIL_CLAIM  claim by which a first sign-in finds the person's mail address (none: nobody is matched)
TAKEHOLD_SECRET_KEY instead of the file secret-key in the home folder           (none)
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

try:  # the operating system's SQLite may carry the WAL-reset race (3.7.0 to 3.51.2): swap before Django loads
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this platform; ``takehold doctor`` says what that means
    pass

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("TAKEHOLD_HOME", default=str(Path.cwd() / "takehold-data"))).resolve()

SECRET_KEY = env.str("TAKEHOLD_SECRET_KEY", default="")
if not SECRET_KEY:
    key_file = HOME / "secret-key"
    SECRET_KEY = (
        key_file.read_text().strip() if key_file.exists() else secrets.token_urlsafe(64)
    )  # without a file a fresh one a process: sessions end with it, and nobody can know it
DEBUG = False
LAST_BACKUP = "last-backup"  # in the home folder: when the last backup was made, and where
BACKUP_DAYS = env.int("TAKEHOLD_BACKUP_DAYS", default=35)
DEMO = env.bool("TAKEHOLD_DEMO", default=False) and (HOME / "this-is-a-demo").exists()

URL = env.str("TAKEHOLD_URL", default="http://localhost:8000").rstrip("/")
HTTPS = URL.startswith("https://")
ALLOWED_HOSTS = [
    urlsplit(URL).hostname or "localhost",
    *env.list("TAKEHOLD_HOSTS", default=["localhost", "127.0.0.1", "[::1]"]),
]
CSRF_TRUSTED_ORIGINS = [URL] if HTTPS else []
if env.str("TAKEHOLD_BEHIND", default="") == "proxy":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

FOLDERS = [str(Path(each).resolve()) for each in env.list("TAKEHOLD_FOLDERS", default=[])]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "takehold.ui",  # before allauth: its templates for signing in take precedence
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "takehold.ledger",
    "takehold.audit",
    "takehold.people",
    "takehold.initiatives",
    "takehold.gather",
    "takehold.influence",
    "takehold.alignment",
    "takehold.cocreation",
    "takehold.governance",
    "takehold.gaps",
    "takehold.bridge",
    "takehold.shadow_it",
    "takehold.missteps",
    "takehold.celebrate",
    "takehold.overview",
]
MIDDLEWARE = [
    "takehold.config.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "takehold.config.middleware.SessionAges",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "takehold.config.middleware.Refusals",
]
CSRF_FAILURE_VIEW = "takehold.ui.views.csrf_failure"
ROOT_URLCONF = "takehold.config.urls"
WSGI_APPLICATION = "takehold.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "takehold.overview.views.frame.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

if env.str("TAKEHOLD_DATABASE", default=""):
    DATABASES = {"default": env.db("TAKEHOLD_DATABASE")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "takehold.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864",
            },
        }
    }
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)  # to open one takes as long as three pages' questions
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in: by e-mail address, nobody signs up by themselves, a second factor for who wants one.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "takehold.config.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "5/m/ip,3/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = HTTPS
OIDC_ISSUER = env.str("TAKEHOLD_OIDC_ISSUER", default="")
OIDC_EMAIL_CLAIM = env.str("TAKEHOLD_OIDC_EMAIL_CLAIM", default="")
OIDC_APP = {
    "provider_id": "sso",
    "name": env.str("TAKEHOLD_OIDC_NAME", default="") or _("Sign in with your organisation"),
    "client_id": env.str("TAKEHOLD_OIDC_CLIENT_ID", default=""),
    "secret": env.str("TAKEHOLD_OIDC_SECRET", default=""),
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP]}} if OIDC_ISSUER else {}
SOCIALACCOUNT_ADAPTER = "takehold.config.oidc.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action on its way to the provider
SOCIALACCOUNT_STORE_TOKENS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sessions end 12 hours after signing in; SessionAges ends those of privileged roles after 30 idle minutes.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-takehold" if HTTPS else "takehold"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_AGE = HTTPS, True, 365 * 24 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # neighbours on the same domain are not ours to decide about
SECURE_REFERRER_POLICY = (
    "same-origin"  # with no-referrer browsers send "Origin: null" and no form could be sent
)
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
TIME_ZONE = env.str("TAKEHOLD_TIME_ZONE", default="UTC")
USE_TZ = True
LOCALE_PATHS = [BASE / "locale"]
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "takehold.config.static.Static"},
}
WHITENOISE_USE_FINDERS = True

mail = env.str("TAKEHOLD_MAIL", default="")
if mail:
    vars().update(env.email_url_config(mail))
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mails"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("TAKEHOLD_MAIL_FROM", default="takehold@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "takehold.config.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
    },
}
