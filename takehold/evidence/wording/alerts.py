"""What is said when a team may be slipping, and what is said when nothing was seen."""

from __future__ import annotations

from takehold.analysis.facts import Detectable, Slip
from takehold.evidence.wording.numbers import Translate, day, interval, number, percent, points, weeks

FEWEST_ANSWERS = 5


def alert(
    behaviour: str,
    unit: str,
    slip: Slip,
    translate: Translate,
    *,
    budget: float,
    teams: int,
    record: tuple[int, int] | None = None,
) -> tuple[str, ...]:
    """The alert as sentences: what was seen, since when, how often such an alert is wrong, and what it does not say.

    Args:
        budget: false alerts that are accepted in a year.
        teams: teams that share this budget.
        record: alerts that turned out real, and all that were answered real or not; told from five answers on.
    """
    return tuple(
        filter(
            None,
            (
                _seen(behaviour, unit, slip, translate),
                _numbers(slip, translate),
                _since(slip, translate),
                _others(slip, translate),
                _trust(budget, teams, record, translate),
                translate.gettext(
                    "This does not say why, nor who. It may be innocent: a change in the data, holidays, other work."
                ),
                translate.gettext("Next: ask the team."),
            ),
        )
    )


def quiet(detectable: Detectable | None, translate: Translate) -> str:
    """What would have been seen, where nothing was: a level of comfort with its limits."""
    if detectable is None or detectable.drop is None:
        return translate.gettext("There is too little data here for a slip to be seen at all.")
    sign = translate.gettext("There is no sign of a slip of %(drop)s or more.") % {
        "drop": points(detectable.drop, translate)
    }
    if detectable.ten_points_within_weeks is None:
        unseen = translate.gettext("A slip of 10 points could go unseen here for more than a year.")
    else:
        unseen = translate.gettext("A slip of 10 points could go unseen here for about %(weeks)s.") % {
            "weeks": weeks(detectable.ten_points_within_weeks, translate)
        }
    return f"{sign} {unseen}"


def _seen(behaviour: str, unit: str, slip: Slip, translate: Translate) -> str:
    numbers = {"unit": unit, "behaviour": behaviour}
    if slip.tier == "watch":
        return (
            translate.gettext("%(unit)s: a first sign on “%(behaviour)s”; it may pass by itself.") % numbers
        )
    return translate.gettext("%(unit)s may be slipping back on “%(behaviour)s”.") % numbers


def _numbers(slip: Slip, translate: Translate) -> str:
    return translate.gettext(
        "In the last %(weeks)s: %(new)s of %(chances)s chances (%(rate)s), usually %(usual)s (range %(range)s)."
    ) % {
        "weeks": weeks(slip.weeks, translate),
        "new": number(slip.recent_new_way, translate),
        "chances": number(slip.recent_chances, translate),
        "rate": percent(
            slip.recent_new_way / slip.recent_chances if slip.recent_chances else None, translate
        ),
        "usual": percent(slip.usual_rate, translate),
        "range": interval((slip.usual_low, slip.usual_high)),
    }


def _since(slip: Slip, translate: Translate) -> str:
    if slip.earliest == slip.latest:
        return translate.gettext("It began about %(since)s.") % {"since": day(slip.since, translate)}
    return translate.gettext(
        "It began about %(since)s (most likely between %(earliest)s and %(latest)s)."
    ) % {
        "since": day(slip.since, translate),
        "earliest": day(slip.earliest, translate),
        "latest": day(slip.latest, translate),
    }


def _others(slip: Slip, translate: Translate) -> str:
    if slip.others_dipped:
        return translate.gettext("Other teams dipped in the same weeks; that was taken into account.")
    return translate.gettext("The other teams together did not dip in those weeks; single ones may have.")


def _trust(budget: float, teams: int, record: tuple[int, int] | None, translate: Translate) -> str:
    text = translate.gettext("We expect about %(budget)s false alerts a year over all %(teams)s teams.") % {
        "budget": number(budget, translate),
        "teams": number(teams, translate),
    }
    if record is None or record[1] < FEWEST_ANSWERS:
        return text + " " + translate.gettext("How many of them turn out real is not known yet.")
    return (
        text
        + " "
        + translate.gettext("Of alerts answered so far, %(real)s of %(all)s turned out real.")
        % {
            "real": number(record[0], translate),
            "all": number(record[1], translate),
        }
    )
