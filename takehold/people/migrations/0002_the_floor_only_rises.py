"""The database itself refuses to lower the floor, whoever asks: triggers on SQLite and PostgreSQL."""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER floor_is_not_lowered BEFORE UPDATE ON people_organisation
    WHEN NEW.floor < OLD.floor
    BEGIN SELECT RAISE(ABORT, 'the floor can be raised, never lowered'); END
    """,
    # REPLACE deletes without firing delete triggers, so a new row is held against the one that is there
    """
    CREATE TRIGGER floor_is_not_replaced BEFORE INSERT ON people_organisation
    WHEN EXISTS (SELECT 1 FROM people_organisation WHERE floor > NEW.floor)
    BEGIN SELECT RAISE(ABORT, 'the floor can be raised, never lowered'); END
    """,
    # at the lowest floor nothing is lost by deleting
    """
    CREATE TRIGGER raised_floor_is_not_deleted BEFORE DELETE ON people_organisation
    WHEN OLD.floor > 5
    BEGIN SELECT RAISE(ABORT, 'a raised floor cannot be deleted'); END
    """,
)
POSTGRES = (
    """
    CREATE FUNCTION floor_only_rises() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.floor > 5 THEN RAISE EXCEPTION 'a raised floor cannot be deleted'; END IF;
        RETURN OLD;
      END IF;
      IF TG_OP = 'UPDATE' AND NEW.floor < OLD.floor THEN
        RAISE EXCEPTION 'the floor can be raised, never lowered';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER floor_only_rises BEFORE UPDATE OR DELETE ON people_organisation
    FOR EACH ROW EXECUTE FUNCTION floor_only_rises()
    """,
)


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("floor_is_not_lowered", "floor_is_not_replaced", "raised_floor_is_not_deleted"):
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute("DROP TRIGGER floor_only_rises ON people_organisation")
        schema_editor.execute("DROP FUNCTION floor_only_rises()")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
