"""Words by which naming is told from other writing: titles, small words inside names, words that only look like names."""

from __future__ import annotations

from typing import Final

from takehold.evidence.words import plain

_TITLES: Final = """
    dr drs prof mr mrs ms miss sir madam herr herrn frau schwester bruder pfleger pflegerin sister nurse doctor
    doktor mme mlle madame monsieur señor señora senor senora sr sra signor signora mevrouw meneer dott oberarzt
    oberärztin chefarzt chefärztin kollege kollegin colleague professor consultant matron"""
_BETWEEN: Final = """
    van von de der den del della di da dos la le el al bin ibn ten ter zu zum o d mc st"""
_HONORIFICS: Final = """
    dr drs prof mr mrs ms herr herrn frau mme mlle sr sra dott mevrouw meneer signor signora señor señora"""
_THE: Final = """
    the a an this that these those our your their my no every each some any which
    das ein im am vom zum beim ins"""
_NOT_A_PERSON: Final = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december monday's i i'm i've i'd i'll english german french spanish arabic
    christmas easter ward wards station emergency department service desk theatre surgery intensive care unit
    outpatient clinic hospital icu it hr excel word teams outlook office epic servicenow jira sap windows slack
    level line shift team management board works council medicine pharmacy radiology laboratory kitchen night
    day early late europe germany belgium france"""
_GERMAN: Final = """
    der die das und nicht ist wir ich mit auf für eine einen dem den zu im beim wird sind haben hat"""

TITLES: Final = frozenset(_TITLES.split())
BETWEEN: Final = frozenset(_BETWEEN.split())
HONORIFICS: Final = frozenset(plain(each) for each in _HONORIFICS.split())
"""Titles that stand before a name and before nothing else: "Frau Klein", but "the doctor may"."""
THE: Final = frozenset(_THE.split())
NOT_A_PERSON: Final = frozenset(_NOT_A_PERSON.split())
GERMAN: Final = frozenset(_GERMAN.split())
