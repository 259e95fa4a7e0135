"""How fast a page without an account takes things in: by a bucket for all together, since nobody's address is kept."""

from __future__ import annotations

import threading


class Bucket:
    """Lets ``most`` through at once and ``a_second`` from then on. One a process; nothing of who comes is looked at."""

    def __init__(self, most: float, a_second: float) -> None:
        self.most = most
        self.a_second = a_second
        self._left = most
        self._at: float | None = None
        self._lock = threading.Lock()

    def take(self, now: float) -> bool:
        """Whether one more may pass. ``now``: seconds of a steady clock."""
        with self._lock:
            gone = 0.0 if self._at is None else max(0.0, now - self._at)
            self._left = min(self.most, self._left + gone * self.a_second)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
