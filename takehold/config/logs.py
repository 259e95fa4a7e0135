"""Log lines as JSON: when, how bad, who says it, what. No network address, agent or e-mail address goes in."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

HEX = "[0-9a-fA-F]{1,4}"
ADDRESSES = re.compile(
    rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)*|\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b"
    rf"|(?<![\w:])(?:(?:{HEX}:){{7}}{HEX}|(?:{HEX}:)+:(?:{HEX}:?)*|::{HEX})"
)


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Message and, of an exception, its type and trace; addresses are blotted out wherever they stand."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": ADDRESSES.sub("[address]", record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = ADDRESSES.sub("[address]", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
