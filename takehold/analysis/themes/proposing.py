"""Codes that a comment might get, from comments that people have coded: proposals, which a person accepts or not.

Each comment is a vector of its words and of four letters in a row (so that endings and compounds still meet), weighed by how
rare they are among all comments (tf-idf, smoothed), of length 1. What is near by the cosine lends its codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from takehold.analysis.facts import FloatArray
from takehold.analysis.themes.facts import Suggestion
from takehold.analysis.themes.words import words

LETTERS: Final = 4
LETTERS_WEIGH: Final = 0.5
NEIGHBOURS: Final = 7
LEAST: Final = 0.15
"""Below this likeness nothing is proposed."""
SHARED: Final = 3


def features(text: str) -> dict[str, float]:
    """How often each word and each four letters stand in a comment, dampened: 1 + log of the count."""
    told = words(text)
    grams = [gram for word in told for gram in _grams(word)]
    found = {word: 1 + log(n) for word, n in Counter(told).items()}
    return found | {gram: LETTERS_WEIGH * (1 + log(n)) for gram, n in Counter(grams).items()}


class Codebook:
    """Comments with the codes that people gave them, ready to be asked for the codes of another comment."""

    def __init__(self, coded: Sequence[tuple[str, Iterable[str]]], others: Iterable[str] = ()) -> None:
        """``coded``: (comment, its codes). ``others``: comments not coded yet; they too say which words are rare."""
        told = [features(text) for text, _ in coded]
        everything = [*told, *(features(text) for text in others)]
        spread, total = Counter(name for each in everything for name in each), len(everything)
        self._at = {name: at for at, name in enumerate(sorted(spread))}
        self._rare = np.array([log((1 + total) / (1 + spread[name])) + 1 for name in self._at])
        self._codes = [frozenset(codes) for _, codes in coded]
        self._rows = self._stacked(told)

    def suggest(self, comment: str, *, most: int = 3) -> tuple[Suggestion, ...]:
        """Up to ``most`` codes, the likeliest first; none where nothing coded is alike.

        Likeness joins the seven nearest comments: 1 less the product of (1 - cosine) over those that carry the code.
        """
        told = features(comment)
        vector = self._stacked([told])
        if not len(self._codes) or vector.nnz == 0:
            return ()
        cosines: FloatArray = (self._rows @ vector.T).toarray()[:, 0]
        near = [at for at in np.argsort(-cosines, kind="stable")[:NEIGHBOURS] if cosines[at] >= LEAST]
        unlike: dict[str, float] = {}
        for at in near:
            for code in self._codes[at]:
                unlike[code] = unlike.get(code, 1.0) * (1 - min(float(cosines[at]), 1.0))
        best = sorted(unlike.items(), key=lambda each: (each[1], each[0]))[:most]
        return tuple(
            Suggestion(
                code,
                1 - rest,
                self._shared(comment, vector, near, code),
                sum(code in self._codes[at] for at in near),
            )
            for code, rest in best
        )

    def _stacked(self, told: Sequence[dict[str, float]]) -> csr_array:
        rows, columns, values = [], [], []
        for row, each in enumerate(told):
            known = [(self._at[name], value) for name, value in each.items() if name in self._at]
            at = np.array([column for column, _ in known], dtype=np.int64)
            weighed = np.array([value for _, value in known]) * self._rare[at]
            size = float(np.sqrt((weighed**2).sum())) or 1.0
            rows += [row] * len(known)
            columns += at.tolist()
            values += (weighed / size).tolist()
        return csr_array((values, (rows, columns)), shape=(len(told), len(self._at)))

    def _shared(self, comment: str, vector: csr_array, near: Sequence[int], code: str) -> tuple[str, ...]:
        """The comment's own words that it has most in common with the near comments of this code."""
        carrying = [at for at in near if code in self._codes[at]]
        common = np.asarray(self._rows[carrying].sum(axis=0)).ravel() * vector.toarray()[0]
        worth = {
            word: sum(float(common[self._at[name]]) for name in (word, *_grams(word)) if name in self._at)
            for word in dict.fromkeys(words(comment))
        }
        best = sorted((each for each in worth.items() if each[1] > 0), key=lambda each: (-each[1], each[0]))
        return tuple(word for word, _ in best[:SHARED])


def suggest(
    comment: str, coded: Sequence[tuple[str, Iterable[str]]], *, most: int = 3
) -> tuple[Suggestion, ...]:
    """Codes for one comment; for many, make a :class:`Codebook` once."""
    return Codebook(coded).suggest(comment, most=most)


@lru_cache(maxsize=50_000)
def _grams(word: str) -> tuple[str, ...]:
    """Four letters in a row, the word's ends marked so that none is taken for a word."""
    ended = f"<{word}>"
    return tuple(f"~{ended[at : at + LETTERS]}" for at in range(len(ended) - LETTERS + 1))
