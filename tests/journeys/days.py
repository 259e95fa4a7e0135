"""Days go by in the small house."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from conftest import NOW, House


def passes(house: House, moment: Any, days: int) -> date:
    """So many days after the first one; everybody signs in anew."""
    moment.return_value = NOW + timedelta(days=days)
    house.on = moment.return_value.date()
    house.clients.clear()
    return house.on
