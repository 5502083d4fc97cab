"""Uploaded files as rows in pieces, since web and worker may be two machines."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.utils import timezone

from kernel.errors import KernelError
from kernel.resources.imports.reading import LARGEST_FILE
from kernel.resources.models import ImportBatch, ImportFile

PIECE = 1024 * 1024
KEPT = dt.timedelta(days=30)


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
        raise KernelError(
            "expired", detail="The file was erased 30 days after it came in. Upload it again."
        )
    return content


def erase_old() -> int:
    """Erase the workspace's files that came in more than 30 days ago; answers the pieces."""
    old = ImportFile.objects.filter(created_at__lt=timezone.now() - KEPT)
    count, _ = old.delete()
    return count
