"""Open Financial Exchange: statements of banks and cards, 1.x (SGML) and 2.x (XML).

Both are read by one scanner: elements of 1.x need no end tags, and what banks send of 2.x is not
always well-formed. Nothing is expanded but the named and numbered characters of text. Numbers of
sections are those of the OFX 2.2 specification, published at https://www.ofx.net.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.decoding import encoding_of
from kernel.resources.imports.formats import FileFormat
from kernel.resources.imports.reading import Sheet

HEADER = [
    "Account number", "Account kind", "Currency", "Date", "Amount", "Payee", "Memo", "Bank id",
    "Closing balance", "Closing day",
]  # fmt: skip
PIECE = 256 * 1024
LONGEST_VALUE = 2000
LONGEST_TAG = 1024 * 1024
KINDS = {
    "CHECKING": "current",
    "SAVINGS": "savings",
    "MONEYMRKT": "savings",
    "CD": "savings",
    "CREDITLINE": "card",
}
PLAIN_TYPES = {
    "CREDIT": "Credit", "DEBIT": "Debit", "INT": "Interest", "DIV": "Dividend", "FEE": "Fee",
    "SRVCHG": "Service charge", "DEP": "Deposit", "ATM": "Cash machine", "POS": "Card payment",
    "XFER": "Transfer", "CHECK": "Cheque", "PAYMENT": "Payment", "CASH": "Cash",
    "DIRECTDEP": "Direct deposit", "DIRECTDEBIT": "Direct debit", "REPEATPMT": "Standing order",
}  # fmt: skip
"""What a line without a payee is called, by its type (11.4.4.3)."""

_TOKEN = re.compile(r"<!\[CDATA\[(?P<data>.*?)\]\]>|<(?P<tag>[^<>]*)>", re.DOTALL)
_AGGREGATES = frozenset({
    "OFX", "STMTTRNRS", "CCSTMTTRNRS", "STMTRS", "CCSTMTRS", "INVSTMTRS", "BANKACCTFROM",
    "CCACCTFROM", "BANKTRANLIST", "STMTTRN", "LEDGERBAL", "AVAILBAL", "PAYEE", "BANKACCTTO",
    "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "STATUS", "BALLIST",
})  # fmt: skip
_STATEMENTS = ("STMTRS", "CCSTMTRS")


@dataclass
class Statement:
    """One account's part of a file: what stands around its lines."""

    number: str = ""
    kind: str = "current"
    currency: str = ""
    balance: str = ""
    balance_on: str = ""


@dataclass
class OfxSheet(Sheet):
    """A file as rows of the cells named by `HEADER`; a line is counted by its place in the file."""

    statements: list[Statement] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number of the line's own line in the file, and its cells."""
        place = -1
        for line, path, values in _aggregates(self.source, self.encoding):
            name = path[-1]
            if name in _STATEMENTS and values is None:
                place += 1
            elif name == "STMTTRN" and values is not None and set(path) & set(_STATEMENTS):
                yield line, _cells(values, self.statements[place])


def open_ofx(content: Blob, name: str, encoding: str) -> Sheet:
    """Read what stands around the lines; raises KernelError import_invalid for a file that is cut.

    The balances that a bank states stand behind its lines, so the file is gone through once.
    """
    used, sure = encoding_of(content, encoding)
    sheet = OfxSheet(
        name, content, used, sure, "", header=list(HEADER), header_line=0,
        says={"decimal_mark": ".", "day_order": "day-first"}, form="OFX",
    )  # fmt: skip
    refused = ""
    for _, path, values in _aggregates(content, used):
        name_, inside = path[-1], sheet.statements[-1] if sheet.statements else None
        if name_ in _STATEMENTS and values is None:
            kind = "card" if name_ == "CCSTMTRS" else "current"
            sheet.statements.append(Statement(kind=kind))
        elif inside is not None and values is not None and len(path) > 1:
            _around(inside, path, values)
        if name_ == "STATUS" and values and values.get("SEVERITY", "").upper() == "ERROR":
            refused = values.get("MESSAGE") or f"code {values.get('CODE', 'unknown')}"
    if not sheet.statements:
        why = "The file holds no statement of a bank account or a card. Investments are not taken."
        if refused:
            why = f"The bank answered with an error: {refused}."
        raise KernelError("import_invalid", detail=why)
    return sheet


def _around(statement: Statement, path: tuple[str, ...], values: dict[str, str]) -> None:
    """Take what an aggregate says of the statement that it stands in."""
    name, above = path[-1], path[-2]
    if name in _STATEMENTS:
        statement.currency = values.get("CURDEF", "")
    elif above not in _STATEMENTS:
        return
    elif name in ("BANKACCTFROM", "CCACCTFROM"):
        parts = (values.get("BANKID"), values.get("BRANCHID"), values.get("ACCTID"))
        statement.number = " ".join(part for part in parts if part)
        if name == "BANKACCTFROM":
            statement.kind = KINDS.get(values.get("ACCTTYPE", "").upper(), "current")
    elif name == "LEDGERBAL":
        statement.balance = _amount(values.get("BALAMT", ""))
        statement.balance_on = _day(values.get("DTASOF", ""))


