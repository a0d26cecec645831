"""Our side of the throughput runs: the same as natasha_script.py, with whole extraction.

python benchmarks/our_script.py extract|gate FILE [COUNT]
"""

import json
import sys
import time

from narcofacts import extract
from narcofacts.nlp.gate import may_hold_facts

mode, path, *rest = sys.argv[1:]
warm = int(rest[0]) if rest else 0
read = extract if mode == "extract" else may_hold_facts

with open(path, encoding="utf-8") as stream:
    texts = [json.loads(line) for line in stream]
for text in texts[:warm]:
    read(text)
start = time.perf_counter()
for text in texts[warm:]:
    read(text)
print(json.dumps({"seconds": time.perf_counter() - start}))
