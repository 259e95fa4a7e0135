"""Two coders who give sets of codes: alpha as others compute it, an interval that covers, and the codes they differ on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.themes import Reliance, agreement, krippendorff

Pair = tuple[frozenset[str], frozenset[str]]


def pairs(*told: str) -> list[Pair]:
    """ "ab|a": the one gave a and b, the other a."""
    return [(frozenset(one), frozenset(two)) for one, two in (each.split("|") for each in told)]


TOLD = pairs("a|a", "ab|a", "b|b", "b|bc", "|", "c|a", "c|c", "abc|ab", "|b", "a|a", "bc|bc", "c|c")


def test_alpha_of_sets_is_what_nltk_makes_of_it() -> None:
    """nltk 3.9.1: AnnotationTask(..., distance=jaccard_distance).alpha(), with the empty set 0 from itself."""
    assert agreement(TOLD).alpha == pytest.approx(0.6244897959183673, abs=1e-9)


def test_with_one_code_each_it_is_the_published_nominal_alpha() -> None:
    """Krippendorff (2011): nominal data of two observers, twelve units: .692."""
    told = [(frozenset(a), frozenset(b)) for a, b in zip("aabbdcccedda", "babbbccceddd", strict=True)]
    assert agreement(told).alpha == pytest.approx(0.692, abs=0.0005)


def test_too_few_units_and_nothing_that_varies_tell_nothing() -> None:
    for told in (TOLD[:9], pairs(*["a|a"] * 30), []):
        found = agreement(told)
        assert (found.reliance, found.alpha, found.low) == (Reliance.CANNOT_TELL, None, None)
        assert found.units == len(told)


def test_the_most_disputed_code_comes_first_with_its_own_alpha() -> None:
    found = agreement(TOLD).codes
    assert [(each.code, each.both, each.one) for each in found] == [("c", 3, 3), ("b", 4, 2), ("a", 4, 1)]
    by_hand = krippendorff([["b" in pair[0] for pair in TOLD], ["b" in pair[1] for pair in TOLD]]).alpha
    assert next(each.alpha for each in found if each.code == "b") == by_hand


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from("abc")), st.frozensets(st.sampled_from("abc"))), max_size=30
    )
)
def test_whose_codes_and_in_which_order_does_not_matter(told: list[Pair]) -> None:
    found, turned = agreement(told), agreement([(b, a) for a, b in reversed(told)])
    assert found.units == turned.units
    if found.alpha is None:
        assert turned.alpha is None
        return
    assert found.low is not None
    assert found.high is not None
    assert found.alpha == pytest.approx(turned.alpha)
    assert found.low == pytest.approx(turned.low)
    assert -1 <= found.low <= found.alpha <= found.high <= 1


def test_agreeing_always_is_no_certainty_while_there_are_few() -> None:
    few, many = (agreement(pairs(*["a|a", "b|b"] * n)) for n in (10, 100))
    assert few.alpha == many.alpha == 1
    assert few.reliance is Reliance.RELY
    assert few.low is not None
    assert many.low is not None
    assert 0.6 < few.low < many.low < 1


@pytest.mark.parametrize(
    ("told", "reliance"),
    [
        (pairs(*["a|a", "b|b"] * 9, "a|b"), Reliance.RELY),
        (pairs(*["a|a", "b|b"] * 6, "a|b", "b|a"), Reliance.TENTATIVE),
        (pairs(*["a|a", "b|b"] * 4, "a|b", "b|a", "a|b"), Reliance.APART),
    ],
)
def test_what_may_rest_on_it_by_krippendorffs_bounds(told: list[Pair], reliance: Reliance) -> None:
    assert agreement(told).reliance is reliance
