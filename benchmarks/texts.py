"""News made from our own samples, as much of it as wanted, the same for the same seed."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ("digest.txt", "lead.txt", "roundup.txt", "telegram.txt")
SYLLABLES = [
    "ба",
    "ве",
    "ги",
    "до",
    "жу",
    "зе",
    "ка",
    "ле",
    "ми",
    "но",
    "ра",
    "се",
    "ту",
    "фи",
    "ха",
    "ша",
    "юр",
    "ян",
    "ол",
    "им",
]
ENDINGS = ("ов", "ин", "енко", "баев", "ский", "ян")
OTHER = """\
В городе {place} открыли школу на {n} мест, первый звонок дал учитель {name}.
Синоптики обещают до {n} градусов тепла, ветер северный, местами пройдёт дождь.
Команда из города {place} выиграла у соперников со счётом {d}:{d}, два мяча забил {name}.
Рост промышленности в регионе составил {n},{d} процента, сообщила представитель управления экономики {name}.
Полиция разыскивает водителя, который скрылся с места аварии у въезда в {place}.
Суд обязал застройщика выплатить жильцам {n} миллионов тенге, решение в силу не вступило.
На реконструкцию дороги до города {place} выделено {n} миллиардов рублей, подрядчиком стала местная компания.
В театре готовят премьеру, главную роль сыграет {name}, постановщик приехал из города {place}.
Аграрии собрали {n} тысяч тонн пшеницы, урожайность выше прошлогодней, рассказал фермер {name}.
Врачи напоминают о прививках: за неделю к ним обратились {n} человек с простудой.
Спасатели эвакуировали {n} рыбаков с оторвавшейся льдины, пострадавших нет.
Выставка художника {name} продлится до конца месяца, вход свободный, заявили в музее города {place}.
Депутаты обсудили поправки в закон о библиотеках, автор документа {name} ответил на {n} вопросов.
Новый автобусный маршрут свяжет вокзал и микрорайон, интервал движения составит {n} минут.
Ветеринары осмотрели {n} голов скота, у части животных взяли анализы.
""".splitlines()


class News:
    """An endless newsroom. Names are made of syllables, so that no cache has seen all words before."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        paragraphs = [
            line
            for name in SAMPLES
            for line in (ROOT / "samples" / name).read_text("utf-8").splitlines()
            if len(line) > 80
        ]
        self.relevant_lines = paragraphs
        with (ROOT / "src/narcofacts/data/places.csv").open(encoding="utf-8") as stream:
            self.places = [row["name"] for row in csv.DictReader(stream) if row["kind"] == "city"]

    def relevant(self, size: int = 3000) -> str:
        """An article of operations and seizures, `size` characters or a little more."""
        return self._article(lambda: self._changed(self.random.choice(self.relevant_lines)), size)

    def other(self, size: int = 3000) -> str:
        """An article of anything else, some of it with police and courts."""
        return self._article(self._other, size)

    def stream(self, count: int, share: float, size: int = 3000) -> list[str]:
        """`count` articles, `share` of them relevant and evenly spread."""
        every = round(1 / share)
        return [self.relevant(size) if i % every == 0 else self.other(size) for i in range(count)]

    def _article(self, line: Callable[[], str], size: int) -> str:
        lines = [f"Главное к {self.random.randint(1, 23)} часам"]
        length = len(lines[0])
        while length < size:
            made = line()
            lines.append(made)
            length += len(made) + 2
        return "\n\n".join(lines)

    def _changed(self, line: str) -> str:
        """The line with other small numbers, and with a sentence that names somebody."""
        line = re.sub(r"(?<![\d.,])[2-9](?![\d.])", lambda _: str(self.random.randint(2, 9)), line)
        return f"{line} Об этом рассказал {self._name()} из города {self.random.choice(self.places)}."

    def _other(self) -> str:
        chosen = (self.random.choice(OTHER) for _ in range(3))
        return " ".join(
            line.format(
                place=self.random.choice(self.places),
                name=self._name(),
                n=self.random.randint(10, 90),
                d=self.random.randint(1, 9),
            )
            for line in chosen
        )

    def _name(self) -> str:
        surname = "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 3))) + self.random.choice(ENDINGS)
        return f"{self.random.choice(['Иван', 'Асель', 'Марат', 'Ольга', 'Тимур'])} {surname.capitalize()}"
