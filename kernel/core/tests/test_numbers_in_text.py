"""The wall around numbers in prose: what gets through, and what must not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.core.facts import Fact, FactBook, fill, references, unbound_numbers
from kernel.core.numbers_in_text import fold, quote_names


def _book(*keys: str) -> FactBook:
    book = FactBook()
    for key in keys:
        book.add(Fact(key, key, 1.5, "ratio", "f", "1", "0" * 64, "a ÷ b"))
    return book


BOOK = _book("a", "b.c", "roas.paid_search")

NUMBERS = """
5
12 %
grew 12%
1e3
1 000
1,234.56
0.5
.5
2026-01-31
31 January
Q3
10–20
5k
B2B 5
percent12
growthby10
GA5
٣ orders
५
߃
𝟝
５
₅
x²
⑤
❺
⒌
½ of it
⅞
Ⅷ
ↀ
一
三百
〇
㊄
&#53;
&#x0035;
&amp;#53;
&amp;amp;#53;
&frac12;
&half;
f\u200bive
f\u00adive
f\u2060ive
1\u200b2
thir\u00adty
5\ufe0f\u20e3
T\u0336e\u0336n\u0336
t e n
t.e.n
t-e-n
t·e·n
f i v e percent
**t**en
t*e*n
<b>t</b>en
te<!-- -->n
fi-ve
fi‑ve
tеn
ѕіх
ｔｅｎ
Ⓣⓔⓝ
🅃🄴🄽
🅣🅔🅝
𝐭𝐞𝐧
ᴛᴇɴ
🇹🇪🇳
🔟
⚂
🕒
💯
🥇
⠼⠑
\u202enet
\u202dfoo
II
XX
VIII
ten
Ten
TEN
twenty five
twenty-five
twentyfive
TwentyFive
grew_by_ten
tenPercent
tenfold
hundredfold
hundreds of visits
dozens
millions
a half
halves
halved
doubled
double the budget
twice
thrice
tripled
quadrupled
a third of visits
the quarter of all
three quarters
a couple of days
fifty-fifty
seventeenth
nil return
zero
one campaign
ten-ish
eighty odd
seventies
two thirds
on the third of May
March the second
the first of January
a decade
a fortnight
in k
fıve
fïve
fiv\u0435
tøn ten
se ven
thir-ty
thir. ty
hund/red
fi·ve
zehn
fünf
fu\u0308nf
FÜNF
vingt
cinco
quattro
пять
lO%
in % of
‰
€
$ten
¥
""".strip().splitlines()

STUCK = """
{fact:a}k
{fact:a} k
{fact:a} K
{fact:a} mm
{fact:a} million
{fact:a} hundred
{fact:a}%
{fact:a} %
{fact:a} percent
{fact:a} per cent
{fact:a} percentage points
{fact:a}x
{fact:a}²
{fact:a}0
{fact:a}.5
{fact:a},5
1{fact:a}
0.{fact:a}
{fact:a}{fact:a}
{fact:a},{fact:a}
{fact:a}.{fact:a}
{fact:a}/{fact:a}
-{fact:a}
−{fact:a}
fell by -{fact:a}
(–{fact:a})
+{fact:a}
~{fact:a}
±{fact:a}
€{fact:a}
${fact:a}
{fact:a}€
minus {fact:a}
negative {fact:a}
{fact:a}\u200bk
\u200b-{fact:a}
{fact:zz}
{fact: a}
{ fact:a}
{FACT:a}
{fact:A}
{fact:a
{fa\u200bct:a}
{fact:a|100}
\ue000
\uf8ff
""".strip().splitlines()

PLAIN = """
Revenue rose by {fact:a} to {fact:b.c}.
Move {fact:a}–{fact:b.c} from Paid social to Paid search.
The step ({fact:a}) leaks; before, “{fact:b.c}”.
A {fact:a}-day window, {fact:a}, then {fact:b.c}: more.
It grew – {fact:a} more than before – and stayed.
No one bought; check the one-off and the double opt-in.
They follow one another, and no-one minds.
Attention: weight often matters; someone tends stone, tenor, tenet, canine, freight, bone.
First, check the tracking. The second channel follows in this quarter.
Support stands by 24/7 for B2B and B2C, as GA4 says.
MIX of CRM, VIP, CI and DIM.
Hörner & Söhne, Łódź, São Paulo, Ærø, naïve, Москва, 東京
Gross margin and priority score.
What to look at: the cart, the price, the A/B test.
Nobody, none, several, few, many, both, any, most.
Mail it by e-mail; go on e-mailing. For a day or so on every channel. On Ebay.
It is a matter of seconds, not of luck. Only then.
""".strip().splitlines()


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_without_a_reference_is_found(text: str) -> None:
    assert unbound_numbers(text.encode().decode("unicode_escape") if "\\u" in text else text, BOOK)


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_found_in_the_middle_of_a_sentence(text: str) -> None:
    sentence = f"Orders of {{fact:a}} rose, ({text}), while {{fact:b.c}} fell."
    assert unbound_numbers(sentence, BOOK)


@pytest.mark.parametrize("text", STUCK)
def test_what_would_change_a_reference_is_found(text: str) -> None:
    assert unbound_numbers(f"It rose by {text} then", BOOK)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_with_references_passes(text: str) -> None:
    assert unbound_numbers(text, BOOK) == []


def test_phrases_of_the_tenants_own_rows_may_be_quoted_word_for_word() -> None:
    allowed = ["Spring 24 sale", "Top 10 & more"]
    assert unbound_numbers("“Spring 24 sale” and Top 10 & more run.", BOOK, allowed) == []
    assert unbound_numbers("Top 10 &amp; more runs.", BOOK, allowed) == []
    assert unbound_numbers("Spring 24 sales", BOOK, allowed) == ["24"]
    assert unbound_numbers("Spring 24", BOOK, allowed) == ["24"]
    assert unbound_numbers("x5Spring 24 sale", BOOK, allowed)
    assert unbound_numbers("Spring 24 sale5", BOOK, allowed)
    assert unbound_numbers("{fact:a}Spring 24 sale", BOOK, allowed)


@pytest.mark.parametrize(
    "phrase", ["5", "12 %", "2024", "1,000", "5k", "1e3", "ten", "Q3", "50/50"]
)
def test_a_phrase_that_is_nothing_but_a_number_allows_nothing(phrase: str) -> None:
    assert unbound_numbers(f"It is {phrase} now.", BOOK, [phrase])


NAMES = ["3M", "W3", "10 %", "7", "47", "A", "Northwind 24"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("3M got more", "“3M” got more"),
        ("“W3” beats 47, as 7 did.", "“W3” beats “47”, as “7” did."),
        ("10 % and W30", "“10 %” and W30"),
        ("A test of Northwind 24", "A test of Northwind 24"),
        ("{fact:w.7} people saw 7", "{fact:w.7} people saw “7”"),
        ("W3", "W3"),
        ("“7 ways” of 7", "“7 ways” of “7”"),
    ],
)
def test_a_name_that_is_a_number_is_put_in_quotation_marks(text: str, quoted: str) -> None:
    assert quote_names(text, NAMES) == quoted
    assert quote_names(quoted, NAMES) == quoted


def test_a_name_within_a_longer_name_is_left_as_it_is() -> None:
    names = ["24", "7", "Northwind 24", "7 Elms"]
    text = "Northwind 24 beats 24, and 7 Elms beats 7."
    quoted = quote_names(text, names)
    assert quoted == "Northwind 24 beats “24”, and 7 Elms beats “7”."
    assert unbound_numbers(quoted, BOOK, names, quotes=True) == []


@pytest.mark.parametrize("name", ["“7”", "7”", "“7", '"7"'])
def test_a_name_may_bring_quotation_marks_of_its_own(name: str) -> None:
    quoted = quote_names(f"Test {name} won", [name])
    assert unbound_numbers(quoted, BOOK, [name], quotes=True) == []
    assert quote_names(quoted, [name]) == quoted


def test_quotation_marks_excuse_names_in_the_products_own_text_alone() -> None:
    assert unbound_numbers("“3M” got more than “7”.", BOOK, NAMES, quotes=True) == []
    assert unbound_numbers("W3", BOOK, NAMES, quotes=True) == []
    assert unbound_numbers("“3M” got more than “7”.", BOOK, NAMES) == ["“3M”", "“7”."]
    assert unbound_numbers("3M got “8”.", BOOK, NAMES, quotes=True) == ["3M", "“8”."]
    assert unbound_numbers("W3", BOOK, NAMES) == ["W3"]


def test_an_empty_phrase_allows_nothing() -> None:
    assert unbound_numbers("5", BOOK, ["", " "]) == ["5"]


def test_passages_are_named_once_and_in_reading_order() -> None:
    assert unbound_numbers("Up 12 % then 7 and 7, and {fact:zz}.", BOOK) == [
        "{fact:zz}",
        "12",
        "%",
        "7",
        "7,",
    ]


@given(st.integers(), st.sampled_from(["{}", "x{}", "{}%", "up {} days", "{}{{fact:a}}"]))
def test_any_integer_is_found(number: int, frame: str) -> None:
    assert unbound_numbers(frame.format(number), BOOK)


def test_every_sign_that_unicode_calls_a_number_is_found() -> None:
    signs = (chr(code) for code in (*range(0xD800), *range(0xE000, 0x110000)))
    numerals = [sign for sign in signs if unicodedata.numeric(sign, None) is not None]
    assert len(numerals) > 1800
    assert [sign for sign in numerals if not unbound_numbers(f"up {sign} of it", BOOK)] == []


@given(st.text(max_size=200))
def test_any_text_at_all_is_judged_without_failing(text: str) -> None:
    unbound_numbers(text, BOOK, [text[:20]])
    unbound_numbers(text + "{fact:a}", BOOK)


@given(st.text(max_size=80))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.sampled_from(["twenty", "seven", "hundred", "doubled", "half"]),
    st.sampled_from(["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u0336", "\u034f"]),
    st.integers(min_value=0, max_value=6),
)
def test_an_invisible_sign_hides_no_number_word(word: str, sign: str, place: int) -> None:
    assert unbound_numbers(word[:place] + sign + word[place:], BOOK)


def test_long_text_is_judged_quickly() -> None:
    import time

    started = time.perf_counter()
    unbound_numbers("a reference {fact:a} and words " * 2000, BOOK, ["some phrase"] * 50)
    unbound_numbers("a" * 60_000, BOOK)
    unbound_numbers("&amp;" * 10_000 + "<" * 5_000 + "a b " * 5_000, BOOK)
    assert time.perf_counter() - started < 5


def test_references_are_listed_and_filled() -> None:
    text = "{fact:a} and {fact:b.c} and {fact:a}"
    assert references(text) == ["a", "b.c", "a"]
    assert fill(text, BOOK, lambda fact: f"<{fact.key}>") == "<a> and <b.c> and <a>"
