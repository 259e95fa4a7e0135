"""The last day of an open survey is moved only beside a row that says from when to when, and why where it comes nearer.

Everything else that 0005 holds stays: on SQLite its trigger is made anew with this one exception, on PostgreSQL its
function. The rows themselves are only ever marked as told.
"""

import django.db.models.deletion
from django.db import migrations, models

FROZEN = ("initiative_id", "title", "template", "moment", "definition", "languages", "promise", "promise_version",
          "promise_text", "promise_sha256", "tree", "k_scores", "k_comments", "opens_on", "opened_at")
KEPT = "a survey keeps what it promised when it opened"
SAID = "the last day of a survey is moved with a row that says so"
ROW = ("id", "wave_id", "was", "day", "reason", "at")
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
MOVED = """OLD.state = 'open' AND NEW.state = 'open' AND EXISTS (
    SELECT 1 FROM gather_lastday WHERE wave_id = OLD.id AND was = OLD.closes_on AND day = NEW.closes_on
    AND id = (SELECT MAX(id) FROM gather_lastday WHERE wave_id = OLD.id))"""
HELD = "EXISTS (SELECT 1 FROM gather_wave WHERE id = OLD.wave_id AND state <> 'draft')"
FITS = """EXISTS (
    SELECT 1 FROM gather_wave WHERE id = NEW.wave_id AND state = 'open' AND closes_on = NEW.was)
    AND NEW.day <> NEW.was AND (NEW.day > NEW.was OR NEW.reason <> '')"""


def differs(columns, unlike="IS NOT"):
    return " OR ".join(f"NEW.{name} {unlike} OLD.{name}" for name in columns)


def keeps(days):
    """The trigger of 0005 on SQLite; ``days``: when another last day is refused."""
    return (
        "CREATE TRIGGER survey_keeps_promise BEFORE UPDATE ON gather_wave WHEN OLD.state <> 'draft' "
        f"AND ({differs(('id', *FROZEN))} OR ({days})) BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    )


def keeps_pg(days):
    """The function of 0005 on PostgreSQL."""
    return f"""
    CREATE OR REPLACE FUNCTION survey_keeps_promise() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM gather_cell WHERE wave_id = OLD.id) THEN
          RAISE EXCEPTION '{KEPT}'; END IF;
        RETURN OLD;
      END IF;
      IF OLD.state <> 'draft' AND (NEW.id IS DISTINCT FROM OLD.id
         OR {differs(FROZEN, "IS DISTINCT FROM")} OR ({days})) THEN
        RAISE EXCEPTION '{KEPT}'; END IF;
      IF {STEPS} THEN RAISE EXCEPTION 'a survey goes forward only'; END IF;
      IF {OPENS_WITHOUT_WORDS} THEN RAISE EXCEPTION 'a survey opens with its promise written down'; END IF;
      IF {UNANSWERED} THEN RAISE EXCEPTION 'a survey is answered by you said, we did'; END IF;
      RETURN NEW;
    END $$
    """


ANOTHER = "NEW.closes_on IS NOT OLD.closes_on"
ANOTHER_PG = "NEW.closes_on IS DISTINCT FROM OLD.closes_on"
SQLITE = (
    "DROP TRIGGER survey_keeps_promise",
    keeps(f"{ANOTHER} AND NOT ({MOVED})"),
    f"CREATE TRIGGER last_day_fits BEFORE INSERT ON gather_lastday WHEN NOT ({FITS}) "
    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    f"CREATE TRIGGER last_day_stays BEFORE UPDATE ON gather_lastday WHEN {differs(ROW)} "
    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    f"CREATE TRIGGER last_day_is_not_forgotten BEFORE DELETE ON gather_lastday WHEN {HELD} "
    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
)
POSTGRES = (
    keeps_pg(f"{ANOTHER_PG} AND NOT ({MOVED})"),
    f"""
    CREATE FUNCTION last_day_said() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF {HELD} THEN RAISE EXCEPTION '{SAID}'; END IF;
        RETURN OLD;
      ELSIF TG_OP = 'INSERT' THEN
        IF NOT ({FITS}) THEN RAISE EXCEPTION '{SAID}'; END IF;
      ELSIF {differs(ROW, "IS DISTINCT FROM")} THEN RAISE EXCEPTION '{SAID}';
      END IF;
      RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER last_day_said BEFORE INSERT OR UPDATE OR DELETE ON gather_lastday "
    "FOR EACH ROW EXECUTE FUNCTION last_day_said()",
)
BACK = {
    "sqlite": (
        *(f"DROP TRIGGER {name}" for name in ("last_day_fits", "last_day_stays", "last_day_is_not_forgotten")),
        "DROP TRIGGER survey_keeps_promise",
        keeps(ANOTHER),
    ),
    "postgresql": (
        "DROP TRIGGER last_day_said ON gather_lastday", "DROP FUNCTION last_day_said()", keeps_pg(ANOTHER_PG),
    ),
}


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("gather", "0009_systems_that_send")]
    operations = [
        migrations.CreateModel(
            name="LastDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.DateField()),
                ("day", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("told_to", models.UUIDField(null=True)),
                ("told", models.BooleanField(default=False)),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="last_days", to="gather.wave"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunPython(guard, unguard),
    ]
