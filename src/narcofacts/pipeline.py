"""From an article to its document: the contents page of the program.

The stages are imported where they run: an article that the gate stops costs no model, no morphology and no rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from narcofacts.nlp.gate import may_hold_facts
from narcofacts.records import Document, Source
from narcofacts.rules import Step
from narcofacts.text.normalise import clean
from narcofacts.text.reading import Article

if TYPE_CHECKING:
    from narcofacts.linking.link import Linked


class Extraction(msgspec.Struct):
    """A document and, for each record id, the chain of rules that made it (offsets into the document's text)."""

    document: Document
    trace: dict[str, list[Step]] = msgspec.field(default_factory=dict)


def extract_article(article: Article, gate: bool = True) -> Extraction:
    """The records of one article. Without the `gate`, one in which nothing can be a fact is read all the same."""
    source = Source(
        article.path, article.sha256, article.encoding, article.published.isoformat() if article.published else None,
        article.publisher, article.title, article.language,
    )  # fmt: skip
    document = Document(source, warnings=list(article.warnings))
    if gate and not may_hold_facts(article.text[article.body_start :]):
        return Extraction(document)
    linked = _linked(article)
    document.operations, document.arrests, document.seizures = linked.operations, linked.arrests, linked.seizures
    return Extraction(document, linked.trace)


def _linked(article: Article) -> Linked:
    from narcofacts.linking.link import link
    from narcofacts.linking.sentence_facts import find_events
    from narcofacts.mentions.annotate import annotate

    cleaned = clean(article.text, article.body_start)
    annotated = annotate(cleaned.text, article.published)
    facts, told = find_events(annotated)
    return link(annotated, facts, told, cleaned, article.text)
