"""Customer segments from files: whom the company wants to reach."""

from __future__ import annotations

from cmo.models import IcpSegment
from kernel.resources.imports.columns import ListColumn, TextColumn, WholeColumn
from kernel.resources.imports.kinds import ImportKind


class SegmentsImport(ImportKind):
    """A row a segment; one of the same name is updated."""

    title = "Customer segments"
    noun = "segment"
    about = (
        "One row a segment. Cells that list several things part them by semicolons. Which segment "
        "is the primary one is chosen on its page."
    )
    model = IcpSegment
    key = ("name",)
    columns = (
        TextColumn(
            "name", aliases=("segment", "segment name", "persona", "icp"), required=True,
            example="Home baristas",
        ),
        TextColumn(
            "description", aliases=("about", "notes", "beschreibung"),
            example="People who grind and brew at home",
        ),
        TextColumn(
            "company_size", aliases=("size", "employees", "headcount"), example="households",
        ),
        ListColumn("industries", aliases=("industry", "branche", "sector"), example="Food"),
        ListColumn(
            "job_titles", aliases=("titles", "roles", "job title"), example="Designer; Engineer",
        ),
        ListColumn(
            "pains", aliases=("pain points", "problems", "challenges"),
            example="Stale beans; No time to choose",
        ),
        ListColumn("goals", aliases=("wants", "jobs to be done"), example="A good cup every day"),
        ListColumn(
            "buying_triggers", aliases=("triggers", "buying signals"), example="A new grinder",
        ),
        ListColumn("objections", aliases=("concerns",), example="Dearer than the supermarket"),
        ListColumn(
            "preferred_channels", aliases=("channels", "kanäle"), example="email; paid_social",
        ),
        WholeColumn("priority", aliases=("rank", "priorität"), example="80"),
    )  # fmt: skip

    def sample_rows(self) -> list[dict[str, str]]:
        """Two segments."""
        first = {column.name: column.example for column in self.bound}
        second = dict.fromkeys(first, "") | {
            "name": "Small offices", "company_size": "5 to 50 people", "priority": "60",
            "job_titles": "Office manager", "pains": "Coffee runs out; Too many invoices",
            "preferred_channels": "email",
        }  # fmt: skip
        return [first, second]
