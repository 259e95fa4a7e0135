"""The database itself keeps what a survey promised, whoever asks: triggers on SQLite and PostgreSQL.

Once a survey is open nobody changes its promise, smallest groups, questions, tree, days or groups, and it never goes
back. ``groups``: its cells may only be told which reporting group they went into at close.
"""

from django.db import migrations

FROZEN = ("initiative_id", "title", "template", "moment", "definition", "languages", "promise", "promise_version",
          "promise_text", "promise_sha256", "tree", "k_scores", "k_comments", "opens_on", "closes_on", "opened_at")
GROUPS = ("wave_id", "number", "name", "path", "team_ids", "channel", "invited")
KEPT = "a survey keeps what it promised when it opened"
FORWARD = "a survey goes forward only"
GROUPS_KEPT = "the groups of a survey are frozen when it opens"
WORDS = "a survey opens with its promise written down"
OWED = "a survey is answered by you said, we did"


def differs(columns, join=" OR "):
    return join.join(f'NEW.{name} IS NOT OLD.{name}' for name in columns)


def differs_pg(columns):
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


STEPS = (
    "NOT (OLD.state = NEW.state OR (OLD.state = 'draft' AND NEW.state = 'open') "
    "OR (OLD.state = 'open' AND NEW.state = 'closed') OR (OLD.state = 'closed' AND NEW.state = 'answered'))"
)
OPENS_WITHOUT_WORDS = (
    "OLD.state = 'draft' AND NEW.state = 'open' AND (NEW.promise_sha256 = '' OR NEW.promise_version = '')"
)
UNANSWERED = (
    "OLD.state = 'closed' AND NEW.state = 'answered' "
    "AND NOT EXISTS (SELECT 1 FROM gather_yousaid WHERE wave_id = NEW.id)"
)


def sqlite_trigger(name, when, table, condition, words):
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def open_wave(which):
    return f"EXISTS (SELECT 1 FROM gather_wave WHERE id = {which}.wave_id AND state <> 'draft')"


SQLITE = (
    sqlite_trigger("survey_keeps_promise", "UPDATE", "gather_wave",
                   f"OLD.state <> 'draft' AND ({differs(('id', *FROZEN))})", KEPT),
    sqlite_trigger("survey_goes_forward", "UPDATE", "gather_wave", STEPS, FORWARD),
    sqlite_trigger("survey_opens_with_words", "UPDATE", "gather_wave", OPENS_WITHOUT_WORDS, WORDS),
    sqlite_trigger("survey_is_answered", "UPDATE", "gather_wave", UNANSWERED, OWED),
    # REPLACE deletes without firing delete triggers, so a new row is held against the one that is there
    sqlite_trigger("survey_is_not_replaced", "INSERT", "gather_wave",
                   "EXISTS (SELECT 1 FROM gather_wave WHERE id = NEW.id AND state <> 'draft')", KEPT),
    sqlite_trigger("survey_is_not_deleted", "DELETE", "gather_wave",
                   "OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM gather_cell WHERE wave_id = OLD.id)", KEPT),
    sqlite_trigger("survey_groups_stay", "UPDATE", "gather_cell",
                   f"{open_wave('OLD')} AND ({differs(('id', *GROUPS))})", GROUPS_KEPT),
    sqlite_trigger("survey_groups_are_all", "INSERT", "gather_cell", open_wave("NEW"), GROUPS_KEPT),
    sqlite_trigger("survey_teams_are_all", "INSERT", "gather_waveteam", open_wave("NEW"), GROUPS_KEPT),
    sqlite_trigger("survey_teams_stay", "UPDATE", "gather_waveteam", open_wave("OLD"), GROUPS_KEPT),
)
NAMES = tuple(statement.split()[2] for statement in SQLITE)

POSTGRES = (
    f"""
    CREATE FUNCTION survey_keeps_promise() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM gather_cell WHERE wave_id = OLD.id) THEN
          RAISE EXCEPTION '{KEPT}'; END IF;
        RETURN OLD;
      END IF;
      IF OLD.state <> 'draft' AND (NEW.id IS DISTINCT FROM OLD.id OR {differs_pg(FROZEN)}) THEN
        RAISE EXCEPTION '{KEPT}'; END IF;
      IF {STEPS} THEN RAISE EXCEPTION '{FORWARD}'; END IF;
      IF {OPENS_WITHOUT_WORDS} THEN RAISE EXCEPTION '{WORDS}'; END IF;
      IF {UNANSWERED} THEN RAISE EXCEPTION '{OWED}'; END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER survey_keeps_promise BEFORE UPDATE OR DELETE ON gather_wave
    FOR EACH ROW EXECUTE FUNCTION survey_keeps_promise()
    """,
    f"""
    CREATE FUNCTION survey_groups_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF {open_wave('NEW')} THEN RAISE EXCEPTION '{GROUPS_KEPT}'; END IF;
      ELSIF {open_wave('OLD')} AND (TG_TABLE_NAME = 'gather_waveteam'
            OR to_jsonb(NEW) - 'atom' - 'comment_atom' IS DISTINCT FROM to_jsonb(OLD) - 'atom' - 'comment_atom') THEN
        RAISE EXCEPTION '{GROUPS_KEPT}';
      END IF;
      RETURN NEW;
    END $$
    """,
    *(
        f"CREATE TRIGGER survey_groups_stay BEFORE INSERT OR UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION survey_groups_stay()"
        for table in ("gather_cell", "gather_waveteam")
    ),
)


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in NAMES:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    schema_editor.execute("DROP TRIGGER survey_keeps_promise ON gather_wave")
    for table in ("gather_cell", "gather_waveteam"):
        schema_editor.execute(f"DROP TRIGGER survey_groups_stay ON {table}")
    for function in ("survey_keeps_promise", "survey_groups_stay"):
        schema_editor.execute(f"DROP FUNCTION {function}")


class Migration(migrations.Migration):
    dependencies = [("gather", "0004_who_was_asked_where")]
    operations = [migrations.RunPython(guard, unguard)]
