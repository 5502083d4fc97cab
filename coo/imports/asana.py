"""Asana: the tasks of a project, one row a task.

The section is a status where its name is one; a task with a time of completion is done whatever
section it stands in. A day without a time is its first moment, a due date lasts to its end.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Layout

ASANA = Layout(
    name="asana",
    title="Asana, tasks of a project",
    source="https://help.asana.com/s/article/export-and-print-projects",
    about="In the project’s menu, Export: CSV.",
    headings={
        "key": ("task id",),
        "title": ("name",),
        "list": ("section column", "section"),
        "assignee": ("assignee",),
        "team": ("projects",),
        "priority": ("priority",),
        "due_at": ("due date",),
        "opened_at": ("created at",),
        "finished_at": ("completed at",),
        "changed_at": ("last modified",),
    },
    marks=(("task id",), ("created at",), ("completed at",), ("section column", "section")),
    sample=Path(__file__).parent / "samples" / "asana.csv",
)
