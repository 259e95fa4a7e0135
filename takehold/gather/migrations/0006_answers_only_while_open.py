"""The database itself takes answers only while a survey is open, and never lets a published figure change."""

from django.db import migrations

TABLES = ("gather_answer", "gather_comment", "gather_namedanswer", "gather_release", "gather_releasedcomment")
PUBLISHED = ("gather_release", "gather_releasedcomment")
LATE = "answers are taken while a survey is open; a late one joins the next survey"
FROZEN = "what a survey published never changes"


def sqlite():
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_while_open BEFORE INSERT ON {table} "
            "WHEN (SELECT state FROM gather_wave WHERE id = NEW.wave_id) IS NOT 'open' "
            f"BEGIN SELECT RAISE(ABORT, '{LATE}'); END"
        )
    for table in PUBLISHED:
        yield (
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        )


def postgres():
    # FOR SHARE waits for a close that holds the row, and then sees the survey closed
    yield f"""
    CREATE FUNCTION answers_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM gather_wave WHERE id = NEW.wave_id AND state = 'open' FOR SHARE;
      IF NOT FOUND THEN RAISE EXCEPTION '{LATE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
      RETURN NEW;
    END $$
    """
    yield f"""
    CREATE FUNCTION published_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_while_open BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION answers_while_open()"
        )
    for table in PUBLISHED:
        yield (
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION published_is_frozen()"
        )


def guard(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgres}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    on = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_while_open" + on.format(table=table))
    for table in PUBLISHED:
        schema_editor.execute(f"DROP TRIGGER {table}_is_frozen" + on.format(table=table))
    if on:
        schema_editor.execute("DROP FUNCTION answers_while_open()")
        schema_editor.execute("DROP FUNCTION published_is_frozen()")


class Migration(migrations.Migration):
    dependencies = [("gather", "0005_promises_are_kept")]
    operations = [migrations.RunPython(guard, unguard)]
