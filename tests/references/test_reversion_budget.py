"""Does the detector keep its false-alert budget where the textbook fails, and how long does it take to see a slip?

Reference methods 2.1-2.3, with what was only proposed there: dispersion that depends on the size of a week, and a week
effect without the team itself. Twelve false alerts a year over all streams; every alert is resolved at once.
"""

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.slipping import SlipSettings, WeeklyCounts, watch_all
from takehold.analysis.slipping.baseline import alert_quantile
from takehold.analysis.slipping.detector import alerts_with_reset
from takehold.analysis.slipping.watching import prepare
from takehold.simulation.worlds import Slip, World, play

BUDGET = 12
BASELINE, QUIET, AFTER = 12, 26, 80
SLIPS = {
    "-20": Slip(0.2, BASELINE + QUIET),
    "-10": Slip(0.1, BASELINE + QUIET),
    "slow": Slip(0.2, BASELINE + QUIET, 26),
}

# Median delays in weeks of methods 2.2: -20 points, -10 points, slowly to -20. World A with the level known.
TABLE = {
    ("alert", 520.0): {"A": (3, 9, 16), "B": (4, 13, 18), "C": (7, 27, 23), "D": (10, 36, 26)},
    ("alert", 2167.0): {"A": (4, 12, 18), "B": (5, 17, 20), "C": (9, 39, 25), "D": (12, 51, 29)},
    ("watch", 104.0): {"A": (2, 6, 13), "B": (3, 7, 14), "C": (5, 13, 18), "D": (7, 17, 21)},
}
# In D the table leaves the baseline's counts whole. Here they are divided by the dispersion too, for 12 weeks under habit
# say as much as 4: with whole counts C and D gave .028 and .033 alerts a team-year where .024 were promised. The price is
# a cautious baseline further down, hence longer delays for slips of 10 points.
SLACK = {"A": 0.2, "B": 0.2, "C": 0.2, "D": 0.5}


def tell(capsys, sentence):
    with capsys.disabled():
        sys.stdout.write(f"\n{sentence}")


@dataclass
class Played:
    """One simulated history of many teams."""

    chances: np.ndarray
    new_way: np.ndarray
    level: np.ndarray
    prepared: dict = field(default_factory=dict)

    def weeks(self):
        units, weeks = self.chances.shape
        starts = tuple(date(2020, 1, 6) + timedelta(weeks=i) for i in range(weeks))
        return WeeklyCounts(
            starts, self.chances, self.new_way, np.ones(units, bool), np.zeros(units, np.int64)
        )

    def ready(self, threshold):
        quantile = alert_quantile(threshold)  # all that hangs on the threshold
        if quantile not in self.prepared:
            self.prepared[quantile] = prepare(self.weeks(), SlipSettings(least_threshold=threshold))
        return self.prepared[quantile]

    def alerts(self, threshold, tier="alert", known=False):
        ready = self.ready(threshold)
        null = ready.alert_null if tier == "alert" else ready.watch_null
        if known:
            null = np.where(np.isnan(null), np.nan, self.level[:, None])
        share = SlipSettings().team_weeks - (tier == "watch")  # a watch takes one week less
        return alerts_with_reset(
            self.chances, self.new_way, null, ready.phi, threshold, most=np.log(threshold) / share
        )


def world(kind, streams, weeks, slip=None, seed=11):
    return Played(*play(np.random.default_rng(seed), kind, streams, weeks, slip))


def check_budget(capsys, kind, promised_for, simulated, years, seed=11):
    """Alerts a year, scaled from the simulated streams to the promised ones."""
    threshold = 52 * promised_for / BUDGET
    played = world(kind, simulated, BASELINE + 52 * years, seed=seed)
    alerts = int(played.alerts(threshold)[:, BASELINE:].sum())
    a_year = alerts * promised_for / simulated / years
    tell(
        capsys,
        f"reversion_budget world {kind.value}, {promised_for} streams, A = {threshold:.0f}: {alerts} false alerts in "
        f"{simulated * years} stream-years = {a_year:.1f} a year over {promised_for} streams (budget {BUDGET})",
    )
    assert a_year <= BUDGET


@pytest.mark.parametrize("kind", list(World))
def test_the_budget_holds_for_500_streams(kind, capsys):
    check_budget(capsys, kind, 500, 2000, 4)


@pytest.mark.parametrize("kind", list(World))
def test_the_budget_holds_for_15000_streams(kind, capsys):
    check_budget(capsys, kind, 15_000, 15_000, 1)


@pytest.mark.long
@pytest.mark.parametrize("streams", [500, 15_000])
@pytest.mark.parametrize("kind", list(World))
def test_the_budget_holds_over_many_years(kind, streams, capsys):
    check_budget(capsys, kind, streams, 15_000, 6, seed=12)


