"""The server's own output of Polis on two conversations: consensus, representative statements, components, groups, priorities."""

import csv
import json
import sys
from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from takehold.analysis.opinion import NoGroups, Totals, Votes, extremities, judge, priorities
from takehold.analysis.opinion.ballots import NOT_VOTED, ballots, plane, standing
from takehold.analysis.opinion.grouping import Partition, partition, silhouette, stability
from takehold.analysis.opinion.representing import agreed_overall, consensus, representative, tally

CONVERSATIONS = ("25ptpt-3gp-no-strict-with-meta", "below-100-ptpts")


class Conversation:
    """Votes as they were exported, and what the server made of them."""

    def __init__(self, folder):
        rows = json.loads((folder / "votes.json").read_text())
        self.server = json.loads((folder / "math-pca2.json").read_text())
        who, what = ("participant_id", "statement_id") if "statement_id" in rows[0] else ("pid", "tid")
        rows.sort(key=lambda row: float(row["modified"]))
        told = [(row[who], row[what], row["vote"]) for row in rows]
        self.votes = Votes.of(
            told,
            voters=1 + max(voter for voter, _, _ in told),
            statements=self.server["n-cmts"],
            removed=frozenset(self.server["mod-out"]),
        )
        self.table = ballots(self.votes)
        self.there = standing(self.votes)
        self.labels = self._labels()
        self.counts = tally(self.table, self.labels, len(self.server["group-clusters"]))

    def _labels(self):
        """The server's group of each voter, -1 for those in none; its groups are of small base clusters of voters."""
        base = self.server["base-clusters"]
        members = dict(zip(base["id"], base["members"], strict=True))
        labels = np.full(self.votes.voters, -1)
        for group in self.server["group-clusters"]:
            labels[[voter for each in group["members"] for voter in members[each]]] = group["id"]
        return labels


@pytest.fixture(params=CONVERSATIONS)
def conversation(request, shared_data):
    return Conversation(shared_data / "votes" / request.param)


def test_consensus_over_groups_is_the_servers(conversation):
    served = conversation.server["group-aware-consensus"]
    assert len(served) == conversation.votes.statements
    ours = consensus(conversation.counts)[:, 0]
    assert ours == pytest.approx([served[str(at)] for at in range(len(ours))], abs=1e-9)


def test_the_same_statements_find_agreement(conversation):
    served = conversation.server["consensus"]
    whole = tally(conversation.table, np.zeros(conversation.votes.voters), 1)[0, conversation.there]
    ours = [(int(conversation.there[at]), side.value) for at, side in agreed_overall(whole)]
    assert ours == [(row["tid"], side) for side in ("agree", "disagree") for row in served[side]]


def test_the_same_statements_represent_each_group(conversation):
    """Which they are and on which side, and of each how many of how many, the share and how many times the others'."""
    for group in range(len(conversation.counts)):
        ours = representative(conversation.counts[:, conversation.there], group)
        served = conversation.server["repness"][str(group)]
        assert {(int(conversation.there[held.statement]), held.side.value) for held in ours} == {
            (row["tid"], row["repful-for"]) for row in served
        }
        rows = {row["tid"]: row for row in served}
        for held in ours:
            row = rows[int(conversation.there[held.statement])]
            assert (held.count, held.of) == (row["n-success"], row["n-trials"])
            assert (held.share, held.times) == pytest.approx((row["p-success"], row["repness"]), abs=1e-9)


def test_the_components_are_the_servers(conversation):
    voted = conversation.table[(conversation.table != NOT_VOTED).any(axis=1)]
    ours = plane(voted[:, conversation.there]).axes
    served = np.array(conversation.server["pca"]["comps"])[:, conversation.there]
    for mine, theirs in zip(ours, served, strict=True):
        assert abs(np.corrcoef(mine, theirs)[0, 1]) >= 0.999999
    extreme = np.array(conversation.server["pca"]["comment-extremity"])[conversation.there]
    mine = extremities(conversation.votes)[conversation.there]
    # the server counts the statements that were taken out as if they were voted on
    whole = np.sqrt(conversation.votes.statements / len(conversation.there))
    assert mine * whole == pytest.approx(extreme, abs=1e-9)


