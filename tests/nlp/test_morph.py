"""The dictionary's tags are read at need, and say what pymorphy3's own say."""

from __future__ import annotations

import pymorphy3

from narcofacts.nlp.morph import _analyzer, inflect, readings

ASKED = ("POS", "case", "number", "gender", "tense", "voice", "mood", "animacy", "grammemes")


def test_a_tag_read_at_need_is_the_tag() -> None:
    ours, theirs = _analyzer().dictionary.gramtab, pymorphy3.MorphAnalyzer(lang="ru").dictionary.gramtab
    for tag, plain in zip(ours, theirs, strict=True):
        assert [getattr(tag, name) for name in ASKED] == [getattr(plain, name) for name in ASKED]
        assert (tag, hash(tag), len(tag), repr(tag)) == (plain, hash(plain), len(plain), repr(plain))
        assert ("Geox" in tag) == ("Geox" in plain)


def test_words_are_read_and_inflected() -> None:
    assert [(r.lemma, r.pos, r.case) for r in readings("героина")] == [("героин", "NOUN", "gent")]
    assert {r.lemma for r in readings("стали")} == {"стать", "сталь"}
    assert inflect("рубль", "gent", "plur") == "рублей"
