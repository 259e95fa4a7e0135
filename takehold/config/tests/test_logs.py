"""Log lines are JSON and carry no address of anybody."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from takehold.config.logs import Lines


def line(message: str, *args: object, exc_info=None) -> dict[str, str]:
    record = logging.LogRecord("takehold.test", logging.WARNING, __file__, 1, message, args, exc_info)
    return json.loads(Lines().format(record))


@pytest.mark.parametrize(
    "address",
    ["mia@example.org", "10.1.2.3", "2001:db8:0:0:0:0:0:1", "fe80::1ff:fe23:4567:890a", "m.b+x@a-b.co.uk"],
)
def test_addresses_are_blotted_out(address: str) -> None:
    said = line("failed for %s at once", address)
    assert address not in json.dumps(said)
    assert said["level"] == "warning"
    try:
        raise ValueError(address)
    except ValueError:
        assert address not in json.dumps(line("x", exc_info=sys.exc_info()))


def test_times_and_versions_stay() -> None:
    assert line("12:30:01 took 3.5 s, version 1.2.3")["says"] == "12:30:01 took 3.5 s, version 1.2.3"
