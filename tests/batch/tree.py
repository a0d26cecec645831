"""A folder of mixed inputs, good and bad, and what must come of each."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Рейд {0}</title></head><body><article>
<h1>Рейд {0}</h1><p>Сегодня полицейские сообщили, что в городе изъято {0} кг мефедрона у жителя области.</p>
<p>Следственные действия продолжаются, подозреваемый водворён в изолятор временного содержания.</p>
<p>По данным ведомства, всего за месяц проведено несколько таких рейдов в разных районах.</p></article></body></html>"""


class Tree:
    """Writes inputs under `root`. `expected` are the labels of documents, `failing` the code of each failing input."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.expected: list[str] = []
        self.failing: dict[tuple[str, int | str | None], str] = {}
        self._number = 0

    def text(self, more: str = "") -> str:
        """An article unlike all others."""
        self._number += 1
        return f"2025-05-27\nСводка {self._number}. В городе изъято {self._number} кг мефедрона. {more}\n"

    def put(self, name: str, data: bytes, code: str | None = None) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.note(f"{self.root.name}/{name}", code)

    def note(self, label: str, code: str | None = None, place: int | str | None = None) -> None:
        if code is None:
            self.expected.append(label)
        else:
            self.failing[label, place] = code


def plain_articles(tree: Tree, count: int) -> None:
    """Texts in four encodings, pages, packed texts: `count` of them."""
    for number in range(count):
        folder = f"part{number % 7}"
        kind = number % 8
        if kind == 5:
            tree.put(f"{folder}/{number:05}.html", PAGE.format(number).encode())
        elif kind == 6:
            tree.put(f"{folder}/{number:05}.txt.gz", gzip.compress(tree.text().encode(), mtime=0))
        else:
            encoding = ("utf-8", "cp1251", "koi8-r", "utf-16", "utf-8-sig", "", "", "utf-8")[kind]
            tree.put(f"{folder}/{number:05}.txt", tree.text("Задержаны 3 человека.").encode(encoding))


def tables_and_archives(tree: Tree) -> None:
    """JSON lines, CSV, a Telegram export, a ZIP: each with something wrong inside."""
    root = tree.root.name
    rows = [json.dumps({"id": n, "text": tree.text(), "url": f"https://example.org/{n}"}) for n in range(20)]
    rows[7] = '{"text": "обрыв'
    (tree.root / "dump.jsonl").write_text("\n".join(rows), "utf-8")
    for n in range(20):
        tree.note(*((f"{root}/dump.jsonl", "unreadable", 8) if n == 7 else (f"https://example.org/{n}",)))

    table = io.StringIO()
    table.write("№;Заголовок;Текст;Дата\n")
    for n in range(10):
        table.write(f'{n};Рейд;"{tree.text()}";0{n % 9 + 1}.05.2025\n')
    (tree.root / "export.csv").write_bytes(table.getvalue().encode("cp1251"))
    for n in range(10):
        tree.note(f"{root}/export.csv#{n + 1}")

    messages: list[dict[str, object]] = [{"id": 1, "type": "service", "action": "create_channel", "text": ""}]
    for n in range(2, 12):
        text: object = tree.text() if n % 2 else ["Сводка. ", {"type": "bold", "text": tree.text()}]
        messages.append({"id": n, "type": "message", "date": "2025-05-27T10:00:00", "text": text})
        tree.note(f"{root}/result.json#{n}")
    export = {"name": "Сводки", "type": "public_channel", "id": 5, "messages": messages}
    (tree.root / "result.json").write_text(json.dumps(export, ensure_ascii=False, indent=1), "utf-8")

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(6):
            archive.writestr(f"news/{n}.txt", tree.text())
    damaged = bytearray(packed.getvalue())
    at = damaged.index("Сводка".encode(), damaged.index(b"news/3.txt"))
    damaged[at : at + 4] = b"XXXX"
    (tree.root / "pack.zip").write_bytes(damaged)
    for n in range(6):
        tree.note(f"{root}/pack.zip!news/{n}.txt", "unreadable" if n == 3 else None)


def bad_inputs(tree: Tree, *, size: int) -> None:
    """What a saved archive has in it: damaged, empty, enormous, unreadable files, strange names, loops."""
    root, name = tree.root, tree.root.name
    tree.put("bad/cut.txt.gz", gzip.compress(tree.text("и так далее " * 200).encode())[:-20], "unreadable")
    tree.put("bad/no.txt.gz", b"this is not gzip", "unreadable")
    tree.put("bad/no.zip", b"PK\x03\x04 broken", "unreadable")
    tree.put("bad/empty.txt", b"", "unreadable")
    tree.put("bad/blank.txt", b" \n\n\t", "unreadable")
    tree.put("bad/binary.txt", bytes(range(256)) * 20, "unreadable")
    tree.put("bad/enormous.txt", "Изъято много. ".encode() * (size // 25 + 1), "too_large")
    tree.put("bad/bug.txt", tree.text("сломай").encode(), "internal")
    tree.put("bad/crash.txt", tree.text("упади").encode(), "crash")
    tree.put("bad/hang.txt", tree.text("зависни").encode(), "timeout")
    tree.put("bad/no-article.html", b"<html><body></body></html>", "unreadable")
    tree.put("names/line\nfeed.txt", tree.text().encode())
    tree.put(".hidden.txt", tree.text().encode())
    tree.expected.pop()
    (root / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(3000))
    (root / "style.css").write_text("p { color: red }")
    strange = os.path.join(os.fsencode(root), b"names", "имя".encode("cp1251") + b".txt")
    with open(strange, "wb") as stream:
        stream.write(tree.text().encode())
    tree.note(f"{name}/names/\ufffd\ufffd\ufffd.txt")
    (root / "loop").mkdir()
    (root / "loop" / "back").symlink_to(root)
    tree.note(f"{name}/loop/back", "unreadable")
    (root / "loop" / "self.txt").symlink_to("self.txt")
    tree.note(f"{name}/loop/self.txt", "unreadable")
    (root / "nowhere.txt").symlink_to("no-such-file.txt")
    tree.note(f"{name}/nowhere.txt", "unreadable")
    os.mkfifo(root / "pipe.txt")
    tree.note(f"{name}/pipe.txt", "unreadable")
    if os.geteuid() != 0:  # root may read everything
        tree.put("bad/locked.txt", tree.text().encode(), "unreadable")
        (root / "bad" / "locked.txt").chmod(0)


def mixed_tree(root: Path, count: int, *, size: int) -> Tree:
    """The whole tree, with `count` plain articles, and one article of more than `size` bytes."""
    root.mkdir()
    tree = Tree(root)
    plain_articles(tree, count)
    tables_and_archives(tree)
    bad_inputs(tree, size=size)
    return tree
