"""Names in quotes: of channels, shops, bots, sites, groups and campaigns."""

from __future__ import annotations

import pytest

from narcofacts.mentions.names import names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("операторы Telegram-канала «Север»", [("Север", "telegram_channel")]),
        ('телеграм-канал "Snow Point"', [("Snow Point", "telegram_channel")]),
        ("интернет-магазин «Kaef Mafia» закрыт", [("Kaef Mafia", "online_shop")]),
        ("наркомагазина “Point 24”", [("Point 24", "online_shop")]),
        ("бота «Быстро»", [("Быстро", "bot")]),
        ("сайт „Рынок“", [("Рынок", "website")]),
        ("группировки «Степные»", [("Степные", "group")]),
        ("в рамках операции «Мак-2025»", [("Мак-2025", "campaign")]),
        ("ОПМ «Қарасора – 2025»", [("Қарасора – 2025", "campaign")]),
        (
            "площадки «Alfa», «Beta» и «Gamma»",
            [("Alfa", "online_shop"), ("Beta", "online_shop"), ("Gamma", "online_shop")],
        ),
        ("магазин «Alfa» и канал «Beta»", [("Alfa", "online_shop"), ("Beta", "telegram_channel")]),
        ("сказал «да» и ушёл", [("да", None)]),
        ("автомобиль «Тойота»", [("Тойота", None)]),
        ("магазин закрыт. Изъят «мефедрон»", [("мефедрон", None)]),
    ],
)
def test_the_noun_before_a_name_tells_its_type(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(name.name, name.type) for name in names(text)] == wanted


@pytest.mark.parametrize("text", ["без кавычек", "«", "««»", "«a»", "слово «не закрыто"])
def test_without_a_quoted_name_there_is_none(text: str) -> None:
    assert names(text) == []


def test_a_span_covers_the_quotes() -> None:
    text = "операции «Канал» нет"
    (name,) = names(text)
    assert text[name.start : name.end] == "«Канал»"
