"""What import tools cannot see: foreign keys point downward only."""

from __future__ import annotations

from django.apps import apps

from .house import LINE


def test_no_table_points_upward_or_sideways_to_another_room() -> None:
    wrong = []
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in LINE:
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            other = field.related_model._meta.app_label
            if other in LINE and other != room and LINE[other] >= LINE[room]:
                wrong.append(f"{room}.{model.__name__}.{field.name} -> {other}")
    assert wrong == []


def test_rooms_without_tables_have_none() -> None:
    owners = {model._meta.app_label for model in apps.get_models()}
    assert owners & {"ui", "overview", "analysis", "simulation", "evidence"} == set()
