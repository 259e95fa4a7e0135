"""One importer a source; a dead one blocks nobody."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from takehold.ledger.models import Source
from takehold.ledger.operations import lease

from .conftest import NOW, Desk


def clock(**later: int) -> lease.Clock:
    return lease.Clock(NOW + timedelta(**later))


def test_only_one_holds_it(desk: Desk) -> None:
    with lease.held(desk.source_id, clock=clock(), home=desk.home) as mine:
        assert mine is not None
        assert not lease.free(desk.source_id, home=desk.home)
        with lease.held(desk.source_id, clock=clock(), home=desk.home) as other:
            assert other is None
    assert lease.free(desk.source_id, home=desk.home)
    assert Source.objects.get().lease_holder == ""


def test_a_killed_holder_is_replaced_at_once(desk: Desk) -> None:
    Source.objects.update(lease_holder="a process that is gone", lease_until=NOW + timedelta(minutes=9))
    with lease.held(desk.source_id, clock=clock(), home=desk.home) as mine:
        assert mine is not None


def test_where_files_cannot_be_locked_the_expiry_decides(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(lease.fcntl, "flock", unsupported)
    Source.objects.update(lease_holder="another server", lease_until=NOW + timedelta(minutes=9))
    with lease.held(desk.source_id, clock=clock(), home=desk.home) as early:
        assert early is None
    with lease.held(desk.source_id, clock=clock(minutes=10), home=desk.home) as late:
        assert late is not None


def test_whoever_was_replaced_learns_it(desk: Desk) -> None:
    with lease.held(desk.source_id, clock=clock(), home=desk.home) as mine:
        assert mine is not None
        mine.renew()
        Source.objects.update(lease_holder="another")
        with pytest.raises(lease.LeaseLost):
            mine.renew()
    assert Source.objects.get().lease_holder == "another"