def _cells(values: dict[str, str], statement: Statement) -> list[str]:
    kind = values.get("TRNTYPE", "").upper()
    cheque = values.get("CHECKNUM", "")
    memo, payee = values.get("MEMO", ""), values.get("NAME") or values.get("PAYEE.NAME", "")
    if not payee and memo:
        payee, memo = memo, ""
    payee = payee or " ".join(filter(None, (PLAIN_TYPES.get(kind, ""), cheque)))
    if cheque and cheque not in payee:
        memo = " ".join(filter(None, (memo, f"Cheque {cheque}")))
    return [
        statement.number,
        statement.kind,
        values.get("CURRENCY.CURSYM") or statement.currency,
        _day(values.get("DTPOSTED", "")),
        _amount(values.get("TRNAMT", "")),
        payee,
        memo,
        values.get("FITID", ""),
        statement.balance,
        statement.balance_on,
    ]


def _day(text: str) -> str:
    """The day of a time such as 20260131120000.000[-5:EST], in the bank's own zone (3.2.8.2)."""
    found = re.match(r"(\d{4})(\d{2})(\d{2})", text)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else text


def _amount(text: str) -> str:
    """An amount with a point for its decimals: comma or point, without thousands (3.2.9.2)."""
    bare = text.replace(" ", "")
    return bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare


Found = tuple[int, tuple[str, ...], dict[str, str] | None]


def _aggregates(content: Blob, encoding: str) -> Iterator[Found]:
    """Each aggregate as it begins (values None) and as it ends, with the ones it stands in.

    The line is that on which it begins. Values of PAYEE and CURRENCY are given to the aggregate
    around them too, as PAYEE.NAME. Raises KernelError import_invalid where the file ends inside
    one: it was cut off.
    """
    stack: list[tuple[str, int, dict[str, str]]] = []
    ended = False
    for line, tag, text in _tokens(content, encoding):
        name = tag.lstrip("/").split()[0].upper() if tag.strip("/ ") else ""
        if tag.startswith("/"):
            while name in _AGGREGATES and any(name == one for one, _, _ in stack):
                top, begun, values = stack.pop()
                path = (*(one for one, _, _ in stack), top)
                yield begun, path, values
                if stack and top in ("PAYEE", "CURRENCY"):
                    stack[-1][2].update({f"{top}.{key}": v for key, v in values.items()})
                ended = ended or top == "OFX"
                if top == name:
                    break
        elif name in _AGGREGATES:
            stack.append((name, line, {}))
            yield line, tuple(one for one, _, _ in stack), None
        elif stack and text:
            stack[-1][2].setdefault(name, html.unescape(text)[:LONGEST_VALUE])
    if not ended:
        detail = (
            "The file ends before its end mark </OFX>: it was cut off. Download it again, nothing "
            "of it was taken."
        )
        raise KernelError("import_invalid", detail=detail)


def _tokens(content: Blob, encoding: str) -> Iterator[tuple[int, str, str]]:
    """Line, tag and the text behind it, up to the next tag."""
    line, tag, text, at = 1, "", "", 1
    for found, between, newlines in _marks(content, encoding):
        text += between
        if found is not None and (data := found["data"]) is not None:
            text += data.replace("&", "&amp;")
        else:
            if tag:
                yield at, tag, text.strip()
            tag, text, at = (found["tag"] if found else ""), "", line + between.count("\n")
        line += newlines


def _marks(content: Blob, encoding: str) -> Iterator[tuple[re.Match[str] | None, str, int]]:
    """Each tag with the text before it, and how many lines end in both; None at the end."""
    rest = ""
    with io.TextIOWrapper(content.open(), encoding, errors="replace") as file:
        while piece := file.read(PIECE):
            buffer, at = rest + piece, 0
            for found in _TOKEN.finditer(buffer):
                between = buffer[at : found.start()]
                yield found, between, between.count("\n") + found[0].count("\n")
                at = found.end()
            rest = buffer[at:]
            if len(rest) > LONGEST_TAG:
                raise KernelError("import_invalid", detail="The file is no OFX: a tag never ends.")
    yield None, rest, 0


def _begins(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").upper()
    return b"OFXHEADER" in text or b"<OFX>" in text


OFX = FileFormat(
    name="ofx",
    title="OFX, and QFX as Quicken takes it",
    suffixes=(".ofx", ".qfx"),
    row=b"<STMTTRN>",
    begins=_begins,
    open=open_ofx,
)
