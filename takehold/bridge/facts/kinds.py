"""The words of this room: kinds of action, barriers, settings, aims, phases, and what suits whom."""

from __future__ import annotations

from enum import StrEnum


class ActionKind(StrEnum):
    """What kind of thing is done. ``CONSEQUENCE``: the old way made harder, on systems and processes only."""

    COMMUNICATION = "communication"
    STORY = "story"
    URGENCY = "urgency"
    INCENTIVE = "incentive"
    CONSEQUENCE = "consequence"
    TRAINING = "training"
    COACHING = "coaching"
    RECOGNITION = "recognition"
    BARRIER = "barrier"
    COAUTHOR = "coauthor"
    LEADER = "leader"
    PEER = "peer"
    PRACTICE = "practice"
    MEASUREMENT = "measurement"


class Barrier(StrEnum):
    """What stops people: the five elements of ADKAR, as ``analysis.fit`` names them."""

    AWARENESS = "awareness"
    DESIRE = "desire"
    KNOWLEDGE = "knowledge"
    ABILITY = "ability"
    REINFORCEMENT = "reinforcement"


class Setting(StrEnum):
    """Whether it is announced and organised, or happens between people."""

    FORMAL = "formal"
    INFORMAL = "informal"


class Aim(StrEnum):
    """Whether it delivers what was promised for today, or builds what comes tomorrow."""

    DELIVER = "deliver"
    INNOVATE = "innovate"


class Phase(StrEnum):
    """Where a change is. ``AFTER``: it holds, and is to stay."""

    BEFORE = "before"
    START = "start"
    SLIDING = "sliding"
    AFTER = "after"


class Suit(StrEnum):
    """What somebody says would help; as ``analysis.fit.HELPS``, and being recognised."""

    TIME = "time"
    PRACTICE = "practice"
    EXPLAINING = "explaining"
    COMPANY = "company"
    TOOL = "tool"
    SAY = "say"
    EXAMPLE = "example"
    QUIET = "quiet"
    RECOGNITION = "recognition"
