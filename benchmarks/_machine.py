"""What a benchmark ran on, and where its results are kept."""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path


def machine() -> str:
    """Cores, processor, system and Python."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next(
        (line.split(":", 1)[1].strip() for line in lines if "model name" in line), platform.processor()
    )
    return f"{os.cpu_count()} cores of {name}, {platform.system()}, Python {platform.python_version()}"


def moment() -> str:
    """Now, and how busy the machine is: the load is the system's average over a minute. And our precedence, if any."""
    precedence = f", niceness {os.nice(0)}" if os.nice(0) else ""
    return f"{time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}, load {os.getloadavg()[0]:.1f}{precedence}"


def compiled() -> str:
    """Whether Python keeps what it compiled, as an installation does; otherwise every start compiles again."""
    return "kept" if not sys.dont_write_bytecode else "not kept, so that every start compiles them again"


def write(path: Path, text: str) -> None:
    """Keep results beside the benchmark."""
    path.write_text(text)
    print(f"written: {path}")
