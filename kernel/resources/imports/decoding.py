"""From bytes to text: what a file is by its first bytes, and its encoding."""

from __future__ import annotations

import codecs
import re

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob

LARGEST_FILE = 200 * 1024 * 1024
LOOKED_AT = 4096
ENCODINGS = (
    "utf-8", "cp1252", "cp1250", "cp1251", "latin-1", "cp932", "utf-16", "utf-16-le", "utf-16-be",
)  # fmt: skip
AS_CSV = (
    "In a spreadsheet program: File, Save as, CSV UTF-8. In an advertising tool: Download, CSV."
)
SAVE = f"Save the sheet as CSV and send that file. {AS_CSV}"
UNPACK = "Unpack it and send the file that is inside."
PACKED = ("a gzip archive", "a 7z archive", "a rar archive")
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|table|\?xml)\b", re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"])')


def check_size(source: Blob) -> None:
    """Refuse a file that is too large; raises KernelError too_large."""
    if source.size > LARGEST_FILE:
        raise KernelError("too_large", detail="A file may have at most 200 MB. Split it.")


def check_type(source: Blob, name: str = "") -> None:
    """Refuse what cannot be a CSV file, before anything is unpacked or kept.

    Raises KernelError too_large or file_type_not_allowed.
    """
    check_size(source)
    head = source.head(LOOKED_AT)
    for signature, words in SIGNATURES:
        if head.startswith(signature):
            raise KernelError(
                "file_type_not_allowed",
                detail=f"This is {words}. {UNPACK if words in PACKED else SAVE}",
            )
    if name and not re.search(r"\.(csv|tsv|txt)\Z", name, re.IGNORECASE):
        raise KernelError(
            "file_type_not_allowed",
            detail=f"Send a file whose name ends in .csv, .tsv or .txt. {AS_CSV}",
        )


def check_text(head: str) -> None:
    """Refuse text that is another format, whatever the file is called."""
    if "\x00" in head:
        raise KernelError("file_type_not_allowed", detail="The file is no text. Send a CSV file.")
    if _PAGE.match(head):
        detail = (
            "This is a web page that was saved as .csv, perhaps the tool's sign-in page. "
            "Sign in there, download the report again and send that file."
        )
        raise KernelError("file_type_not_allowed", detail=detail)
    if _JSON.match(head):
        detail = "This is JSON. Send it to the API as rows, or export the report as CSV."
        raise KernelError("file_type_not_allowed", detail=detail)


def encoding_of(source: Blob, named: str = "") -> tuple[str, bool]:
    """The encoding that the whole file fits, and whether that is certain rather than a guess.

    Raises KernelError import_invalid where the named encoding does not fit.
    """
    if named:
        if named not in ENCODINGS:
            detail = f"encoding is one of {', '.join(ENCODINGS)}."
            raise KernelError("import_invalid", detail=detail)
        wrong = _misfit(source, named)
        if wrong is not None:
            detail = f"The file is not {named}: it has a wrong byte near byte {wrong}."
            raise KernelError("import_invalid", detail=detail)
        return named, True
    head = source.head(LOOKED_AT)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    if half := _without_mark(head):
        return half, False
    if _misfit(source, "utf-8") is None:
        return "utf-8", True
    fits = (name for name in ("cp1252", "cp932") if _misfit(source, name) is None)
    return next(fits, "latin-1"), False


def _without_mark(head: bytes) -> str:
    """UTF-16 whose byte order mark is missing: every other byte of western text is zero."""
    if len(head) < 4:
        return ""
    even, odd = head[0::2], head[1::2]
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > 0.8 * len(zeros) and others.count(0) == 0:
            return name
    return ""


def _misfit(source: Blob, encoding: str) -> int | None:
    """About where the file stops fitting an encoding; None where it fits."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    try:
        for piece in source.pieces():
            decoder.decode(piece)
            done += len(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return done + error.start
    return None
