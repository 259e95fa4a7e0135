"""The WSGI entry point of the pages alone; ``takehold serve`` starts the clock beside them."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "takehold.config.settings")
application = get_wsgi_application()
