"""Web pages give the article's text, its title, publisher and date, and nothing of the page around it."""

import datetime as dt
import time

import pytest

from narcofacts.errors import InputError
from narcofacts.text.html import declared_charset, looks_like_html, read_page, with_title
from narcofacts.text.reading import article_from_bytes

BODY = (
    "<p>Полицейские Тараза остановили на посту грузовик и нашли под сиденьем 12 кг гашиша.</p>"
    "<p>Водитель <b>задержан</b>, начато досудебное расследование.</p>"
)


def page(head: str = "", above: str = "", body: str = BODY) -> str:
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>Гашиш нашли в грузовике — Степной вестник</title></head><body>"
        '<div class="menu"><a href="/">Главная</a> <a href="/sport">Спорт</a></div>'
        f"<h1>Гашиш нашли в грузовике</h1>{above}<div class='article'>{body}</div>"
        "<footer>© 2011-2025</footer></body></html>"
    )


def test_the_article_keeps_its_paragraphs_and_gets_its_title_as_first_line():
    article = article_from_bytes(page().encode(), path="-")
    assert article.text.splitlines() == [
        "Гашиш нашли в грузовике",
        "",
        "Полицейские Тараза остановили на посту грузовик и нашли под сиденьем 12 кг гашиша.",
        "Водитель задержан, начато досудебное расследование.",
    ]
    assert article.title == "Гашиш нашли в грузовике"
    assert article.body_start == 0
    assert [warning.code for warning in article.warnings] == ["no_publication_date"]


def test_a_title_that_the_body_tells_is_not_told_twice():
    found = read_page(page())
    assert with_title(found, "«Гашиш  нашли в грузовике»\nТекст") == "«Гашиш  нашли в грузовике»\nТекст"


def test_metadata_of_the_page_tells_publisher_and_date():
    head = '<meta property="og:site_name" content="Степной вестник">'
    head += '<meta property="article:published_time" content="2025-03-14T23:10:00+05:00">'
    article = article_from_bytes(page(head).encode(), path="-")
    assert article.publisher == "Степной вестник"
    assert article.published == dt.date(2025, 3, 14)
    assert article.warnings == []


@pytest.mark.parametrize(
    "above",
    [
        '<time datetime="2025-03-14">пятница</time>',
        '<div class="date">14 марта 2025, 18:31</div>',
        '<span class="post-date">14.03.2025</span>',
        "<p>14 марта 2025</p>",
    ],
)
def test_a_date_that_the_page_shows_as_such_is_the_date(above):
    assert article_from_bytes(page(above=above).encode(), path="-").published == dt.date(2025, 3, 14)


@pytest.mark.parametrize(
    "body",
    [
        "<p>12 января 2024 года полицейские Тараза нашли в грузовике 12 кг гашиша.</p><p>Суд прошёл 15.02.2024.</p>",
        BODY + '<div class="date">14 марта 2025</div><div class="date">15 марта 2025</div>',
    ],
)
def test_a_date_told_in_the_text_or_one_of_several_is_not_the_date(body):
    assert article_from_bytes(page(body=body).encode(), path="-").published is None


def test_the_callers_date_comes_first():
    data = page(above='<time datetime="2025-03-14">пятница</time>').encode()
    assert article_from_bytes(data, path="-", published=dt.date(2020, 1, 1)).published == dt.date(2020, 1, 1)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_declared_charset_is_honoured(encoding):
    article = article_from_bytes(page(f'<meta charset="{encoding}">').encode(encoding, "ignore"), path="a.html")
    assert "нашли под сиденьем 12 кг гашиша" in article.text


def test_an_xml_declaration_is_no_obstacle():
    data = b'<?xml version="1.0" encoding="windows-1251"?>\n' + page().encode("cp1251")
    article = article_from_bytes(data, path="-")
    assert (article.encoding, article.title) == ("cp1251", "Гашиш нашли в грузовике")


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><body><script>1</script></body></html>", "<html", "<!doctype html>"]
)
def test_a_page_without_an_article_is_an_input_error(html):
    with pytest.raises(InputError, match="no article text found in the HTML"):
        article_from_bytes(html.encode(), path="-")


def test_broken_pages_print_nothing(capfd):
    with pytest.raises(InputError):
        read_page("<html>" + "<div>" * 3000)
    assert capfd.readouterr() == ("", "")


def test_pages_are_known_by_their_name_or_their_first_bytes():
    assert looks_like_html(b"text", "NEWS.HTM")
    assert looks_like_html(b"\xef\xbb\xbf\n<!-- saved --><HTML lang=ru>", "-")
    assert looks_like_html("<!doctype html>".encode("utf-16"), "-")
    assert not looks_like_html("Полиция <html> нашла".encode(), "news.txt")
    assert not looks_like_html(b"<htmlx>", "-")


def test_the_declared_charset_is_found_in_either_meta_tag():
    assert declared_charset(b"<head><meta charset=windows-1251>") == "windows-1251"
    meta = b'<META http-equiv="Content-Type" content="text/html; charset=koi8-r">'
    assert declared_charset(meta) == "koi8-r"
    assert declared_charset(b"<html><body>charset=koi8-r") is None


def test_many_comments_before_the_first_tag_take_no_time():
    comments = b"<!-- reklama -->\n" * 100
    started = time.perf_counter()
    assert looks_like_html(comments + b"<html>", "-")
    assert not looks_like_html(comments + b"<div>", "-")
    assert not looks_like_html(b"<!-- <html> " * 100, "-")
    assert time.perf_counter() - started < 1
