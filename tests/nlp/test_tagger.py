"""The tagger gives the same tags however its table of rows and its blocks fall."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narcofacts.nlp import tagger
from narcofacts.nlp.modelcache import StoredModel, open_model
from narcofacts.nlp.tokens import token_spans


@pytest.fixture(scope="module")
def model() -> StoredModel:
    return open_model()


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


TEXT = words(
    "Вчера в Караганде сотрудники КНБ задержали Марата Оспанова и двух его знакомых из Омска, у которых нашли гашиш. "
    "Дело ведёт прокуратура Карагандинской области, а следствие помнит и о деле Игоря Лапина из города Балхаш."
)


def test_a_word_of_the_vocabulary_has_its_own_id_and_any_other_that_of_the_unknown(model: StoredModel) -> None:
    vocabulary = tagger._Vocabulary(model)
    offsets, letters = model.arrays["word_offsets"].tolist(), model.arrays["word_bytes"].tobytes()
    everything = [letters[start:end].decode() for start, end in itertools.pairwise(offsets)]
    assert vocabulary.find(everything) == list(range(len(everything)))
    assert vocabulary.find(["нетакогослова", "", "\ud800"]) == [model.unknown_word] * 3


def test_a_full_table_is_emptied_without_a_change_of_tags(model: StoredModel, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tagger.Tagger(model).tag([TEXT])
    monkeypatch.setattr(tagger, "_ROWS", 10)
    small = tagger.Tagger(model)
    for start in range(0, len(TEXT), 3):
        small.tag([TEXT[start : start + 3]])
    assert small.tag([TEXT]) == expected


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
def test_tags_do_not_depend_on_blocks(model: StoredModel, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    expected = tagger.Tagger(model).tag([TEXT])
    monkeypatch.setattr(tagger, "_BLOCK", block)
    assert tagger.Tagger(model).tag([TEXT]) == expected


def test_documents_do_not_see_each_other(model: StoredModel) -> None:
    documents = [TEXT, [], TEXT[:1], TEXT[5:9], [], TEXT * 5]
    one = tagger.Tagger(model)
    assert one.tag(documents) == [one.tag([document])[0] for document in documents]
    assert one.tag([]) == []
    assert one.tag([[]]) == [[]]


def test_threads_may_share_a_tagger(model: StoredModel) -> None:
    shared = tagger.Tagger(model)
    expected = shared.tag([TEXT])
    results: list[list[list[str]]] = []
    threads = [threading.Thread(target=lambda: results.append(shared.tag([TEXT]))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


def best_score(emissions: np.ndarray, transitions: np.ndarray) -> float:
    score = emissions[0]
    for row in emissions[1:]:
        score = (score[:, None] + transitions).max(axis=0) + row
    return float(score.max())


@settings(deadline=None)
@given(
    lengths=st.lists(st.integers(0, 150), min_size=1, max_size=5),
    stickiness=st.sampled_from([0.0, 1.0, 30.0]),
    overlap=st.sampled_from([1, 4, 16]),
    seed=st.integers(0, 2**32 - 1),
)
def test_no_path_scores_higher_than_the_best(lengths: list[int], stickiness: float, overlap: int, seed: int) -> None:
    """With high stickiness a tag depends on words far away, and the overlap has to grow."""
    random = np.random.default_rng(seed)
    emissions = random.normal(size=(sum(lengths), 4)).astype(np.float32)
    transitions = (random.normal(size=(4, 4)) + stickiness * np.eye(4)).astype(np.float32)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    path = tagger.best_path(emissions, transitions, starts, overlap)
    assert len(path) == sum(lengths)
    for start, end in zip(starts, ends, strict=True):
        if end > start:
            part = path[start:end]
            score = emissions[np.arange(start, end), part].sum() + transitions[part[:-1], part[1:]].sum()
            assert score == pytest.approx(best_score(emissions[start:end], transitions), rel=1e-4, abs=1e-2)
