"""Which of the five elements of ADKAR stops people, and whether the five are an order at all."""

from takehold.analysis.adkar.banded import counts_of_bands
from takehold.analysis.adkar.facts import (
    ELEMENTS,
    GroupBarrier,
    GroupCounts,
    Known,
    OrderTest,
    PersonBarrier,
    Population,
    Share,
)
from takehold.analysis.adkar.groups import group_barriers
from takehold.analysis.adkar.order import order_test
from takehold.analysis.adkar.persons import person_barrier, populations

__all__ = [
    "ELEMENTS",
    "GroupBarrier",
    "GroupCounts",
    "Known",
    "OrderTest",
    "PersonBarrier",
    "Population",
    "Share",
    "counts_of_bands",
    "group_barriers",
    "order_test",
    "person_barrier",
    "populations",
]
