"""Uploaded files as rows in pieces, since web and worker may be two machines."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from kernel.errors import KernelError
from kernel.resources.imports.blobs import PIECE, Blob
from kernel.resources.imports.decoding import LARGEST_FILE
from kernel.resources.models import ImportBatch, ImportFile

KEPT = dt.timedelta(days=30)
HELD = 8 * 1024 * 1024
"""Files up to this size are read in memory."""
EXPIRED = "The file was erased 30 days after it came in. Upload it again."


def keep(batch: ImportBatch, content: Iterable[bytes]) -> None:
    """Store a file's pieces with its batch, and set the batch's size and hash.

    Raises KernelError too_large as soon as the limit is passed.
    """
    erase_old()
    digest, size, seq = hashlib.sha256(), 0, 0
    for part in content:
        for start in range(0, len(part), PIECE):
            piece = part[start : start + PIECE]
            size += len(piece)
            if size > LARGEST_FILE:
                raise KernelError("too_large", detail="A file may have at most 200 MB. Split it.")
            digest.update(piece)
            ImportFile.objects.create(batch=batch, seq=seq, content=piece)
            seq += 1
    batch.file_size, batch.file_hash = size, digest.hexdigest()
    batch.save(update_fields=["file_size", "file_hash", "updated_at"])


def content_of(batch: ImportBatch) -> bytes:
    """The whole file of a batch; raises KernelError expired where it was erased."""
    parts = ImportFile.objects.filter(batch=batch).order_by("seq").values_list("content", flat=True)
    content = b"".join(bytes(part) for part in parts)
    if not content:
        raise KernelError("expired", detail=EXPIRED)
    return content


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Blob]:
    """The file of a batch; a large one lies on disk, so that it is never held in memory.

    Raises KernelError expired where it was erased.
    """
    if batch.file_size <= HELD:
        yield Blob.of(content_of(batch))
        return
    with tempfile.NamedTemporaryFile(prefix="import-") as file:
        parts = ImportFile.objects.filter(batch=batch).order_by("seq")
        for part in parts.values_list("content", flat=True).iterator(chunk_size=8):
            file.write(bytes(part))
        file.flush()
        if file.tell() == 0:
            raise KernelError("expired", detail=EXPIRED)
        yield Blob.at(Path(file.name))


def erase_old() -> int:
    """Erase the workspace's files that came in more than 30 days ago; answers the pieces."""
    old = ImportFile.objects.filter(created_at__lt=timezone.now() - KEPT)
    count, _ = old.delete()
    return count
