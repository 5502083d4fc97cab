"""Statements in OFX: both versions, as the specification and as banks write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfo.imports.ofx import OFX, open_ofx
from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob

HERE = Path(__file__).parent / "statements"


def opened(content: bytes):
    return open_ofx(Blob.of(content), "statement.ofx", "")


def rows_of(name: str):
    sheet = opened((HERE / name).read_bytes())
    return sheet, [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows()]


def test_the_specifications_own_statement_is_read():
    sheet, rows = rows_of("checking-1.ofx")
    [account] = sheet.statements
    assert (account.number, account.kind, account.currency) == (
        "121099999 999988",
        "current",
        "USD",
    )
    assert (account.balance, account.balance_on) == ("200.29", "1999-10-29")
    assert [(r["Date"], r["Amount"], r["Payee"], r["Bank id"]) for r in rows] == [
        ("1999-10-04", "-200.00", "Cheque 1000", "00002"),
        ("1999-10-20", "-300.00", "Cash machine", "00003"),
    ]


def test_version_two_is_read_with_its_characters_and_payees():
    sheet, rows = rows_of("card-2.ofx")
    assert [s.kind for s in sheet.statements] == ["card"]
    assert [(r["Date"], r["Amount"], r["Payee"], r["Memo"]) for r in rows] == [
        ("2026-01-12", "-49.00", "Linden & Söhne", "Tea <Earl Grey> €49"),
        ("2026-01-12", "-12.50", "City Parking", ""),
        ("2026-01-30", "61.50", "Settlement", ""),
    ]
    assert {r["Account number"] for r in rows} == {"4000123456789010"}


def test_decimal_commas_and_windows_characters_are_read_and_accounts_are_kept_apart():
    sheet, rows = rows_of("two-accounts-1.qfx")
    assert sheet.encoding == "cp1252"
    assert [(s.kind, s.balance) for s in sheet.statements] == [
        ("current", "11750.75"),
        ("savings", "5500.00"),
    ]
    assert [(r["Account number"][-4:], r["Amount"], r["Payee"]) for r in rows] == [
        ("3000", "-1200.00", "Müller Grundstücke"),
        ("3000", "+3450.75", "Paylane payout"),
        ("3000", "-500.00", "Übertrag Sparkonto"),
        ("3999", "500.00", "Übertrag"),
    ]


def test_lines_are_counted_by_their_place_in_the_file():
    sheet = opened((HERE / "checking-1.ofx").read_bytes())
    text = (HERE / "checking-1.ofx").read_text().splitlines()
    assert [text[line - 1] for line, _ in sheet.rows()] == ["<STMTTRN>", "<STMTTRN>"]


@pytest.mark.parametrize("name", ["checking-1.ofx", "card-2.ofx", "two-accounts-1.qfx"])
def test_a_file_that_was_cut_anywhere_is_refused_and_never_read_short(name):
    content = (HERE / name).read_bytes().rstrip()
    start = content.index(b"<OFX>") + 5
    for end in range(start, len(content), 97):
        with pytest.raises(KernelError, match=r"cut off|no statement|error"):
            opened(content[:end])
    opened(content)


@pytest.mark.parametrize("size", [7, 64, 1000])
def test_pieces_of_any_size_read_the_same(monkeypatch, size):
    whole = [rows_of(name)[1] for name in ("checking-1.ofx", "card-2.ofx", "two-accounts-1.qfx")]
    monkeypatch.setattr("cfo.imports.ofx.PIECE", size)
    again = [rows_of(name)[1] for name in ("checking-1.ofx", "card-2.ofx", "two-accounts-1.qfx")]
    assert again == whole


def test_an_answer_that_holds_an_error_says_which():
    content = b"OFXHEADER:100\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Signon invalid</STATUS></SONRS></SIGNONMSGSRSV1></OFX>"
    with pytest.raises(KernelError, match="Signon invalid"):
        opened(content)


def test_nothing_is_expanded_but_characters():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><?OFX OFXHEADER="200"?>'
    body = (HERE / "card-2.ofx").read_bytes().split(b"?>", 2)[2].replace(b"City Parking", b"&a;")
    sheet = opened(bomb + body)
    assert [cells[5] for _, cells in sheet.rows()][1] == "&a;"


def test_lines_of_investments_are_left_alone():
    content = (HERE / "checking-1.ofx").read_bytes()
    extra = b"<INVSTMTRS><INVBANKTRAN><STMTTRN><TRNAMT>9.00<DTPOSTED>20260101</STMTTRN></INVBANKTRAN></INVSTMTRS></OFX>"
    assert len(list(opened(content.replace(b"</OFX>", extra)).rows())) == 2


def test_ofx_is_known_by_its_first_bytes_whatever_it_is_called():
    assert OFX.begins((HERE / "checking-1.ofx").read_bytes()[:4096])
    assert OFX.begins((HERE / "card-2.ofx").read_text().encode("utf-16"))
    assert not OFX.begins(b"Date;Amount\n2026-01-01;5,00")
