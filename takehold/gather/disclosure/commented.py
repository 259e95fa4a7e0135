"""Comments of closed surveys for those who read all of them together: no group, no order of writing, no day but the survey's."""

from __future__ import annotations

from takehold.gather.disclosure.rights import CLOSED
from takehold.gather.facts.disclosure import CommentFact
from takehold.gather.facts.helping import APART
from takehold.gather.models.answers import ReleasedComment
from takehold.people.facts import EVERYWHERE, NotYours, Viewer


def comments(*, viewer: Viewer, initiative_id: int) -> tuple[CommentFact, ...]:
    """Every comment that was released on a change, each survey's together. Only for roles over everything.

    Only released comments are stored here: of at least ten answers, in an order that was drawn. Which group a comment
    is of is not told, so that whoever reads them all together learns less than the results say.

    Raises:
        NotYours: whoever reads the comments of some groups alone.
    """
    if not viewer.has(*EVERYWHERE):
        raise NotYours
    rows = ReleasedComment.objects.filter(wave__initiative_id=initiative_id, wave__state__in=CLOSED)
    rows = rows.exclude(
        wave__template__in=APART
    )  # it speaks of the groups it was made to, and its name says which
    told = (
        rows.exclude(text="")
        .order_by()
        .values_list("pk", "text", "wave_id", "wave__title", "wave__closed_at", "wave__closes_on")
    )
    return tuple(
        CommentFact(str(pk), text, str(wave), title, closed.date() if closed else last)
        for pk, text, wave, title, closed, last in told
    )
