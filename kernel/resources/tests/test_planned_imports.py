"""What serves kinds that plan a file as a whole, and files that are no CSV."""

from __future__ import annotations

import pytest

from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.columns import NewRow, RowColumn
from kernel.resources.imports.formats import FileFormat, format_of
from kernel.resources.imports.shelves import Shelf


def test_rows_come_back_as_they_were_put_and_new_rows_stay_themselves():
    new = NewRow(RowColumn("campaign"), "Spring", {"name": "Spring"})
    portions = [[(2, {"n": 1, "campaign": new})], [], [(3, {"n": 2, "campaign": new})]]
    with Shelf() as shelf:
        for rows in portions:
            shelf.put(rows)
        found = list(shelf.portions())
    assert [[line for line, _ in rows] for rows in found] == [[2], [], [3]]
    assert all(values["campaign"] is new for rows in found for _, values in rows)


def test_a_large_shelf_lies_on_disk(monkeypatch):
    monkeypatch.setattr("kernel.resources.imports.shelves.HELD", 10)
    with Shelf() as shelf:
        shelf.put([(1, {"text": "x" * 1000})])
        shelf.put([(2, {"text": "y"})])
        assert [rows[0][0] for rows in shelf.portions()] == [1, 2]


@pytest.mark.parametrize("piece", [1, 2, 5, 1000])
def test_marks_are_counted_across_pieces(monkeypatch, piece):
    monkeypatch.setattr("kernel.resources.imports.blobs.PIECE", piece)
    content = Blob.of(b"<ROW>a<ROW>b<RO<ROW>")
    assert content.count(b"<ROW>", 10) == 3
    assert content.count(b"<ROW>", 2) == 2


def test_a_format_is_known_by_what_it_begins_with():
    known = FileFormat("x", "X", (".x",), b"<ROW>", lambda head: head.startswith(b"X:"), None)
    assert format_of([known], Blob.of(b"X: 1")) is known
    assert format_of([known], Blob.of(b"a,b\n1,2")) is None
