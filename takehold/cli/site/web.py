"""What the server loads: the pages, and beside them the clock as a thread of the same process."""

from __future__ import annotations

import gc
import os
import threading
from importlib import import_module
from pathlib import Path
from typing import Final

from django.core.wsgi import get_wsgi_application

from takehold.cli.site import clock, threads

LOADED_LATE: Final = ("takehold.config.urls", "ibis.backends.duckdb", "pyarrow.parquet", "vl_convert")


def settle() -> None:
    """Load what pages need before the first of them, and leave it out of the rounds of the garbage collector.

    A round over the objects of all libraries takes 0.3 s of processor, and came with every other page.
    """
    for name in LOADED_LATE:
        import_module(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a page makes some 100,000 objects, nearly none of them in a circle


def make() -> threads.Application:
    """The application; starts the clock unless TAKEHOLD_JOBS says that it runs apart."""
    application = get_wsgi_application()
    settle()
    if os.environ.get("TAKEHOLD_JOBS", "inside") == "inside":
        home = Path(os.environ["TAKEHOLD_HOME"])
        threading.Thread(
            target=clock.run, args=(home, threading.Event()), name="takehold-jobs", daemon=True
        ).start()
    return threads.kept(application)
