from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from takehold.analysis.facts import Verdict

ROOT = Path(__file__).resolve().parents[2]


def render(source: str, **context: object) -> str:
    return " ".join(Template("{% load takehold %}" + source).render(Context(context)).split())


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_icon_word_and_colour(verdict):
    html = render("{% verdict_chip v %}", v=verdict)
    assert "<svg" in html
    assert str(verdict) in html
    assert f"verdict--{str(verdict).replace(' ', '-')}" in html


def test_seven_verdicts_seven_icons():
    icons = {re.search(r"<svg.*</svg>", render("{% verdict v %}", v=v)).group() for v in Verdict}
    assert len(icons) == 7


def test_a_share_always_carries_its_n_and_its_range():
    text = re.sub(r"<[^>]+>", "", render("{% share .81 4310 interval %}", interval=(0.78, 0.84)))
    assert text == "81 % of 4,310 chances (78–84 %)"
    assert "1 chance" in re.sub(r"<[^>]+>", "", render("{% share rate 1 %}", rate=None))


def test_words_of_users_are_escaped():
    assert "<b>x" not in render("{% state 'empty' t %}{{ t }}{% endstate %}", t="<b>x")
    assert "<script" not in render("{% tabs items 'x' %}", items=[("<script>", "/a/", True)])


def test_a_state_is_one_of_the_written_ones():
    assert "No data yet" in render("{% state 'empty' 'No data yet' %}<p>Two ways.</p>{% endstate %}")
    with pytest.raises(TemplateSyntaxError, match="cannot-tell"):
        render("{% state 'bored' 'x' %}{% endstate %}")


class Sample(forms.Form):
    name = forms.CharField(help_text="As on the door.")
    agreed = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_a_field_shows_label_hint_error_and_keeps_the_answer():
    form = Sample({"name": "", "kind": "b"})
    html = render(
        "{% problems form %}{% field form.name %}{% field form.agreed %}{% field form.kind %}", form=form
    )
    assert 'href="#id_name"' in html
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="id_name_helptext id_name_error"', html)
    assert re.search(r'value="b"[^>]*checked', html)
    assert html.count("This field is required.") == 2


def test_no_summary_while_nothing_is_wrong():
    assert "problems" not in render("{% problems form %}", form=Sample())


def test_days_of_this_year_are_short():
    assert ">9 March<" in render("{% day d %}", d=date(2026, 3, 9), today=date(2026, 6, 1))
    assert ">9 March 2026<" in render("{% day d %}", d=date(2026, 3, 9))


def test_steps_tabs_pager_and_progress_say_where_one_is():
    assert 'aria-current="step"' in render("{% steps names 2 %}", names=["a", "b", "c"])
    assert 'aria-current="page"' in render("{% filters items 'x' %}", items=[("all", "/", True)])
    assert 'value="30"' in render("{% progress .3 'Reading' %}")
    page = {"first": 1, "last": 50, "total": 4310, "previous": "", "next": "?page=2"}
    html = render("{% pager page %}", page=page)
    assert "1–50 of 4,310" in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_templates_hold_nothing_that_the_content_policy_forbids():
    for path in ROOT.rglob("templates/**/*.html"):
        text = path.read_text()
        assert " style=" not in text or path.parent.name == "mail", path  # mails have no style sheet
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text), path
        assert not re.search(r"\son[a-z]+=", text), path
