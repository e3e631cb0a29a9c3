"""Four plain ways to tell that two texts are near, as anyone would try them first."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def word_tfidf(texts: Sequence[str], pairs: Pairs) -> Floats:
    """Return the cosine of scikit-learn's TF-IDF rows over words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _cosines(TfidfVectorizer(sublinear_tf=True).fit_transform(texts), pairs)


def character_tfidf(texts: Sequence[str], pairs: Pairs) -> Floats:
    """Return the same over runs of 3 to 5 characters inside words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2).fit_transform(
        texts
    )
    return _cosines(rows, pairs)


def bm25(texts: Sequence[str], pairs: Pairs, k: float = 1.5, b: float = 0.75) -> Floats:
    """Return Okapi BM25 of one text as the question and the other as the document, the mean of both ways, over the
    score of a text with itself (Robertson and Zaragoza 2009).
    """
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer().fit_transform(texts).tocsr().astype(np.float64)
    n = counts.shape[0]
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log(1.0 + (n - df + 0.5) / (df + 0.5))
    length = np.asarray(counts.sum(axis=1)).ravel()
    rows = np.repeat(np.arange(n), np.diff(counts.indptr))
    document = counts.copy()
    norm = k * (1 - b + b * length / max(length.mean(), 1e-9))
    document.data = idf[counts.indices] * counts.data * (k + 1) / (counts.data + norm[rows])
    question = counts.copy()
    question.data = np.ones_like(question.data)

    def ask(i: NDArray[np.int64], j: NDArray[np.int64]) -> Floats:
        return np.asarray(question[i].multiply(document[j]).sum(axis=1)).ravel()

    one, other = pairs
    own = (ask(one, one) + ask(other, other)) / 2
    return (ask(one, other) + ask(other, one)) / 2 / np.where(own > 0, own, 1.0)


def minhash(texts: Sequence[str], pairs: Pairs, hashes: int = 128) -> Floats:
    """Return the share of equal minima of hashed words, an estimate of Jaccard's coefficient (Broder 1997)."""
    draw = np.random.default_rng(0)
    prime = np.uint64(2_147_483_647)
    a = draw.integers(1, int(prime), hashes, dtype=np.uint64)
    c = draw.integers(0, int(prime), hashes, dtype=np.uint64)
    signature = np.zeros((len(texts), hashes), dtype=np.uint64)
    for i, text in enumerate(texts):
        words = {zlib.crc32(word.encode()) & 0x7FFFFFFF for word in text.lower().split()}
        if words:
            of = np.fromiter(words, np.uint64, len(words))
            signature[i] = ((of[:, None] * a + c) % prime).min(axis=0)
    return (signature[pairs[0]] == signature[pairs[1]]).mean(axis=1)


BASELINES: dict[str, Callable[[Sequence[str], Pairs], Floats]] = {
    "word TF-IDF": word_tfidf, "character TF-IDF": character_tfidf, "BM25": bm25, "MinHash": minhash,
}  # fmt: skip


def _cosines(rows, pairs: Pairs) -> Floats:  # type: ignore[no-untyped-def]
    rows = rows.tocsr()
    return np.asarray(rows[pairs[0]].multiply(rows[pairs[1]]).sum(axis=1)).ravel()
