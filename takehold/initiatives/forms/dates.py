"""A date, typed or picked."""

from __future__ import annotations

from typing import Any

from django import forms


class DayField(forms.DateField):
    """ISO in the page, whatever the reader's language: that is what browsers' pickers speak."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**options)
