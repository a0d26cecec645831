"""What the user names becomes an article, or an error that says why not."""

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narcofacts.errors import InputError, NarcofactsError, OptionError
from narcofacts.text.reading import article_from_bytes, article_from_text, read_article

TEXT = "Курьера задержали в Таразе\r\n\r\nПолиция остановила машину и нашла 12 кг гашиша.\r\n"
DAY = dt.date(2025, 5, 27)


def codes(article):
    return [warning.code for warning in article.warnings]


def test_a_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("cp1251"))
    article = read_article(str(path), published=DAY)
    assert article.text == TEXT
    assert article.path == str(path)
    assert article.sha256 == hashlib.sha256(TEXT.encode("cp1251")).hexdigest()
    assert (article.encoding, article.language, article.body_start) == ("cp1251", "ru", 0)
    assert (article.published, article.publisher, article.title) == (DAY, None, "Курьера задержали в Таразе")
    assert article.warnings == []


def test_a_dash_is_standard_input():
    article = read_article("-", stdin=io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode()))
    assert (article.path, article.text, article.encoding) == ("-", TEXT, "utf-8-sig")
    assert codes(article) == ["no_publication_date"]


def test_the_date_line_gives_way_to_the_callers_date():
    data = f"18:31, 27 мая 2025\r\n{TEXT}".encode()
    head = article_from_bytes(data, path="-")
    assert (head.published, head.title) == (DAY, "Курьера задержали в Таразе")
    assert head.text[head.body_start :] == TEXT
    told = article_from_bytes(data, path="-", published=dt.date(2020, 1, 1))
    assert (told.published, told.body_start) == (dt.date(2020, 1, 1), head.body_start)


def test_a_text_in_another_language_is_read_with_a_warning():
    article = article_from_text("Полицейлер есірткі тасымалдаушыны ұстады және қылмыстық іс қозғады")
    assert article.language == "kk"
    assert codes(article) == ["no_publication_date", "not_russian"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n\u00a0".encode()])
def test_nothing_to_read_is_an_error(data):
    with pytest.raises(InputError, match=r"^a\.txt: empty$"):
        article_from_bytes(data, path="a.txt")


def test_an_empty_string_is_an_error():
    with pytest.raises(InputError, match="empty"):
        article_from_text("\ufeff \n")


def test_what_cannot_be_opened_says_why(tmp_path):
    with pytest.raises(InputError, match="no such file or directory") as missing:
        read_article(str(tmp_path / "no.txt"))
    assert missing.value.path == str(tmp_path / "no.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_article(str(tmp_path))
    with pytest.raises(InputError, match="null"):
        read_article("a\0b")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        read_article(str(path))


def test_a_forced_encoding_is_obeyed_or_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("koi8-r"))
    assert read_article(str(path), encoding="KOI8-R").text == TEXT
    with pytest.raises(InputError, match="byte 0"):
        read_article(str(path), encoding="ascii")
    with pytest.raises(OptionError, match="no-such"):
        read_article(str(path), encoding="no-such")


def test_offsets_of_a_string_are_into_the_string_itself():
    article = article_from_text("\ufeff27 мая 2025\nПолиция нашла гашиш.")
    assert article.text[article.body_start :] == "Полиция нашла гашиш."
    assert article.published == DAY
    assert article_from_text("\ufeffПолиция нашла гашиш.").body_start == 1


def test_half_a_character_is_replaced_in_place():
    article = article_from_text("Полиция \ud83d нашла гашиш", published=DAY)
    assert article.text == "Полиция \ufffd нашла гашиш"
    assert codes(article) == ["decoded_with_replacement"]


def test_a_plain_text_needs_no_heavy_library():
    code = (
        "import sys; from narcofacts.text.reading import article_from_text as f; f('Изъят гашиш'); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"trafilatura", "lxml", "charset_normalizer", "numpy"} & set(loaded)


@given(st.binary(max_size=200), st.sampled_from([None, "cp1251", "utf-16", "utf-7"]), st.sampled_from([None, True]))
def test_any_bytes_give_an_article_or_an_expected_error(data, encoding, html):
    try:
        article = article_from_bytes(data, path="-", encoding=encoding, html=html)
    except NarcofactsError:
        return
    assert 0 <= article.body_start <= len(article.text)
    article.text.encode()


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_string_gives_an_article_of_the_same_length(text):
    try:
        article = article_from_text(text)
    except InputError:
        assert not any(map(str.isprintable, text.replace(" ", "")))
        return
    assert len(article.text) == len(text)
    assert 0 <= article.body_start <= len(text)
    article.text.encode()
