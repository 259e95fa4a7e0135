"""The distributed engine of all tests here: started once, for a JVM that was stopped answers nobody any more."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from takehold.evidence import engines


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on this machine, as the program keeps it for a process; ended when the tests are over."""
    backend = engines.connect("spark")
    logging.getLogger("py4j").setLevel(logging.ERROR)  # it speaks to closed streams when the JVM is gone
    yield backend
    backend._session.stop()
