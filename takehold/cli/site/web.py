"""What the server loads: the pages, and beside them the clock as a thread of the same process."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from takehold.cli.site import clock


def make() -> WSGIHandler:
    """The application; starts the clock unless TAKEHOLD_JOBS says that it runs apart."""
    application = get_wsgi_application()
    if os.environ.get("TAKEHOLD_JOBS", "inside") == "inside":
        home = Path(os.environ["TAKEHOLD_HOME"])
        threading.Thread(
            target=clock.run, args=(home, threading.Event()), name="takehold-jobs", daemon=True
        ).start()
    return application
