"""Icons as the inside of a 20 by 20 SVG. Drawn for this product; colour is the text's."""

from __future__ import annotations

from typing import Final

_STROKE: Final = (
    'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
)
_RING: Final = '<circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_DISC: Final = '<circle cx="10" cy="10" r="8" fill="currentColor"/>'
_CUT: Final = (
    'fill="none" stroke="var(--bg)" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
)


def _line(path: str) -> str:
    return f'<path {_STROKE} d="{path}"/>'


VERDICTS: Final = {
    "holding": _DISC,
    "taking hold": _RING + '<path fill="currentColor" d="M3.5 10h13a6.5 6.5 0 0 1-13 0Z"/>',
    "wobbling": '<path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" '
    'd="M10 10 8.6 2.9a7.25 7.25 0 1 0 8.5 5.7Z"/>',
    "slipping back": _DISC + f'<path {_CUT} d="M10 5.5v8.5M6.5 10.6 10 14l3.5-3.4"/>',
    "stalled": _DISC + f'<path {_CUT} d="M6 10h8"/>',
    "not started": _RING,
    "cannot tell": _RING
    + '<path fill="none" stroke="currentColor" stroke-width="1.25" d="m4 11 7-7M5.2 14.6l9.4-9.4M9 16l7-7"/>',
}

ICONS: Final = {
    "changes": _line("M2.5 15.5h4c4 0 3-9 7-9h4") + _line("M2.5 6.5h3M14.5 15.5h3"),
    "team": _line("M7 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2 16c.4-2.7 2.4-4 5-4s4.6 1.3 5 4")
    + _line("M13.5 4.3a2.6 2.6 0 0 1 0 5M15 12.3c1.7.5 2.7 1.7 3 3.7"),
    "voices": _line("M3 4.5h14v9h-7.5L5.5 17v-3.5H3z") + _line("M6.5 7.75h7M6.5 10.5h4.5"),
    "council": _line("M3 8 10 3.5 17 8zM5 8v6M8.5 8v6M11.5 8v6M15 8v6M3 16.5h14"),
    "library": _line("M4 3.5h3.5v13H4zM7.5 3.5H11v13H7.5zM11.6 4.6l3.2-.8 3.1 12.3-3.2.8z"),
    "empty": _line("M3 10.5 5 4h10l2 6.5v5H3zM3 10.5h4l1 2.5h4l1-2.5h4"),
    "waiting": _line("M10 2.75a7.25 7.25 0 1 0 7.25 7.25M10 5.5V10l3 2"),
    "error": _line("M10 3 18 17H2zM10 8v4.2M10 14.6v.1"),
    "cannot-tell": VERDICTS["cannot tell"],
    "done": _line("m4 10.5 4 4 8-9"),
    "info": _RING + _line("M10 9.3v4.5M10 6.5v.1"),
    "back": _line("m12 4.5-5.5 5.5 5.5 5.5"),
    "chevron": _line("m6 8 4 4 4-4"),
    "lock": _line("M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9"),
    "search": _line("M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4"),
    "applause": _line("m10 3 2.2 4.5 5 .7-3.6 3.5.8 5L10 14.4l-4.4 2.3.8-5L2.8 8.2l5-.7z"),
    "download": _line("M10 3v9.5M6 9l4 3.5L14 9M4 16.5h12"),
}

MARK: Final = (
    '<rect width="28" height="28" rx="7" fill="currentColor"/>'
    '<path fill="none" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" '
    'd="M6 20.5h2.5c5 0 3.5-12 9-12H22"/>'
)


def icon(name: str, size: int = 20) -> str:
    """An icon as SVG text, hidden from screen readers: a word always stands beside it.

    Raises:
        KeyError: no such icon.
    """
    inside = VERDICTS[name] if name in VERDICTS else ICONS[name]
    return f'<svg viewBox="0 0 20 20" width="{size}" height="{size}" aria-hidden="true" focusable="false">{inside}</svg>'


def mark() -> str:
    """The product's mark: a rise that then keeps its level."""
    return (
        f'<svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" focusable="false">{MARK}</svg>'
    )
