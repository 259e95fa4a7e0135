"""Krippendorff's alpha as published, proposals in five languages, and growth only where it can be told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from takehold.analysis.themes import Codebook, Growth, Level, growth, krippendorff, suggest
from takehold.analysis.themes.words import words

FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
CODED = [
    ("The new form takes nine clicks on every night shift", ["tool"]),
    ("Too many clicks, the form is slow at night", ["tool", "workload"]),
    ("Das Formular braucht neun Klicks in der Nachtschicht", ["tool"]),
    ("Le formulaire demande neuf clics pendant la nuit", ["tool"]),
    ("El formulario pide nueve clics en el turno de noche", ["tool"]),
    ("النموذج يحتاج إلى تسع نقرات في المناوبة الليلية", ["tool"]),
    ("Nobody trained us before the go-live", ["training"]),
    ("The training came three weeks too late", ["training"]),
    ("Die Schulung kam drei Wochen zu spät", ["training"]),
    ("La formation est arrivée trop tard", ["training"]),
    ("La capacitación llegó demasiado tarde", ["training"]),
    ("وصل التدريب متأخرا جدا", ["training"]),
]


@pytest.mark.parametrize(
    ("level", "alpha"), [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849), (Level.RATIO, 0.797)]
)  # fmt: skip
def test_the_published_alpha_of_four_observers_and_twelve_units(level: Level, alpha: float) -> None:
    """Krippendorff (2011): unit 12 was coded once, so eleven count."""
    found = krippendorff(FOUR_OBSERVERS, level)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.units == 11


def test_the_published_alpha_of_two_coders() -> None:
    """Krippendorff (2011), A: binary data of two observers, ten units: .095; and nominal data, twelve units: .692."""
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff([meg, owen]).alpha == pytest.approx(0.095, abs=0.0005)
    assert krippendorff([list("aabbdcccedda"), list("babbbccceddd")]).alpha == pytest.approx(
        0.692, abs=0.0005
    )


def test_perfect_opposite_and_nothing_to_tell() -> None:
    assert krippendorff(["abcabc", "abcabc"]).alpha == pytest.approx(1)
    assert krippendorff(["abcabc", "abcabc"]).reliable
    opposite = krippendorff(["aabb", "bbaa"])
    assert opposite.alpha is not None
    assert opposite.alpha < 0
    assert krippendorff(["aaaa", "aaaa"]).alpha is None
    assert krippendorff([["a", None], [None, "b"]]).units == 0
    assert krippendorff([]).alpha is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=3, max_size=20), st.randoms())
def test_whose_codes_and_in_which_order_does_not_matter(pairs: list[tuple[int, int]], mixed) -> None:
    one, two = zip(*pairs, strict=True)
    shuffled = pairs[:]
    mixed.shuffle(shuffled)
    for level in Level:
        found = krippendorff([one, two], level).alpha
        assert found == pytest.approx(krippendorff([two, one], level).alpha)
        assert found == pytest.approx(krippendorff(list(zip(*shuffled, strict=True)), level).alpha)


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError):
        krippendorff([[1, 2], [1]])
    with pytest.raises(ValueError, match="numbers"):
        krippendorff(["ab", "ab"], Level.ORDINAL)


def test_words_are_found_in_five_languages() -> None:
    assert words("The form takes nine clicks!") == ("form", "takes", "nine", "clicks")
    assert words("Über die Köpfe hinweg") == ("kopfe", "hinweg")
    assert words("L'application est très lente à l’hôpital") == ("application", "lente", "hopital")
    assert words("Está MUY lenta, la aplicación") == ("lenta", "aplicacion")
    assert words("إلى المُناوبة") == ("مناوبه",)
    assert words("12 % … 😀") == ()


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("nine clicks for one form", "tool"),
        ("Formulare mit neun Klicks", "tool"),
        ("trop de clics, ce formulaire", "tool"),
        ("demasiados clics en los formularios", "tool"),
        ("نقرات كثيرة في نموذج واحد", "tool"),
        ("we were never trained", "training"),
        ("Schulungen fehlen", "training"),
        ("aucune formation", "training"),
        ("falta de capacitaciones", "training"),
        ("لم نحصل على تدريب", "training"),
    ],
)
def test_the_code_of_alike_comments_is_proposed_with_the_words_that_made_it(comment: str, code: str) -> None:
    found = suggest(comment, CODED)
    assert found[0].code == code
    assert 0 < found[0].likeness <= 1
    assert set(found[0].shared) <= set(words(comment))
    assert found[0].shared


def test_where_nothing_is_alike_nothing_is_proposed() -> None:
    book = Codebook(CODED)
    assert book.suggest("Parking is expensive") == ()
    assert book.suggest("") == ()
    assert book.suggest("🙂 42") == ()
    assert Codebook([]).suggest("nine clicks") == ()


def test_a_comment_that_was_coded_gets_its_code_with_certainty() -> None:
    found = suggest(CODED[1][0], CODED, most=2)
    assert [each.code for each in found] == ["tool", "workload"]
    assert found[0].likeness == pytest.approx(1)


def test_likeness_of_one_neighbour_is_the_cosine_by_hand() -> None:
    """Two words of two letters, which have no four letters but their own ends: "<ab>" and "<cd>"."""
    rare, common = np.log(3 / 2) + 1, np.log(3 / 3) + 1
    ab, cd = np.array([common, 0.5 * common]), np.array([rare, 0.5 * rare])
    cosine = ab @ ab / np.sqrt((ab @ ab) * (ab @ ab + cd @ cd))
    assert suggest("ab", [("ab cd", ["x"])])[0].likeness != pytest.approx(cosine)
    book = Codebook([("ab cd", ["x"])], others=["ab"])
    assert book.suggest("ab")[0].likeness == pytest.approx(cosine)


@settings(max_examples=25, deadline=None)
@given(st.permutations(CODED))
def test_in_which_order_comments_were_coded_does_not_matter(coded) -> None:
    comment = "the form and its clicks came late"
    told = {each.code: pytest.approx(each.likeness) for each in suggest(comment, CODED)}
    assert {each.code: each.likeness for each in suggest(comment, coded)} == told


def test_a_theme_that_rises_and_one_that_only_has_more_comments_around_it() -> None:
    rising = growth([1, 2, 4, 7, 9, 14], [30] * 6)
    assert rising.growth is Growth.GROWING
    assert rising.factor is not None
    assert rising.factor > 1.3
    assert growth([14, 9, 7, 4, 2, 1], [30] * 6).growth is Growth.SHRINKING
    busier = growth([3, 5, 8, 10, 12, 15], [30, 50, 80, 100, 120, 150])
    assert (busier.growth, busier.factor) == (Growth.STEADY, pytest.approx(1, abs=0.02))


def test_the_rate_is_that_of_the_last_period_with_comments() -> None:
    found = growth([1, 2, 4, 0], [20, 20, 20, 0])
    assert found.growth is Growth.CANNOT_TELL
    assert found.rate == 0.2
    assert found.rate_low is not None
    assert found.rate_high is not None
    assert found.rate_low < 0.2 < found.rate_high
    assert growth([], []).rate is None
    assert growth([0, 0], [0, 0]).rate is None


@pytest.mark.parametrize(
    ("mentions", "comments"),
    [([5, 5, 5], [30] * 3), ([1, 2, 2, 4], [30] * 4), ([30] * 4, [30] * 4), ([0, 0, 0, 0, 9], [0, 0, 0, 0, 40])],
)  # fmt: skip
def test_too_little_is_no_trend(mentions: list[int], comments: list[int]) -> None:
    """Three periods; nine mentions; nobody who speaks of anything else; one period with comments."""
    found = growth(mentions, comments)
    assert (found.growth, found.factor, found.low) == (Growth.CANNOT_TELL, None, None)


def test_a_theme_that_broke_out_at_once_has_a_factor_all_the_same() -> None:
    found = growth([0, 0, 0, 0, 20, 20], [20, 20, 20, 20, 30, 30])
    assert found.growth is Growth.GROWING
    assert found.factor is not None
    assert np.isfinite([found.factor, found.low, found.high]).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30)), min_size=4, max_size=12))
def test_seen_backwards_growth_is_shrinking(periods: list[tuple[int, int]]) -> None:
    x, n = [a for a, _ in periods], [a + b for a, b in periods]
    there, back = growth(x, n), growth(x[::-1], n[::-1])
    if there.factor is not None:
        assert back.factor == pytest.approx(1 / there.factor, rel=1e-4)
        turned = {Growth.GROWING: Growth.SHRINKING, Growth.SHRINKING: Growth.GROWING}
        assert back.growth is turned.get(there.growth, there.growth)


def test_where_nothing_grows_it_is_seldom_said_that_it_does() -> None:
    rng, said = np.random.default_rng(1), []
    for _ in range(250):
        n = rng.poisson(20, 8)
        said.append(growth(rng.binomial(n, expit(-1.4)), n).growth is Growth.GROWING)
    assert np.mean(said) <= 0.09


@pytest.mark.parametrize(("mentions", "comments"), [([3], [2]), ([1, 1], [2]), ([-1], [2])])
def test_counts_that_cannot_be_are_refused(mentions: list[int], comments: list[int]) -> None:
    with pytest.raises(ValueError):
        growth(mentions, comments)
