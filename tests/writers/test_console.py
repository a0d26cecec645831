"""The table for people, exactly as it is shown."""

from __future__ import annotations

from narcofacts.records import Agency, Document, Person, Place, Source
from narcofacts.writers.console import document_table
from narcofacts.writers.terminal import WIDTH

SHOWN = """\
shymkent.txt · 2025-12-04
Две лаборатории
2 operations, 2 arrests, 3 seizures

op1  Шымкент: 24 задержаны; 6,1 кг мефедрона
     event · laboratory · 2025-12-03 · Шымкент · КНБ, оперативники
     shut down: 2 laboratories
     aimed at: Kaef Mafia
     route: Бишкек → Шымкент
     ar1  detained       24 people  RU UZ
     ar2  convicted         people  К. Д., 29, courier         part of ar1
                                    8 years 6 months
     se1  seized            6.1 kg  мефедрон
                                    worth ≈ 1.5 bn KZT
                                    or > 62 000 doses
     se2  frozen     > 500 mln KZT  имущество

op2  С начала года: 2 т наркотиков
     total · raid · 2025-01-01 – 2025-12-04
     se3  seized             ≈ 2 t  наркотики                  Казахстан

"""


def table(document: Document) -> str:
    return document_table(document).decode().replace("\u00a0", " ")


def test_operations_have_their_arrests_and_seizures_below_them(document: Document) -> None:
    assert table(document) == SHOWN


def test_no_line_is_wider_than_the_page(document: Document) -> None:
    document.seizures[0].item = "очень" * 40
    document.operations[0].headline = "длинный заголовок " * 20
    assert max(map(len, table(document).splitlines())) <= WIDTH


def test_no_word_of_a_long_item_is_lost(document: Document) -> None:
    document.seizures[0].item = "очень" * 40
    assert "".join(table(document).split()).count("очень") == 40


def test_an_article_without_facts_says_so() -> None:
    empty = Document(source=Source(path="a.txt"))
    assert table(empty) == "a.txt\nno operations, arrests or seizures found\n\n"


def test_markup_and_escapes_of_an_article_are_text(document: Document) -> None:
    document.seizures[0].item = "[red]весы[/red] \x1b[31m:boom:"
    document.operations[0].headline = "[link=x]рейд[/link]"
    shown = table(document)
    assert "[red]весы[/red]" in shown
    assert ":boom:" in shown
    assert "[link=x]рейд[/link]" in shown
    assert "\x1b" not in shown


def test_places_are_told_in_the_rows_only_where_they_differ(document: Document) -> None:
    document.seizures[1].place = Place("в Сайраме", "Сайрам", "village", "KZ")
    shown = table(document)
    assert [line.split()[-1] for line in shown.splitlines() if " мефедрон" in line][1:] == ["Шымкент"]
    assert [line.split()[-1] for line in shown.splitlines() if "имущество" in line] == ["Сайрам"]


def test_people_of_whom_the_same_is_told_are_one_line(document: Document) -> None:
    document.arrests[0].persons = [Person(role="chemist"), Person(role="chemist"), Person(role="courier")]
    shown = [line.strip() for line in table(document).splitlines()]
    assert shown[shown.index("2 × chemist") + 1] == "courier"


def test_long_ids_keep_the_rows_below_their_head(document: Document) -> None:
    document.operations[0].id = "op10"
    for record in (*document.arrests, *document.seizures[:2]):
        record.operation = "op10"
    lines = table(document).splitlines()
    head = next(line for line in lines if line.startswith("op10"))
    row = next(line for line in lines if "se1" in line)
    assert head.index("Шымкент") == row.index("se1")


def test_a_long_list_of_places_is_cut_with_its_number(document: Document) -> None:
    document.operations[1].places = [
        Place(name, name, "city") for name in ("Ош", "Баткен", "Нарын", "Талас", "Чуй", "Токмок")
    ]
    assert "· Ош, Баткен, Нарын, Талас and 2 more" in " ".join(table(document).split())


def test_a_long_official_name_gives_way_to_the_id(document: Document) -> None:
    document.operations[1].agencies = [
        Agency("МВД", "Министерство внутренних дел Республики Казахстан", "KZ-MVD"),
        Agency("служба", "Служба по борьбе с незаконным оборотом", None),
    ]
    assert "KZ-MVD, Служба по борьбе с незаконным оборотом" in " ".join(table(document).split())
