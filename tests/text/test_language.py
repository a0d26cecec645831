"""The language of a text, told by its letters and its small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.text.language import detect_language, is_plainly_russian, language_in_full

TEXTS = [
    ("ru", "Полиция изъяла гашиш"),
    ("ru", "ПОЛИЦИЯ ИЗЪЯЛА ГАШИШ"),
    ("ru", "Задержан курьер."),
    ("ru", "В Таразе у пассажира автобуса нашли 12 кг гашиша, сообщили в полиции."),
    ("ru", "Әсет Қайратұлы и Гүлнұр Әбенқызы задержаны в ауле Өзен с партией гашиша."),
    ("ru", "Суд рассмотрел дело Айгүл Сәрсенбекқызы. «Әділет» сообщил, что гр-ка Ғабитова получила срок."),
    ("ru", "Канал @OpenRoad_bot вёл приём USDT на адреса TRC20 и Bitcoin, админ задержан в Актау."),
    ("ru", "СБУ сообщила: «Ліквідовано лабораторію». Об этом пишут местные издания, со ссылкой на прокуратуру."),
    ("kk", "Таразда полиция автобус жолаушысынан 12 келі гашиш тәркіледі, деп хабарлады қалалық полиция департаменті."),
    ("kk", "Полицейлер есірткі тасымалдаушыны ұстады және қылмыстық іс қозғады"),
    ("uk", "Поліцейські вилучили у водія 12 кг гашишу та затримали його. Про це повідомили в прокуратурі області."),
    ("uk", "У Дніпрі затримали кур'єра з партією кокаїну"),
    ("en", "The police seized 12 kg of hashish from a passenger of the bus in Taraz and detained him."),
    ("und", "Мужчыну затрымалі ў Мінску, у яго знайшлі гашыш. Аб гэтым паведамілі ў міліцыі."),
    ("und", "Милиция кызматкерлери айдоочудан 12 кг гашиш таап, аны кармашты. Бул тууралуу ИИМ билдирди, өлкө боюнча."),
    ("und", "Тошкентда йўловчидан 12 кг гашиш топилди ва у қўлга олинди, бу ҳақида ИИБ хабар берди."),
    ("und", "Дар шаҳри Душанбе аз ронанда 12 кг гашиш ёфт шуд ва ӯ дастгир шудааст."),
    ("und", "Полицията задържа куриер с 12 кг хашиш, който се е укривал във Варна. Това съобщи прокуратурата при МВР."),
    ("und", "La police a saisi 12 kg de haschisch dans un autobus et un homme est en garde à vue."),
    ("und", "პოლიციამ ამოიღო ჰაშიში"),
    ("und", "12 345 — 67!"),
    ("und", ""),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_language_is_told(language, text):
    assert detect_language(text) == language


@given(st.text(max_size=200))
def test_any_text_has_a_language_or_none(text):
    assert detect_language(text) in {"ru", "kk", "uk", "en", "und"}


_WORDS = st.from_regex(
    r"(?:и|с|к|о|от|из|об|что|как|это|или|был|после|года|се|са|че|за|във|със|ще|при|је|су|да|бити|та|до|час|он|она|или|для|его|людей|В|На|И|The|of|Telegram|a|гашиш|Тараз|съезд|ъгъл|12|—|ё)",
    fullmatch=True,
)


@given(st.lists(_WORDS, max_size=40))
def test_what_is_plainly_russian_is_russian_in_full(words):
    text = " ".join(words)
    assert not is_plainly_russian(text) or language_in_full(text) == "ru"


def test_usual_news_is_plainly_russian():
    assert is_plainly_russian("В Таразе у пассажира автобуса нашли 12 кг гашиша и задержали его, сообщили о деле.")
    assert not is_plainly_russian("Полицейлер есірткі тасымалдаушыны ұстады және қылмыстық іс қозғады")
