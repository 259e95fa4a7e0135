"""What is missing from a request's framing, in sentences: said before it is sent. A pure rule over what is known."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from takehold.governance.facts.requests import Checked, Framing, Missing, Process, Purpose


def checked(framing: Framing) -> Checked:
    """The framing with what is missing; a request only to note needs what is asked and what it serves, no more."""
    return Checked(framing, tuple(_missing(framing)))


def _missing(framing: Framing) -> Iterator[Missing]:
    request = framing.request
    yield from _served(framing)
    if request.said.purpose is Purpose.NOTE:
        return
    yield from _options(framing)
    yield from _consequences(framing)
    yield from _people(framing)
    yield from _process(framing)
    if not request.signature.name:
        yield Missing("signature", _("Nobody is named who signs for operations."))
    elif request.signature.stale:
        yield Missing(
            "signature",
            _("It was changed since the operational co-owner signed. Ask for the signature again."),
        )
    elif not request.signature.holds:
        yield Missing("signature", _("The operational co-owner has not signed."))


def _served(framing: Framing) -> Iterator[Missing]:
    serves = framing.request.serves
    if not any(each.holds for each in serves):
        yield Missing("serves", _("It does not say which priority or value of the organisation it serves."))


def _options(framing: Framing) -> Iterator[Missing]:
    options = [each.said for each in framing.request.options]
    if not any(each.nothing for each in options):
        yield Missing(
            "options", _("There is no option “do nothing”: what happens if everything stays as it is?")
        )
    if sum(not each.nothing for each in options) < 1:
        yield Missing("options", _("There is no option beside doing nothing."))
    elif framing.request.said.purpose is Purpose.DECIDE and not any(each.recommended for each in options):
        yield Missing("options", _("No option is recommended."))


def _consequences(framing: Framing) -> Iterator[Missing]:
    said = framing.request.said
    if not said.cost:
        yield Missing("cost", _("It does not say what it costs."))
    if not said.risk:
        yield Missing("risk", _("It does not say what could go wrong."))
    if said.risk and not said.mitigation:
        yield Missing("mitigation", _("It names a risk and not what is done about it."))


def _people(framing: Framing) -> Iterator[Missing]:
    request = framing.request
    if not request.consulted and not framing.known.support:
        yield Missing("consulted", _("It does not say who was consulted, and what they said."))
    if not request.said.load and not framing.known.loads:
        yield Missing(
            "load", _("It does not say what else those affected have to cope with in the same weeks.")
        )


def _process(framing: Framing) -> Iterator[Missing]:
    said = framing.request.said
    if framing.known.inconsistent and not said.process_plan:
        yield Missing(
            "process",
            _(
                "The process it rests on is worked in different ways, as measured. Say how the standard is settled first."
            ),
        )
    elif said.process is Process.UNSAID and not framing.known.inconsistent:
        yield Missing("process", _("It does not say whether it rests on a process."))
    elif said.process is Process.RESTS and not said.process_name:
        yield Missing("process", _("It does not name the process that it rests on."))
