"""What the probe proposes to change."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from probe.models import ProbeNote


class SetTotal(Action):
    """Set a note's total."""

    kind = "probe.set_total"
    title = "Set a total"

    class Args(ActionArgs):
        note: UUID
        total: Annotated[int, Field(ge=0)]

    def preview(self, args: Args) -> Preview:
        note = ProbeNote.objects.get(pk=args.note)
        change = Change("probe/notes", note.pk, note.text, "total", note.total, args.total)
        return Preview("Sets the total.", "Touches no other note.", [change])

    def apply(self, args: Args) -> Images:
        note = ProbeNote.objects.select_for_update().filter(pk=args.note).first()
        if note is None:
            raise ConflictError("The note is gone.")
        before = [{"id": str(note.pk), "total": note.total}]
        note.total = args.total
        note.save()
        return Images(before, [{"id": str(note.pk), "total": note.total}])

    def undo(self, args: Args, images: Images) -> None:
        note = ProbeNote.objects.select_for_update().get(pk=args.note)
        if note.total != images.after[0]["total"]:
            raise ConflictError(
                "The note was changed since.",
                errors=[
                    {"pointer": f"/probe/notes/{note.pk}", "code": "changed", "detail": note.text}
                ],
            )
        note.total = images.before[0]["total"]
        note.save()


ACTIONS = (SetTotal,)
