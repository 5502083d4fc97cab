"""Jira: the issues of a filter, one row an issue.

Estimates are in seconds. The category of a status (to do, in progress, done) says what it is,
unless its own name tells of standing still or giving up. An issue that was resolved without a time
is taken as done at its last change.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Layout

JIRA = Layout(
    name="jira",
    title="Jira, issues",
    source="https://support.atlassian.com/jira-software-cloud/docs/export-issues/",
    about="In Filters, Export: CSV with all fields, so that the times of issues are in it.",
    headings={
        "key": ("issue key",),
        "title": ("summary",),
        "category": ("status category",),
        "status": ("status",),
        "assignee": ("assignee",),
        "team": ("team", "project name"),
        "priority": ("priority",),
        "estimate_seconds": ("original estimate", "Σ original estimate"),
        "due_at": ("due date",),
        "opened_at": ("created",),
        "finished_at": ("resolved", "resolution date"),
        "changed_at": ("updated",),
    },
    marks=(("issue key",), ("summary",), ("issue type", "issue id")),
    advice={
        "opened_at": "This export has no times: in Jira choose Export CSV (all fields).",
    },
    sample=Path(__file__).parent / "samples" / "jira.csv",
)
