"""The components that pages are made of. ``docs/reference/ui.md`` shows each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template import Context
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from takehold.analysis.facts import Slip, Verdict
from takehold.ui import icons, numbers, verdicts, wording

register = template.Library()
THEMES = ("auto", "light", "dark")
STATES = ("empty", "waiting", "error", "cannot-tell", "lock", "info", "done")

register.filter("percent", numbers.percent)
register.filter("percent_range", numbers.percent_range)
register.filter("number", numbers.number)
register.filter("css_name", verdicts.css_name)
register.filter("last_weeks", wording.last_weeks)
register.filter("weeks_from", wording.weeks_from)
register.filter("so_far", wording.so_far)


@register.filter
def recent_rate(slip: Slip) -> float | None:
    """The share in the last weeks of a slip."""
    return slip.recent_new_way / slip.recent_chances if slip.recent_chances else None


@register.filter
def not_shown(group: Any, after: int) -> int:
    """How many of a group stand behind those shown: ``group.total`` less those before and in ``group.rows``."""
    return max(0, int(group.total) - after - len(group.rows))


@register.filter
def of_library(text: str) -> str:
    """A text in the reader's language where it comes from the library; anybody's own as it is."""
    return gettext(text) if text else ""


@register.filter
def item(mapping: Mapping[str, Any], name: str) -> Any:
    """The value under a name that is only known on the page, or nothing."""
    return mapping.get(name, "")


def _icon(name: str, size: int = 20) -> SafeString:
    return mark_safe(icons.icon(name, size))  # noqa: S308  our own drawings, no input of a user's


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An icon; a word must stand beside it."""
    return _icon(name, size)


@register.simple_tag
def product_mark() -> SafeString:
    """The mark of the product."""
    return mark_safe(icons.mark())  # noqa: S308


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme this browser asked for: auto, light or dark."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request is not None else "auto"
    return chosen if chosen in THEMES else "auto"


@register.simple_tag
def verdict(value: Verdict | str, reverted: bool = False, chip: bool = False) -> SafeString:
    """A verdict as icon, word and colour."""
    return format_html(
        '<span class="verdict verdict--{}{}">{}{}</span>',
        verdicts.css_name(value),
        " verdict--chip" if chip else "",
        _icon(str(Verdict(value))),
        verdicts.word(value, reverted=reverted),
    )


@register.simple_tag
def verdict_chip(value: Verdict | str, reverted: bool = False) -> SafeString:
    """A verdict in its coloured shape, for title rows."""
    return verdict(value, reverted=reverted, chip=True)


@register.simple_tag
def verdict_icon(value: Verdict | str, size: int = 20) -> SafeString:
    """Only the icon, in its colour; the word must stand nearby."""
    return format_html(
        '<span class="verdict verdict--{}">{}</span>',
        verdicts.css_name(value),
        _icon(str(Verdict(value)), size),
    )


@register.simple_tag
def share(
    rate: float | None, n: int, interval: tuple[float, float] | None = None, noun: str | None = None
) -> SafeString:
    """``81 % of 4,310 chances (78–84 %)``. ``noun`` replaces "chances"."""
    counted = noun or ngettext("chance", "chances", n)
    if rate is None:
        return format_html('<span class="share">{} {}</span>', numbers.number(n), counted)
    return format_html(
        '<span class="share"><b>{}</b> {}{}</span>',
        numbers.percent(rate),
        _("of {n} {things}").format(n=numbers.number(n), things=counted),
        format_html(' <span class="share__range">({})</span>', numbers.percent_range(interval))
        if interval
        else "",
    )


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> SafeString:
    """A day; without its year when the page's ``today`` lies in the same one."""
    if value is None:
        return format_html("{}", "–")
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), numbers.day(value, context.get("today"))
    )


@register.simple_tag
def moment(value: datetime | None) -> SafeString:
    """A day and time in the reader's zone."""
    if value is None:
        return format_html("{}", "–")
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(local, _("j F Y, H:i"))
    )


@register.simple_tag
def people_band(band: str) -> str:
    """``5–9 people`` from the band ``5-9``."""
    return _("{band} people").format(band=band.replace("-", "–"))


@register.simple_tag
def field(bound: BoundField, label: str | None = None) -> SafeString:
    """A form field: label above, hint below it, error in words, the answer kept."""
    context = {
        "field": bound,
        "label": label or bound.label,
        "single": isinstance(bound.field.widget, CheckboxInput),
    }
    return render_to_string("ui/components/field.html", context)


@register.inclusion_tag("ui/components/problems.html")
def problems(form: BaseForm) -> dict[str, Any]:
    """The summary of a form's errors, at the top of the page, each with a link to its field."""
    at_fields = [(bound, error) for bound in form for error in bound.errors] if form.is_bound else []
    return {"whole": form.non_field_errors() if form.is_bound else [], "at_fields": at_fields}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], label: str) -> dict[str, Any]:
    """One row of tabs: (word, address, whether it is this page)."""
    return {"items": tuple(items), "label": label, "name": "tabs"}


@register.inclusion_tag("ui/components/tabs.html")
def filters(items: Iterable[tuple[str, str, bool]], label: str) -> dict[str, Any]:
    """Filters as words: (word, address, whether it is chosen)."""
    return {"items": tuple(items), "label": label, "name": "filters"}


@register.inclusion_tag("ui/components/steps.html")
def steps(names: Iterable[str], current: int) -> dict[str, Any]:
    """Where in a longer task; ``current`` counts from 1."""
    return {"steps": [(no, name) for no, name in enumerate(names, 1)], "current": current}


@register.inclusion_tag("ui/components/progress.html")
def progress(share_done: float, sentence: str) -> dict[str, Any]:
    """A bar from 0 to 1 and the sentence that says what is going on and how long it takes."""
    return {"percent": max(0, min(100, round(share_done * 100))), "sentence": sentence}


@register.inclusion_tag("ui/components/pager.html")
def pager(page: Any) -> dict[str, Any]:
    """Earlier and later pages. ``page``: ``first``, ``last``, ``total`` (or None), ``previous``, ``next`` (addresses)."""
    return {"page": page}


@register.inclusion_tag("ui/components/how_to_read.html")
def how_to_read() -> dict[str, Any]:
    """Two lines on how to read a chart, unfolded on demand."""
    return {}


@register.simple_block_tag(takes_context=True)
def state(context: Context, content: str, kind: str, title: str) -> SafeString:
    """A written state around its sentences: empty, waiting, error, cannot-tell, lock, info or done."""
    if kind not in STATES:
        raise template.TemplateSyntaxError(f"state: {kind!r} is none of {', '.join(STATES)}")
    return format_html(
        '<section class="state state--{}"{}>{}<div class="state__body"><h2>{}</h2>{}</div></section>',
        kind,
        mark_safe(' role="status"') if kind == "waiting" else "",
        _icon(kind, 24),
        gettext(title),
        mark_safe(content),  # noqa: S308  already rendered by the template, with its escaping
    )
