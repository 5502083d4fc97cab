"""Jira: the issues of a filter, one row an issue.

Estimates are in seconds. The category of a status (to do, in progress, done) says what it is,
unless its own name tells of standing still or giving up. An issue that was resolved without a time
is taken as done at its last change. Headings are read in English and German.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Layout

JIRA = Layout(
    name="jira",
    title="Jira, issues",
    source="https://support.atlassian.com/jira-software-cloud/docs/export-issues/",
    about="In Filters, Export: CSV with all fields, so that the times of issues are in it.",
    headings={
        "key": ("issue key", "vorgangsschlüssel"),
        "title": ("summary", "zusammenfassung"),
        "category": ("status category", "statuskategorie"),
        "status": ("status",),
        "assignee": ("assignee", "zugewiesene person", "bearbeiter"),
        "team": ("team", "project name", "projektname"),
        "priority": ("priority", "priorität"),
        "estimate_seconds": (
            "original estimate",
            "Σ original estimate",
            "ursprüngliche schätzung",
        ),
        "due_at": ("due date", "fälligkeitsdatum"),
        "opened_at": ("created", "erstellt"),
        "finished_at": ("resolved", "resolution date", "erledigt"),
        "changed_at": ("updated", "aktualisiert"),
    },
    marks=(
        ("issue key", "vorgangsschlüssel"),
        ("summary", "zusammenfassung"),
        ("issue type", "issue id", "vorgangstyp", "vorgangs-id"),
    ),
    advice={
        "opened_at": "This export has no times: in Jira choose Export CSV (all fields).",
    },
    sample=Path(__file__).parent / "samples" / "jira.csv",
)
