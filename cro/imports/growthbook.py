"""GrowthBook: the results of an experiment, one row a metric and variation.

With the dimension Date the rows are of the people who were first exposed on that day; without it
they are totals. The export has each variation's sum and standard deviation, from which the sum of
squares follows; of a ratio it has no denominator.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Layout

GROWTHBOOK = Layout(
    name="growthbook",
    title="GrowthBook, experiment results",
    source="https://docs.growthbook.io/app/experiment-results",
    about=(
        "On the experiment's results choose the dimension Date, then Export CSV in the menu. "
        "Without the dimension the file has totals and no days."
    ),
    headings={
        "date": ("date", "day"),
        "metric": ("metric",),
        "variant": ("variation",),
        "units": ("users",),
        "total": ("totalvalue",),
        "per_user": ("peruservalue",),
        "stddev": ("peruservaluestddev",),
    },
    marks=(("variation",), ("users",), ("totalvalue",), ("peruservalue",)),
    advice={
        "units": "This export has no users: choose Export CSV on the experiment's results.",
    },
    sample=Path(__file__).parent / "samples" / "growthbook.csv",
)
