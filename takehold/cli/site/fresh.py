"""The tables of an empty database, made at once as this version has them.

Stepping through every earlier version takes a second for each few of them and ends in the same place: that it does is
held by ``tests/architecture/test_fresh_tables.py``.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

GUARD = "guard"
"""The name of the function with which a migration teaches the database what it refuses."""


def empty() -> bool:
    """Whether the database holds no table yet."""
    return not connection.introspection.table_names()


def make_tables() -> None:
    """All tables with what the database refuses, and every migration on record as done; whole or not at all."""
    plan = migrations()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        finish(plan, editor)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)


def migrations() -> list[Migration]:
    """Every migration, in the order in which they are done."""
    executor = MigrationExecutor(connection)
    return [each for each, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def finish(plan: list[Migration], editor: BaseDatabaseSchemaEditor) -> None:
    """Install what the database refuses in tables that stand, and put each migration on record as done."""
    recorder, state = MigrationRecorder(connection), ProjectState()
    for each in plan:
        for step in each.operations:
            if isinstance(step, RunPython) and getattr(step.code, "__name__", "") == GUARD:
                step.database_forwards(each.app_label, editor, state, state)
        recorder.record_applied(each.app_label, each.name)
