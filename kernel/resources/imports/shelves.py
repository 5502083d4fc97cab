"""Good rows put aside while the whole of a file is read, in memory or on disk."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any

from kernel.resources.imports.columns import NewRow
from kernel.resources.imports.plans import Row

HELD = 8 * 1024 * 1024


class Shelf:
    """Portions of rows in the order in which they came; new rows of other tables stay themselves.

    What is read back was written by this process alone.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=HELD, prefix="import-")  # noqa: SIM115
        self._new: dict[int, NewRow] = {}

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, rows: Sequence[Row]) -> None:
        """Put a portion aside."""
        _Packer(self._file, self._new).dump(rows)

    def portions(self) -> Iterator[list[Row]]:
        """The portions again, from the first one on."""
        self._file.seek(0)
        while True:
            try:
                yield _Unpacker(self._file, self._new).load()
            except EOFError:
                return


class _Packer(pickle.Pickler):
    def __init__(self, file: Any, new: dict[int, NewRow]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._new = new

    def persistent_id(self, obj: Any) -> int | None:
        if not isinstance(obj, NewRow):
            return None
        self._new[id(obj)] = obj
        return id(obj)


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: Any, new: dict[int, NewRow]) -> None:
        super().__init__(file)
        self._new = new

    def persistent_load(self, pid: Any) -> NewRow:
        return self._new[pid]