def median_delay(alerts, slip):
    """Weeks to the first alert among slipping teams without an alert before: median, its lower 95 % bound, teams."""
    slipping = alerts[:: slip.every]
    later = slipping[~slipping[:, : slip.at].any(axis=1), slip.at :]
    weeks = np.sort(np.where(later.any(axis=1), later.argmax(axis=1) + 1.0, np.inf))
    low = int(len(weeks) / 2 - 0.98 * np.sqrt(len(weeks)))
    return weeks[len(weeks) // 2], weeks[low], len(weeks)


def check_delays(capsys, kind, teams):
    found = {key: [] for key in TABLE}
    for slip in SLIPS.values():
        played = world(kind, teams, slip.at + AFTER, slip)
        for tier, threshold in TABLE:
            alerts = played.alerts(threshold, tier, known=kind is World.TEXTBOOK)
            found[tier, threshold].append(median_delay(alerts, slip))
    for (tier, threshold), rows in TABLE.items():
        told = zip(SLIPS, rows[kind.value], found[tier, threshold], strict=True)
        words = "  ".join(
            f"{name} {weeks:.0f}, table {want} ({n} teams)" for name, want, (weeks, _, n) in told
        )
        tell(capsys, f"reversion delays world {kind.value}, {tier}, A = {threshold:.0f}: {words}")
    for key, rows in TABLE.items():
        for want, (_, low, _) in zip(rows[kind.value], found[key], strict=True):
            assert low <= want + max(1, SLACK[kind.value] * want)


@pytest.mark.parametrize("kind", [World.TEXTBOOK, World.OWN_LEVELS, World.SHOCKS])
def test_slips_are_seen_about_as_soon_as_the_table_says(kind, capsys):
    check_delays(capsys, kind, 5000)


@pytest.mark.long
@pytest.mark.parametrize("kind", [World.TEXTBOOK, World.OWN_LEVELS, World.SHOCKS, World.HABIT])
def test_slips_are_seen_about_as_soon_as_the_table_says_in_full(kind, capsys):
    check_delays(capsys, kind, 20_000)


def test_a_holiday_of_everybody_alerts_nobody_and_a_dip_of_others_never_accuses(capsys):
    """Methods 2.2: without peer adjustment 15 % of healthy teams were alerted within a holiday fortnight (75 of 500)."""
    played = world(World.COMMON, 500, 90)
    alerts = played.alerts(2167.0)
    in_holiday = int(alerts[:, 72:76].any(axis=1).sum())
    tell(
        capsys,
        f"reversion common shock: {in_holiday} of 500 healthy teams alerted in and after a holiday fortnight",
    )
    assert in_holiday <= 1
    ready = prepare(played.weeks(), SlipSettings())
    assert (ready.excuse <= 0).all()


def pooled_alerts(counts, threshold):
    ready = prepare(counts, SlipSettings(least_threshold=threshold))
    most = np.log(threshold) / SlipSettings().pooled_weeks
    return alerts_with_reset(
        counts.chances, counts.new_way, ready.alert_null, ready.phi, threshold, most=most
    )


@pytest.mark.parametrize("kind", list(World))
def test_pooled_levels_keep_the_budget_too(kind, capsys):
    """Six departments of 20 teams and everybody, by themselves, unadjusted; 3 years, 10 organisations."""
    alerts, threshold = 0, 520.0
    for seed in range(10):
        played = world(kind, 120, BASELINE + 156, seed=seed)
        chances, new_way = (v.reshape(6, 20, -1).sum(axis=1) for v in (played.chances, played.new_way))
        chances, new_way = (np.concatenate([v, v.sum(axis=0, keepdims=True)]) for v in (chances, new_way))
        counts = WeeklyCounts(
            played.weeks().starts, chances, new_way, np.zeros(7, bool), np.zeros(7, np.int64)
        )
        alerts += int(pooled_alerts(counts, threshold).sum())
    tell(
        capsys,
        f"reversion_budget world {kind.value}, pooled levels, A = {threshold:.0f}: {alerts} false alerts in 210 stream-years"
        f" = {alerts / 210:.3f} a stream-year (promised {52 / threshold:.3f})",
    )
    assert alerts / 210 <= 52 / threshold


def test_a_slip_of_everybody_is_seen_on_the_pooled_level_not_blamed_on_teams(capsys):
    """One in one team slips 10 points: the week effect excuses all of them, so the total has a stream of its own."""
    played = world(World.OWN_LEVELS, 500, 38 + 26, Slip(0.1, 38, every=1))
    teams = played.alerts(2167.0)[:, 38:].any(axis=1).mean()
    counts = WeeklyCounts(
        played.weeks().starts,
        played.chances.sum(axis=0, keepdims=True),
        played.new_way.sum(axis=0, keepdims=True),
        np.zeros(1, bool),
        np.zeros(1, np.int64),
    )
    pooled = pooled_alerts(counts, 2167.0)[0]
    weeks = int(pooled[38:].argmax()) + 1
    tell(
        capsys,
        f"reversion of everybody by 10 points: {teams:.1%} of 500 teams alerted, pooled level after {weeks} weeks",
    )
    assert teams < 0.1
    assert pooled[:38].sum() == 0
    assert pooled[38:44].any()


def check_few(capsys, kind, together, teams):
    """A file with a few teams: little to learn the dispersion from, nobody or few to borrow from."""
    played, alerts, threshold = world(kind, teams, BASELINE + 156, seed=3), 0, 520.0
    for first in range(0, teams, together):
        some = slice(first, first + together)
        few = Played(played.chances[some], played.new_way[some], played.level[some])
        alerts += sum(int(s.alert_week is not None) for s in watch_all(few.weeks(), SlipSettings()))
    tell(
        capsys,
        f"reversion_budget world {kind.value}, {together} teams alone: {alerts} of {teams} teams ever alerted in 3 years"
        f" (promised {3 * 52 / threshold:.2f} a team)",
    )
    assert alerts / teams <= 3 * 52 / threshold


@pytest.mark.parametrize(
    ("kind", "together", "teams"), [(World.SHOCKS, 8, 160), (World.HABIT, 8, 160), (World.HABIT, 1, 30)]
)
def test_a_few_teams_without_an_organisation_keep_it_too(kind, together, teams, capsys):
    check_few(capsys, kind, together, teams)


@pytest.mark.long
@pytest.mark.parametrize("kind", list(World))
@pytest.mark.parametrize("together", [1, 3, 8])
def test_a_few_teams_without_an_organisation_keep_it_in_every_world(kind, together, capsys):
    check_few(capsys, kind, together, 240)
