"""The one settings file. Everything comes from the environment, and nothing has to be set to begin."""

from __future__ import annotations

import sys
from pathlib import Path

try:  # the operating system's SQLite may carry the WAL-reset race (3.7.0 to 3.51.2): swap before Django loads
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this platform; ``takehold doctor`` says what that means
    pass

import environ

env = environ.Env()
BASE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("TAKEHOLD_HOME", default=str(Path.cwd() / "takehold-data"))).resolve()

SECRET_KEY = env.str("TAKEHOLD_SECRET_KEY", default="")
if not SECRET_KEY:
    key_file = HOME / "secret-key"
    SECRET_KEY = key_file.read_text().strip() if key_file.exists() else "not-set-run-takehold-serve-" + "x" * 40
DEBUG = False
DEMO = env.bool("TAKEHOLD_DEMO", default=False)
ALLOWED_HOSTS = env.list("TAKEHOLD_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "takehold.ui",
    "takehold.ledger",
    "takehold.audit",
    "takehold.people",
    "takehold.initiatives",
    "takehold.gather",
    "takehold.overview",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
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
            ],
        },
    },
]

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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LANGUAGE_CODE = "en"
TIME_ZONE = env.str("TAKEHOLD_TIME_ZONE", default="UTC")
USE_TZ = True
LOCALE_PATHS = [BASE / "locale"]
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
