"""The automata against the sentences of docs/reference/process-rules.md, written a second way, and the identities."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.process import KINDS, UNARY, UNORDERED, Outcome, check, combine, hangs_on_tie

SAT, VIO, VAC, PEN = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.VACUOUS, Outcome.PENDING
ORDERED = [k for k in KINDS if k not in UNORDERED]


@st.composite
def traces(draw, size=7):
    names = draw(st.lists(st.sampled_from("abc"), max_size=size))
    steps = draw(st.lists(st.integers(0, 3), min_size=len(names), max_size=len(names)))
    return names, [sum(steps[: i + 1]) for i in range(len(names))]


def ask(kind, trace, within=None, n=1, closed=True):
    b = None if kind in UNARY else "b"
    return check(kind, "a", b, *trace, within if kind not in UNORDERED else None, n, closed)


def by_words(kind, trace, within, n, closed):
    """Each sentence of the reference as quantifiers over positions. Returns the four-valued answer."""
    names, times = trace
    size = len(names)
    if not size:
        return VAC
    where = {s: [i for i, x in enumerate(names) if x == s] for s in "ab"}
    last = times[-1]

    def near(i, j):
        return within is None or abs(times[j] - times[i]) <= within

    def wait(i):  # what an a at i that never got its b comes to
        return PEN if not closed and (within is None or last - times[i] <= within) else VIO

    def responses(order):
        out = []
        for i in where["a"]:
            stop = min([j for j in where["a"] if j > i], default=size) if order == "alternate" else size
            if order == "chain":
                later = [i + 1] if i + 1 < size else []
                fits = [j for j in later if names[j] == "b"]
                met, over = bool(fits) and near(i, fits[0]), bool(later)
            else:
                fits = [j for j in where["b"] if i < j < stop][:1]
                met, over = bool(fits) and near(i, fits[0]), bool(fits) or stop < size
            out.append(SAT if met else VIO if over else wait(i))
        return out

    def precedences(order):
        out = []
        for j in where["b"]:
            start = max([i for i in where["b"] if i < j], default=-1) if order == "alternate" else -1
            start = j - 2 if order == "chain" else start
            before = [i for i in where["a"] if start < i < j]
            out.append(SAT if before and near(before[-1], j) else VIO)
        return out

    def total(parts):
        return VAC if not parts else VIO if VIO in parts else PEN if PEN in parts else SAT

    order = kind.split("-")[0] if "-" in kind else ""
    count_a = len(where["a"])
    unmet = VIO if closed else PEN
    both = bool(where["a"]) and bool(where["b"])
    match kind:
        case "init":
            return SAT if names[0] == "a" else VIO
        case "end":
            return PEN if not closed else SAT if names[-1] == "a" else VIO
        case "existence":
            return SAT if count_a >= n else unmet
        case "absence":
            return SAT if count_a < n else VIO
        case "not-coexistence":
            return VIO if both else SAT if where["a"] or where["b"] else VAC
        case "exclusive-choice":
            return VIO if both else SAT if where["a"] or where["b"] else unmet
        case "not-succession":
            pairs = [VIO for i in where["a"] for j in where["b"] if i < j and near(i, j)]
            return total(pairs or [SAT] * count_a)
    parts = responses(order) if not kind.endswith("precedence") else []
    return total(parts + (precedences(order) if not kind.endswith("response") else []))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_its_sentence_says(kind):
    limits = st.none() if kind in UNORDERED else st.none() | st.integers(0, 5)

    @settings(max_examples=150)
    @given(traces(), limits, st.integers(1, 3), st.booleans())
    def holds(trace, within, n, closed):
        assert ask(kind, trace, within, n, closed) is by_words(kind, trace, within, n, closed)

    holds()


@pytest.mark.parametrize("order", ["", "chain-", "alternate-"])
def test_succession_is_response_and_precedence(order):
    @settings(max_examples=80)
    @given(traces(), st.none() | st.integers(0, 5), st.booleans())
    def holds(trace, within, closed):
        halves = {ask(f"{order}{half}", trace, within, 1, closed) for half in ("response", "precedence")}
        whole = ask(f"{order}succession", trace, within, 1, closed)
        expected = next((o for o in (VIO, PEN, SAT) if o in halves), VAC)
        assert whole is expected

    holds()


@settings(max_examples=80)
@given(traces(), st.none() | st.integers(0, 5))
def test_chain_implies_alternate_implies_plain(trace, within):
    for half in ("response", "precedence"):
        chain, alternate, plain = (ask(f"{o}{half}", trace, within) for o in ("chain-", "alternate-", ""))
        assert chain is not SAT or alternate is SAT
        assert alternate is not SAT or plain is SAT


@settings(max_examples=80)
@given(traces(), st.integers(1, 3))
def test_choice_absence_and_negation_identities(trace, n):
    if not trace[0]:
        return
    one = SAT in (check("existence", x, None, *trace) for x in "ab")
    assert (ask("exclusive-choice", trace) is SAT) == (one and ask("not-coexistence", trace) is not VIO)
    assert (ask("absence", trace, n=n) is VIO) == (ask("existence", trace, n=n) is SAT)
    assert not ask("not-succession", trace) is ask("response", trace) is SAT


@pytest.mark.parametrize("kind", ORDERED)
def test_a_shorter_limit_never_repairs_and_a_closed_case_never_waits(kind):
    @settings(max_examples=50)
    @given(traces(), st.integers(0, 4))
    def holds(trace, within):
        if kind != "not-succession":
            assert ask(kind, trace, within + 1) is not VIO or ask(kind, trace, within) is VIO
        assert ask(kind, trace, within) is not PEN

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_violated_stays_violated(kind):
    @settings(max_examples=50)
    @given(traces(), st.sampled_from("abc"), st.integers(0, 4))
    def holds(trace, following, after):
        names, times = trace
        longer = ([*names, following], [*times, (times[-1] if times else 0) + after])
        if ask(kind, trace, 2, closed=False) is VIO:
            assert ask(kind, longer, 2, closed=False) is VIO

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_a_tie_is_told_exactly_when_another_order_answers_otherwise(kind):
    @settings(max_examples=30)
    @given(traces(5), st.booleans())
    def holds(trace, closed):
        names, times = trace
        orders = {tuple(p) for p in permutations(range(len(names))) if sorted(times) == [times[i] for i in p]}
        answers = {ask(kind, ([names[i] for i in p], times), 2, 1, closed) for p in orders}
        b = None if kind in UNARY else "b"
        within = None if kind in UNORDERED else 2
        assert hangs_on_tie(kind, "a", b, names, times, within, 1, closed) == (len(answers) > 1)

    holds()


def test_file_order_breaks_ties_and_time_comes_before_file_order():
    assert check("response", "a", "b", "ab", (5, 5)) is SAT
    assert check("response", "a", "b", "ba", (5, 5)) is VIO
    assert check("response", "a", "b", "ba", (6, 5)) is SAT


def test_a_deadline_that_has_passed_is_a_violation_even_in_an_open_case():
    assert check("response", "a", "b", "a", (0,), 10, closed=False) is PEN
    assert check("response", "a", "b", "a", (0,), 10, closed=False, until=10) is PEN
    assert check("response", "a", "b", "a", (0,), 10, closed=False, until=11) is VIO
    assert check("response", "a", "b", "ac", (0, 11), 10, closed=False) is VIO


def test_a_long_tie_is_answered_at_once():
    assert hangs_on_tie("succession", "a", "b", "abc" * 12, [1] * 36)


def test_what_does_not_belong_is_refused_by_name():
    for arguments, word in [
        (("respond", "a", "b"), "not a kind"),
        (("init", "a", "b"), "one activity"),
        (("response", "a", None), "two activities"),
        (("response", "a", "a"), "different"),
    ]:
        with pytest.raises(ValueError, match=word):
            check(*arguments, ["a"], [1])
    with pytest.raises(ValueError, match="within"):
        check("init", "a", None, ["a"], [1], within=4)


def test_combine_a_case_waits_before_it_is_judged():
    assert combine([VIO, PEN]) is PEN
    assert combine([SAT, VIO, VAC]) is VIO
    assert combine([SAT, VAC]) is SAT
    assert combine([VAC]) is VAC
    assert combine([]) is VAC
