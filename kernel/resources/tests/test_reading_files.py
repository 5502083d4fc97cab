"""Files in: their kind, encoding, separator, header, days."""

import datetime as dt

import pytest

from kernel.errors import KernelError
from kernel.resources.imports.days import DAY_FIRST, MONTH_FIRST, NotADayError, order_of, read_day
from kernel.resources.imports.reading import LARGEST_FILE, currency_in, names_of, open_sheet

DAY = dt.date(2026, 1, 31)


def refusal(content, name="a.csv", **more):
    with pytest.raises(KernelError) as caught:
        list(open_sheet(content, name, **more).rows())
    return caught.value.code, caught.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026/01/31",
        "31.01.2026",
        "31/01/2026",
        "01/31/2026",
        "31.1.26",
        "20260131",
        "2026-01-31T23:59:00Z",
        "2026-01-31 09:30",
        "31 Jan 2026",
        "Jan 31, 2026",
        "Saturday, 31 January 2026",
        "31. Januar 2026",
        "31 janvier 2026",
        "31/Jan/26 9:30 AM",
        "Jan 31, 2026 9:30 AM",
    ],
)
def test_it_reads_a_day(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "x", "31.02.2026", "2026-13-01", "1/2", "45321", "Foo 1, 2026"]
)
def test_it_refuses_what_is_no_day(text):
    with pytest.raises(NotADayError):
        read_day(text)


def test_the_order_of_day_and_month_is_found_or_left_open():
    assert order_of(["03/04/2026", "13/04/2026"]) == DAY_FIRST
    assert order_of(["03/04/2026", "04/13/2026"]) == MONTH_FIRST
    assert order_of(["03/04/2026"]) is None
    assert order_of(["03.04.2026", "2026-01-01", "05/05/2026"]) == "any"
    assert read_day("03/04/2026", MONTH_FIRST) == dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04more", "zip archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"\x1f\x8bmore", "gzip archive. Unpack it and send the file that is inside."),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\x00c\n1,2\n", "no text"),
    ],
)
def test_it_refuses_other_kinds_of_file_before_unpacking(content, words):
    code, detail = refusal(content)
    assert code == "file_type_not_allowed"
    assert words in detail


def test_it_refuses_by_name_by_emptiness_and_by_size(monkeypatch):
    assert refusal(b"a,b\n", "a.xlsx")[0] == "file_type_not_allowed"
    assert refusal(b"")[0] == "import_invalid"
    assert refusal(b" \n\n")[0] == "import_invalid"
    monkeypatch.setattr("kernel.resources.imports.decoding.LARGEST_FILE", 5)
    assert LARGEST_FILE == 200 * 1024 * 1024
    assert refusal(b"a,b\n1,2\n")[0] == "too_large"


def test_it_finds_the_encoding_and_says_when_it_guessed():
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        sheet = open_sheet("Größe,b\n1,2\n".encode(encoding), "a.csv")
        assert (sheet.header[0], sheet.encoding_sure) == ("Größe", True)
    guessed = open_sheet("Größe,b\n1,2\n".encode("cp1252"), "a.csv")
    assert (guessed.header[0], guessed.encoding, guessed.encoding_sure) == (
        "Größe",
        "cp1252",
        False,
    )
    named = open_sheet("Größe,b\n".encode("cp1252"), "a.csv", encoding="latin-1")
    assert named.header[0] == "Größe"
    japanese = open_sheet("日付,摘要,出金\n2026/01/05,家賃,100\n".encode("cp932"), "a.csv")
    assert (japanese.header[0], japanese.encoding) == ("日付", "cp932")
    polish = open_sheet("Kwota,Tytuł\n".encode("cp1250"), "a.csv", encoding="cp1250")
    assert polish.header[1] == "Tytuł"
    assert "is not utf-8" in refusal("ß".encode("cp1252"), encoding="utf-8")[1]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_it_finds_the_separator(separator):
    text = f"a{separator}b\n1{separator}2\n3{separator}4\n"
    sheet = open_sheet(text.encode(), "a.csv")
    assert sheet.separator == separator
    assert [row for _, row in sheet.rows()] == [["1", "2"], ["3", "4"]]


def test_a_decimal_comma_is_no_separator():
    sheet = open_sheet(b"day;cost\n2026-01-01;1,5\n2026-01-02;2,5\n", "a.csv")
    assert sheet.header == ["day", "cost"]


def test_it_skips_what_stands_above_the_header_and_keeps_line_numbers():
    content = b'Report of January\n\nDate,Clicks\n2026-01-01,"two\nlines"\n\n2026-01-02,3\n'
    sheet = open_sheet(content, "a.csv", known=["date", "clicks"])
    assert sheet.header == ["Date", "Clicks"]
    assert [line for line, _ in sheet.rows()] == [4, 7]


def test_headers_are_told_apart_and_compared_without_their_brackets():
    assert open_sheet(b"a,a,\n1,2,3\n", "a.csv").header == ["a", "a (2)", "Column 3"]
    assert names_of("Amount_Spent (EUR)") == {"amount spent eur", "amount spent"}
    assert currency_in("Amount spent (EUR)") == "EUR"
    assert currency_in("Amount spent") == ""


def test_the_same_header_is_the_same_layout():
    one, two = open_sheet(b"a,b\n1,2\n", "x.csv"), open_sheet(b"A;B\n3;4\n", "y.csv")
    assert one.layout == two.layout != open_sheet(b"a,c\n", "z.csv").layout
