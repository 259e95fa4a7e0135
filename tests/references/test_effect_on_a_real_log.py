"""Did it work, on weeks of a real log in which nothing was done: the help desk of an Italian software company.

Its weeks are drawn anew in blocks of a month or a quarter, so the wandering is the log's own. An action that does nothing is
given by lots, or sent to whoever dips; hardly ever may it be praised.
"""

import sys

import numpy as np
import pytest

from takehold.analysis.effect import Answer, Rung
from takehold.simulation.actions import where_it_dipped

from . import helpdesk
from .test_effect_size import judged

TEAMS, WEEKS, RUNS = 60, 60, 50


@pytest.fixture(scope="module")
def pool(shared_data):
    return helpdesk.weeks_of_resources(shared_data)


@pytest.mark.shared_data
@pytest.mark.parametrize("block", [4, 12])
def test_nothing_was_done_and_hardly_ever_it_is_praised(pool, block, capsys):
    rng = np.random.default_rng(block)
    sent, lots = [], []
    for _ in range(RUNS):
        chances, new_way = helpdesk.drawn(pool, block, TEAMS, WEEKS, rng)
        sent.append(judged(chances, new_way, where_it_dipped(chances, new_way), rng))
        first = rng.permutation(np.repeat([20, 28, 36, WEEKS], 4))
        lots.append(judged(chances[:16], new_way[:16], first, rng, stratum=""))
    told = [
        [float(np.mean([each.answer is word for each in answers])) for word in Answer]
        for answers in (sent, lots)
    ]
    with capsys.disabled():
        for how, shares in zip(("sent to who dipped", "by lots"), told, strict=True):
            words = ", ".join(f"{word.value} {share:.2f}" for word, share in zip(Answer, shares, strict=True))
            sys.stdout.write(f"\nblocks of {block} weeks, {how}: {words}")
    assert np.mean([each.rung is Rung.WAITING for each in sent]) >= 0.8
    assert told[0][0] <= 0.05
    assert told[1][0] + told[1][1] <= 0.12