def test_our_groups_stand_as_far_apart_as_the_servers(conversation, capsys):
    inside = conversation.labels >= 0
    table, served = conversation.table[inside][:, conversation.there], conversation.labels[inside]
    rng = np.random.default_rng(1)
    with threadpool_limits(1):
        points = plane(table).points
        found = partition(points, rng)
        theirs = silhouette(points, served)
        steady = stability(table, found, rng)
        of_theirs = stability(table, Partition(served, len(set(served)), theirs), rng)
    alike = adjusted_rand_score(served, found.labels)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(served)} voters: silhouette {found.silhouette:.3f} of {found.groups} groups, the server's {theirs:.3f} of "
            f"{len(set(served))}; adjusted Rand index {alike:.2f}; stability {steady:.2f}, of the server's {of_theirs:.2f}"
        )
    assert found.silhouette >= theirs - 0.02


def test_so_few_voters_are_in_no_groups(conversation):
    told = judge(conversation.votes, seed=1)
    assert told.why_not is NoGroups.VOTERS
    assert told.groups == ()
    assert told.common


def test_what_is_shown_next_has_the_servers_priority(conversation):
    """Of each statement on which the server has taken note of all votes; others it keeps from when it last looked."""
    agree, disagree, passed = ((conversation.table == choice).sum(axis=0) for choice in (1, -1, 0))
    extreme = np.array(conversation.server["pca"]["comment-extremity"])
    ours = priorities(Totals(agree, disagree, passed, extreme, frozenset(conversation.server["meta-tids"])))
    served = [conversation.server["comment-priorities"][str(at)] for at in range(len(ours))]
    same = np.isclose(ours, served, rtol=0, atol=1e-9)
    assert same.sum() == {57: 57, 44: 24}[len(ours)]


def test_of_repeated_votes_the_last_counts(shared_data):
    with (shared_data / "votes" / "brexit-consensus" / "votes.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5312
    rows.sort(key=lambda row: int(row["timestamp"]))
    told = [(int(row["voter-id"]), int(row["comment-id"]), int(row["vote"])) for row in rows]
    votes = Votes.of(told, voters=1 + max(row[0] for row in told), statements=1 + max(row[1] for row in told))
    table = ballots(votes)
    assert (table != NOT_VOTED).sum() == 5303
    last = {(voter, statement): choice for voter, statement, choice in told}
    assert all(table[pair] == choice for pair, choice in last.items())


@pytest.mark.parametrize("name", ["brexit-consensus", "15-per-hour-seattle"])
def test_a_large_conversation(shared_data, name, capsys):
    """What is said of hundreds of voters: how sure its groups are decides whether they are shown."""
    folder = shared_data / "votes" / name
    with (folder / "votes.csv").open() as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    with (folder / "comments.csv").open() as file:
        out = frozenset(int(row["comment-id"]) for row in csv.DictReader(file) if row["moderated"] == "-1")
    told = [(int(row["voter-id"]), int(row["comment-id"]), int(row["vote"])) for row in rows]
    places = {voter: at for at, voter in enumerate(sorted({row[0] for row in told}))}
    votes = Votes.of(
        [(places[voter], statement, choice) for voter, statement, choice in told],
        voters=len(places),
        statements=1 + max(row[1] for row in told),
        removed=out,
    )
    verdict = judge(votes, seed=1)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: {verdict.why_not}, {[each.voters for each in verdict.groups]}, {verdict.grounds}"
        )
    assert verdict.grounds is not None
    shown = verdict.grounds.stability >= 0.7 and verdict.grounds.silhouette > verdict.grounds.by_chance
    assert bool(verdict.groups) is shown
    assert all(a.consensus >= b.consensus for a, b in pairwise(verdict.common))
