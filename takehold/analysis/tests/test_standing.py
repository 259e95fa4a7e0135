"""Where units stand: held for 8 weeks, judged without looking ahead; rising or not."""

from __future__ import annotations

import numpy as np
import pytest

from takehold.analysis.standing import Weekly, rises, stand

W = 40


def weekly(level: np.ndarray, chances: int = 30, begin: int = 0, seed: int | None = None) -> Weekly:
    n = np.full(level.shape, chances)
    x = (
        np.rint(n * level).astype(np.int64)
        if seed is None
        else np.random.default_rng(seed).binomial(n, level)
    )
    return Weekly(n, x, np.full(len(level), begin), np.ones((len(level), level.shape[1] - 1), dtype=bool))


def steps(*levels: tuple[float, int]) -> np.ndarray:
    return np.concatenate([np.full(weeks, level) for level, weeks in levels])[None, :]


def judged(level: np.ndarray, target: float | None = 0.8, **more: int):
    counts = weekly(level, **more)
    return stand(counts, target, np.full(len(level), 26))


def test_held_from_the_first_eight_weeks_at_the_bar() -> None:
    answer = judged(steps((0.1, 20), (0.9, 20)))
    assert answer.held.tolist() == [True]
    assert 18 <= answer.adopted[0] <= 20
    assert answer.chances.tolist() == [240]


def test_the_present_run_is_told_from_the_first() -> None:
    answer = judged(steps((0.9, 12), (0.3, 10), (0.9, 18)))
    assert answer.adopted.tolist() == [0]
    assert answer.since[0] == pytest.approx(22, abs=1)
    assert judged(steps((0.9, 12), (0.3, 28))).since.tolist() == [-1]
    assert judged(steps((0.9, 40))).since.tolist() == [0]


@pytest.mark.parametrize("weeks", [3, 5, 6])
def test_at_the_target_for_less_than_eight_weeks_is_not_held(weeks: int) -> None:
    answer = judged(steps((0.1, W - weeks), (0.95, weeks)))
    assert (answer.held[0], answer.adopted[0]) == (False, -1)
    assert answer.late[0] > 0.9 or weeks < 4


def test_what_is_known_later_does_not_change_when_it_was_held() -> None:
    level = steps((0.2, 10), (0.82, 30)).repeat(12, axis=0)
    whole = weekly(level, seed=3)
    adopted = stand(whole, 0.8, np.full(12, 26)).adopted
    for weeks in (25, 32):
        part = Weekly(
            whole.chances[:, :weeks], whole.new_way[:, :weeks], whole.begin, whole.quiet[:, : weeks - 1]
        )
        early = stand(part, 0.8, np.full(12, 26)).adopted
        assert all(now == then for now, then in zip(early, adopted, strict=True) if now >= 0)


def test_nothing_before_its_own_beginning_counts() -> None:
    level = steps((0.95, 30), (0.2, 10))
    assert judged(level, begin=0).adopted[0] == 0
    assert judged(level, begin=30).adopted[0] == -1
    assert judged(level, begin=37).chances.tolist() == [90]
    assert judged(level, begin=W).chances.tolist() == [0]


def test_without_a_target_nothing_is_held_and_a_rise_is_still_seen() -> None:
    answer = judged(np.linspace(0.1, 0.9, W)[None, :], target=None)
    assert (answer.held[0], answer.adopted[0], answer.at_bar[0]) == (False, -1, 0)
    assert answer.rise[0] == pytest.approx(8 * 0.8 / 39, rel=0.1)
    assert answer.rising[0] > 0.99


def test_small_units_that_rise_together_are_seen_to_rise() -> None:
    level = np.linspace(0.3, 0.6, 16)[None, :].repeat(30, axis=0)
    together = weekly(level, chances=4, seed=5)
    alone = [rises(Weekly(n[None], x[None], np.zeros(1, dtype=np.int64), q[None]), 1.0, np.array([16]))[1][0]
             for n, x, q in zip(together.chances, together.new_way, together.quiet, strict=True)]  # fmt: skip
    lent = rises(together, 1.0, np.full(30, 16))[1]
    assert (lent >= 0.9).sum() > (np.array(alone) >= 0.9).sum() + 5


def test_flat_units_are_not_seen_to_rise() -> None:
    level = np.full((200, W), 0.4)
    rise, rising = rises(weekly(level, chances=8, seed=6), 1.0, np.full(200, 16))
    assert ((rising >= 0.9) & (rise >= 0.03)).mean() <= 0.12


def test_uneven_weeks_widen_the_doubt() -> None:
    rng = np.random.default_rng(7)
    calm = judged(np.full((40, W), 0.8), seed=8)
    shaken = judged(rng.beta(8, 2, (40, W)), seed=8)
    assert calm.dispersion < 1.2 < 2 < shaken.dispersion


def test_no_week_at_all() -> None:
    empty = Weekly(np.zeros((2, 0), dtype=np.int64), np.zeros((2, 0), dtype=np.int64),
                   np.zeros(2, dtype=np.int64), np.ones((2, 0), dtype=bool))  # fmt: skip
    answer = stand(empty, 0.8, np.zeros(2, dtype=np.int64))
    assert answer.held.tolist() == [False, False]
    assert answer.chances.tolist() == [0, 0]
