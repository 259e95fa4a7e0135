"""What is stored: what the organisation decides."""

from takehold.governance.models.bodies import Body, Seat
from takehold.governance.models.citations import DirectiveCitation
from takehold.governance.models.decisions import Commitment, CommitmentTurn, Decision, DecisionVersion
from takehold.governance.models.directives import (
    Directive,
    DirectiveShift,
    DirectiveTeam,
    DirectiveTold,
    DirectiveTurn,
)
from takehold.governance.models.go import CoOwnerSignature, Go
from takehold.governance.models.papers import BodyPaper
from takehold.governance.models.priorities import CharterVersion, Priority, Service, ServiceEvidence
from takehold.governance.models.requests import (
    Request,
    RequestComment,
    RequestConsulted,
    RequestOption,
    RequestSent,
    RequestServes,
    RequestTurn,
)

__all__ = [
    "Body",
    "BodyPaper",
    "CharterVersion",
    "CoOwnerSignature",
    "Commitment",
    "CommitmentTurn",
    "Decision",
    "DecisionVersion",
    "Directive",
    "DirectiveCitation",
    "DirectiveShift",
    "DirectiveTeam",
    "DirectiveTold",
    "DirectiveTurn",
    "Go",
    "Priority",
    "Request",
    "RequestComment",
    "RequestConsulted",
    "RequestOption",
    "RequestSent",
    "RequestServes",
    "RequestTurn",
    "Seat",
    "Service",
    "ServiceEvidence",
]
