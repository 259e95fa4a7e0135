"""Votes as a table of voters and statements, and its two principal components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from takehold.analysis.facts import FloatArray
from takehold.analysis.opinion.facts import AGREE, DISAGREE, PASS, Votes

NOT_VOTED: Final = -9
Ballots = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where voters stand by their votes.

    Attributes:
        axes: (2, S) principal components, of length 1; all 0 where nothing parts the voters.
        means: (S,) what a vote is taken for where there is none.
        points: (V, 2).
    """

    axes: FloatArray
    means: FloatArray
    points: FloatArray


def ballots(votes: Votes) -> Ballots:
    """(voters, statements): 1, 0, -1, or ``NOT_VOTED``; the last vote of a voter on a statement.

    Raises:
        ValueError: for a place or a choice there is not.
    """
    if not (len(votes.voter) == len(votes.statement) == len(votes.choice)):
        raise ValueError("each vote has a voter, a statement and a choice")
    if not np.isin(votes.choice, (AGREE, PASS, DISAGREE)).all():
        raise ValueError("a vote is 1, 0 or -1")
    for places, size in ((votes.voter, votes.voters), (votes.statement, votes.statements)):
        if ((places < 0) | (places >= size)).any():
            raise ValueError("a vote is outside the round")
    table = np.full(votes.voters * votes.statements, NOT_VOTED, dtype=np.int8)
    place = votes.voter * votes.statements + votes.statement
    last = place.size - 1 - np.unique(place[::-1], return_index=True)[1]
    table[place[last]] = votes.choice[last]
    return table.reshape(votes.voters, votes.statements)


def plane(table: Ballots) -> Plane:
    """The table with a statement's mean where there is no vote, laid onto the plane on which voters differ most.

    A point is moved outward by sqrt(statements / votes of that voter), as Polis does it: a missing vote adds nothing to
    either component, so that without it those who voted little would stand together in the middle.
    """
    known = table != NOT_VOTED
    seen = known.sum(axis=0)
    means = np.where(known, table, 0).sum(axis=0) / np.maximum(seen, 1)
    filled = np.where(known, table - means, 0.0)
    voters, statements = table.shape
    if min(voters, statements) < 2 or not filled.any():
        return Plane(np.zeros((2, statements)), means, np.zeros((voters, 2)))
    axes = PCA(2, svd_solver="covariance_eigh").fit(filled).components_
    return Plane(axes, means, _outward(known, filled @ axes.T))


def laid(table: Ballots, means: FloatArray, axes: FloatArray) -> FloatArray:
    """(V, 2): a table on a plane that may be another table's."""
    known = table != NOT_VOTED
    return _outward(known, np.where(known, table - means, 0.0) @ axes.T)


def _outward(known: NDArray[np.bool_], points: FloatArray) -> FloatArray:
    moved: FloatArray = points * np.sqrt(known.shape[1] / np.maximum(known.sum(axis=1), 1))[:, None]
    return moved


def extremities(votes: Votes) -> FloatArray:
    """(S,) how far from the middle a voter stands who agrees with this one statement alone; 0 for those removed.

    What parts people most is what Polis shows first: the length of a statement's own place on the plane.
    """
    found: FloatArray = np.zeros(votes.statements)
    there = standing(votes)
    if there.size:
        laid = plane(ballots(votes)[:, there])
        away: FloatArray = np.abs(1 - laid.means) * np.linalg.norm(laid.axes, axis=0)
        found[there] = np.sqrt(there.size) * away
    return found


def standing(votes: Votes) -> NDArray[np.int64]:
    """Places of the statements that were not removed."""
    return np.array([each for each in range(votes.statements) if each not in votes.removed], dtype=np.int64)
