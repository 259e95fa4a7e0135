"""The stable JSON form: it fits its schema, nothing is lost, and kept evidence gives the same digits."""

import copy
import json

import jsonschema
import pyarrow.parquet as pq
import pytest

from takehold.evidence import verdict_json
from takehold.evidence.reckoning import verdict_of

from .reports import AS_OF, report


def problems(value):
    """Where the value differs from the shipped schema, which must itself be a schema."""
    kind = jsonschema.Draft202012Validator
    kind.check_schema(verdict_json.schema())
    return [found.message for found in kind(verdict_json.schema()).iter_errors(value)]


@pytest.fixture(scope="module")
def two():
    return report(several=2)


@pytest.fixture(scope="module")
def values(two):
    return json.loads(json.dumps(verdict_json.render(two)))


def test_it_fits_the_shipped_schema(values):
    assert problems(values) == []


def test_the_check_sees_what_does_not_fit(values):
    for spoil in (
        lambda v: v.update(schema="takehold.verdict/2"),
        lambda v: v["behaviours"][0].update(verdict="good"),
        lambda v: v["behaviours"][0].update(rate=1.2),
        lambda v: v["behaviours"][0]["teams"][0].pop("because"),
        lambda v: v["behaviours"][0].update(interval=[0.5]),
        lambda v: v["source"].update(sha256="abc"),
    ):
        spoiled = copy.deepcopy(values)
        spoil(spoiled)
        assert problems(spoiled)


def test_the_keys_that_were_promised_are_there(values):
    assert values["schema"] == "takehold.verdict/1"
    assert {
        "files",
        "sha256",
        "rows_read",
        "rows_rejected",
        "duplicates",
        "rejections",
        "events",
        "cases",
        "from",
        "to",
        "cautions",
    } <= set(values["source"])
    promised = (
        "key name verdict because next_step since target opportunities new_way old_way rate interval period history "
        "shifts teams early behind detectable cautions evidence"
    )
    assert set(promised.split()) <= set(values["behaviours"][0])
    teams = {team["team"]: team for team in values["behaviours"][0]["teams"]}
    assert {"team", "verdict", "because", "next_step", "opportunities", "rate", "interval", "shifts"} <= set(
        teams["Ward 10"]
    )
    assert teams["Ward 10"]["verdict"] == "slipping back"
    assert teams["Ward 2"]["verdict"] == "cannot tell"
    assert teams["Ward 2"]["next_step"]
    assert "" not in teams
    evidence = values["behaviours"][0]["evidence"]
    assert {"definition", "definition_version", "rules", "inputs_sha256", "code_version"} <= set(evidence)
    assert values["source"]["from"].startswith("2026-01-05T10:00:00+01:00")
    total = values["behaviours"][0]["total"]
    assert (total["pending"], total["vacuous"]) == (3, 4)


def test_exported_evidence_gives_the_same_digits(two, values, tmp_path):
    one = two.behaviours[0]
    pq.write_table(one.rows, tmp_path / "evidence.parquet")
    again = verdict_of(
        pq.read_table(tmp_path / "evidence.parquet"), one.behaviour, two.recipe, as_of=AS_OF, streams=6
    )
    told = verdict_json._behaviour(again, two.code_version, verdict_json.gettext.NullTranslations())
    assert json.loads(json.dumps(told)) == values["behaviours"][0]


def test_nine_digits():
    assert verdict_json.number(1 / 3) == 0.333333333
    assert verdict_json.number(None) is None
