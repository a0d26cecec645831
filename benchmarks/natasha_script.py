"""What we are compared with: the script that reads articles with Natasha as its documentation shows.

    python benchmarks/natasha_script.py ner|morph FILE [COUNT]

FILE holds articles, a JSON string a line. Prints JSON: the seconds for all but the first COUNT, which warm it up.
"""

import json
import sys
import time

from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter

mode, path, *rest = sys.argv[1:]
warm = int(rest[0]) if rest else 0

segmenter = Segmenter()
embedding = NewsEmbedding()
ner_tagger = NewsNERTagger(embedding)
if mode == "morph":
    morph_vocab = MorphVocab()
    morph_tagger = NewsMorphTagger(embedding)


def read(text: str) -> list[list[str]]:
    """The names in a text: in their normal form if there is morphology."""
    doc = Doc(text)
    doc.segment(segmenter)
    if mode == "morph":
        doc.tag_morph(morph_tagger)
    doc.tag_ner(ner_tagger)
    if mode == "morph":
        for span in doc.spans:
            span.normalize(morph_vocab)
    return [[span.type, span.normal or span.text] for span in doc.spans]


with open(path, encoding="utf-8") as stream:
    texts = [json.loads(line) for line in stream]
names = [read(text) for text in texts[:warm]]
start = time.perf_counter()
names += [read(text) for text in texts[warm:]]
print(json.dumps({"seconds": time.perf_counter() - start, "names": sum(map(len, names))}))
