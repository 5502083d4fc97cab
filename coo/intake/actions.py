"""Taking a workflow into use as a proposal does it: shown before, done, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from coo import services
from coo.models import Process, Workflow
from coo.models.workflow import WorkflowStatus
from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import change, images_of, restore, write

MOST_PROCESSES = 2000
SHOWN = 50
STATUS, FILED = ("status",), ("workflow_id",)


class ActivateWorkflow(Action):
    """Take a workflow into use, in place of the version before; cases without one may join it."""

    kind = "coo.activate_workflow"
    title = "Use a workflow"

    class Args(ActionArgs):
        """The workflow's name and version, and cases without one that become its own."""

        name: Annotated[str, Field(min_length=1, max_length=160)]
        version: Annotated[int, Field(ge=1)]
        processes: Annotated[tuple[UUID, ...], Field(max_length=MOST_PROCESSES)] = ()

    def preview(self, args: Args) -> Preview:
        """The versions' status before and after, and the cases."""
        row = _asked(args)
        former = list(_former(row))
        cases = list(_free(args))
        does = [f"takes {row} into use"] if row.status != WorkflowStatus.ACTIVE else []
        does += [f"counts {_cases(cases)} as cases of {row.name}"] if cases else []
        used = row.status == WorkflowStatus.ACTIVE
        changes = [] if used else [_change(row, WorkflowStatus.ACTIVE)]
        changes += [_change(one, WorkflowStatus.RETIRED) for one in former]
        changes += [change(one, str(one), "Workflow", "none", str(row)) for one in cases[:SHOWN]]
        return Preview(
            does=_sentence(does),
            does_not="Changes no step, no task and nothing that is under way.",
            changes=changes,
        )

    def apply(self, args: Args) -> Images:
        """Activate it; raises ConflictError where it is gone or in use already."""
        row = _asked(args, lock=True)
        cases = list(_free(args).select_for_update())
        if row.status == WorkflowStatus.ACTIVE and not cases:
            raise ConflictError(f"{row} is in use already.")
        former = list(_former(row).select_for_update())
        before = [*images_of([*former, row], STATUS), *images_of(cases, FILED)]
        if former:
            write(former, status=WorkflowStatus.RETIRED)
        write([row], status=WorkflowStatus.ACTIVE)
        if cases:
            write(cases, workflow_id=row.pk)
        after = [*images_of([*former, row], STATUS), *images_of(cases, FILED)]
        return Images(before, after)

    def undo(self, args: Args, images: Images) -> None:
        """Versions and cases are as they were."""
        cases = _part(images, "workflow_id")
        if cases.after:
            restore(Process, cases, FILED)
        versions = _part(images, "status")
        restore(Workflow, Images([], versions.after), STATUS)
        for one in versions.before:
            if one["status"] == WorkflowStatus.DRAFT:
                services.withdraw_workflow(workflow=Workflow.objects.get(pk=one["id"]))
        others = [one for one in versions.before if one["status"] != WorkflowStatus.DRAFT]
        left = {one["id"] for one in others}
        after = [one for one in versions.after if one["id"] in left]
        restore(Workflow, Images(others, after), STATUS, reverse=True)


def _part(images: Images, field: str) -> Images:
    return Images(
        [one for one in images.before if field in one],
        [one for one in images.after if field in one],
    )


def _asked(args: ActivateWorkflow.Args, *, lock: bool = False) -> Workflow:
    rows = Workflow.objects.filter(name=args.name, version=args.version)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise ConflictError("The workflow is no longer there. Run the agent again.")
    return row


def _former(row: Workflow) -> Any:
    """The version of the same name that is in use."""
    active = Workflow.objects.filter(name=row.name, status=WorkflowStatus.ACTIVE)
    return active.exclude(pk=row.pk).order_by("pk")


def _free(args: ActivateWorkflow.Args) -> Any:
    """The named cases that have no workflow still."""
    return Process.objects.filter(pk__in=args.processes, workflow=None).order_by("pk")


def _change(row: Workflow, status: WorkflowStatus) -> Change:
    was = WorkflowStatus(row.status).label
    return change(row, str(row), "Status", str(was), str(status.label))


def _cases(rows: Sequence[Process]) -> str:
    return "one case" if len(rows) == 1 else f"{len(rows)} cases"


def _sentence(parts: Sequence[str]) -> str:
    said = " and ".join(parts) or "changes nothing any more"
    return f"{said[0].upper()}{said[1:]}."
