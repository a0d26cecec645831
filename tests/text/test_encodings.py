"""Bytes of old and new encodings give back the text that was written."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.errors import InputError, NarcofactsError, OptionError
from narcofacts.text.encodings import codec_name, decode

WHO = ["Полиция", "ФСБ", "Сотрудники таможни", "Пограничники", "Оперативники УБН", "КНБ Казахстана"]
DID = ["изъяла", "нашли", "перехватили", "обнаружили у пассажира", "сожгли", "показали журналистам"]
WHAT = ["гашиш", "13 кг мефедрона", "партию героина", "теплицу с коноплёй", "сто ампул", "чужой паспорт"]
WHERE = ["в Таразе", "под Рязанью", "на въезде в Юргу", "у жителя Чуйской долины", "", "в порту Бишкека"]
TITLES = [" ".join(filter(None, words)) for words in itertools.product(WHO, DID, WHAT, WHERE)]
OLD = ["cp1251", "koi8-r", "cp866"]
LONG = "Курьера задержали в Таразе\r\n" + "\n".join(f"{title}, сообщили вчера." for title in TITLES[:80])


@pytest.mark.parametrize("encoding", OLD)
def test_short_russian_titles_are_read_in_each_old_encoding(encoding):
    wrong = []
    for title in TITLES:
        for form in (title, title.upper()):
            if sum(char.isalpha() for char in form) >= 15:
                decoded = decode(form.encode(encoding))
                if (decoded.text, decoded.warnings) != (form, ()):
                    wrong.append((form, decoded))
    assert not wrong


@pytest.mark.parametrize("encoding", [*OLD, "mac-cyrillic"])
def test_long_russian_texts_are_read_in_each_old_encoding(encoding):
    decoded = decode(LONG.encode(encoding))
    assert decoded.text == LONG
    assert decoded.encoding == encoding
    assert decoded.warnings == ()


def test_typographic_signs_of_cp1251_do_not_mislead_the_detector():
    text = "«Из них 3,2 тонны — гашиш, № 5 — героин…»"
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Изъят гашиш", LONG, "Seized: 5 kg", "Қазақстан — «Әділет», №5"])
def test_unicode_is_read_with_and_without_a_mark(encoding, text):
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert data.decode(decoded.encoding) == text


def test_utf16_big_endian_with_a_mark_loses_the_mark():
    assert decode(b"\xfe\xff" + "Изъят гашиш".encode("utf-16-be")).text == "Изъят гашиш"


def test_a_forced_encoding_comes_before_everything():
    data = "Привет".encode()
    assert decode(data, forced="cp1251").text == data.decode("cp1251")
    assert decode(b"\xef\xbb\xbf" + data, forced="UTF8").text == "Привет"


def test_a_forced_encoding_that_does_not_fit_names_the_byte():
    with pytest.raises(InputError, match=r"^x\.txt: byte 3 \(0xC8\) cannot be decoded as utf-8$"):
        decode(b"abc" + "Иван".encode("cp1251"), path="x.txt", forced="utf-8")


@pytest.mark.parametrize("name", ["cp9999", "", "base64", "rot13", "a\0b", "ы", "undefined"])
def test_an_encoding_that_is_none_is_a_wrong_option(name):
    with pytest.raises(OptionError, match="unknown encoding"):
        decode(b"abc", forced=name)


def test_codec_names_are_pythons():
    assert codec_name(" Windows-1251 ") == "cp1251"
    assert codec_name("no-such") is None


def test_a_declared_charset_decides_where_utf8_does_not():
    text = "Изъят гашиш"
    assert decode(text.encode("iso8859-5"), declared="ISO-8859-5").text == text
    assert decode(text.encode(), declared="windows-1251").text == text
    assert decode(text.encode("cp1251"), declared="utf-8").text == text
    assert decode(text.encode("cp1251"), declared="no-such").text == text


def test_a_habitual_latin_declaration_does_not_spoil_russian():
    assert decode("Полиция изъяла гашиш".encode("cp1251"), declared="iso-8859-1").text == "Полиция изъяла гашиш"
    assert decode("Café fermé à Genève".encode("cp1252"), declared="iso-8859-1").text == "Café fermé à Genève"


def test_utf8_with_a_broken_byte_is_read_with_a_warning():
    data = LONG.encode()
    broken = data[:200] + b"\xff" + data[200:]
    decoded = decode(broken)
    assert decoded.encoding == "utf-8"
    assert [warning.code for warning in decoded.warnings] == ["decoded_with_replacement"]
    cut = decode("Полиция изъяла гашиш".encode()[:-1])
    assert cut.text == "Полиция изъяла гаши\ufffd"
    assert cut.warnings


def test_a_byte_that_cp1251_lacks_is_replaced_with_a_warning():
    decoded = decode(LONG.encode("cp1251") + b"\x98")
    assert decoded.text == LONG + "\ufffd"
    assert decoded.encoding == "cp1251"
    assert [warning.code for warning in decoded.warnings] == ["decoded_with_replacement"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nabc",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08abc",
        b"\x89PNG\r\n\x1a\n",
        b"{\\rtf1 abc}",
        b"abc\0def",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05 abc",
    ],
)
@pytest.mark.parametrize("forced", [None, "cp1251"])
def test_binary_files_are_refused(data, forced):
    with pytest.raises(InputError, match=r"binary file, not a text|cannot be decoded"):
        decode(data, forced=forced)


def test_a_stray_control_character_does_not_make_a_text_binary():
    assert decode("Изъят\x1f гашиш\x1a".encode()).text == "Изъят\x1f гашиш\x1a"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1251", "utf-16", "utf-7", "idna", "unicode_escape"]))
def test_any_bytes_give_a_text_or_an_expected_error(data, forced):
    try:
        decoded = decode(data, forced=forced, declared="koi8-r" if len(data) % 2 else None)
    except NarcofactsError:
        return
    assert codec_name(decoded.encoding) == decoded.encoding
    assert "\0" not in decoded.text


@given(st.text(alphabet="абвгдежзиклмнопрстуфхцчшыьэюя АБВГ.,-0123", min_size=1))
def test_utf8_always_wins_where_it_fits(text):
    assert decode(text.encode()).text == text
