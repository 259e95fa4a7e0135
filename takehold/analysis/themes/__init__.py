"""Coding comments by hand, with proposals; whether two coders agree; whether a theme grows."""

from takehold.analysis.themes.agreeing import agreement
from takehold.analysis.themes.facts import (
    CodeAgreement,
    DoubleCoding,
    Growth,
    Level,
    Reliance,
    SetAgreement,
    Suggestion,
    ThemeGrowth,
)
from takehold.analysis.themes.growing import growth
from takehold.analysis.themes.proposing import Codebook, suggest
from takehold.analysis.themes.reliability import krippendorff

__all__ = [
    "CodeAgreement",
    "Codebook",
    "DoubleCoding",
    "Growth",
    "Level",
    "Reliance",
    "SetAgreement",
    "Suggestion",
    "ThemeGrowth",
    "agreement",
    "growth",
    "krippendorff",
    "suggest",
]
