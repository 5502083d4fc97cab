"""Google Analytics 4: a free-form exploration by experiment variant, as a CSV.

The file begins with lines that start with "#"; under the table's head stands a row of sums. The
variant is the event parameter by which testing tools tell Analytics what a visitor saw. Analytics
gives no sums of squares, so what it counts is taken as a proportion of people.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

_NOBODY = ("(not set)", "(other)", "(data not available)")

GA4 = Layout(
    name="ga4",
    title="Google Analytics 4, exploration by variant",
    # Names of dimensions and metrics: the "UI name" of each in the schema of the Data API.
    source="https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema",
    about=(
        "In Explore, free form: rows are the variant and Date, values are Total users and Total "
        "purchasers, or the users who did what you test. Then Export, CSV."
    ),
    headings={
        "date": ("date", "datum"),
        "variant": (
            "experiment variant", "exp variant string", "experience variant", "variant",
            "testvariante", "variante",
        ),
        "units": (
            "total users", "active users", "users", "gesamtzahl der nutzer", "aktive nutzer",
            "utilisateurs", "utilisateurs actifs", "sessions", "sitzungen",
        ),
        "conversions": (
            "total purchasers", "purchasers", "users with key event", "converting users",
            "käufer", "acheteurs", "key events", "conversions", "schlüsselereignisse",
            "événements clés", "ecommerce purchases", "transactions",
        ),
    },
    marks=(
        (
            "experiment variant", "exp variant string", "experience variant", "variant",
            "testvariante", "variante",
        ),
        (
            "total users", "active users", "users", "gesamtzahl der nutzer", "aktive nutzer",
            "utilisateurs", "utilisateurs actifs", "sessions", "sitzungen",
        ),
        (
            "total purchasers", "purchasers", "users with key event", "converting users",
            "käufer", "acheteurs", "key events", "conversions", "schlüsselereignisse",
            "événements clés", "ecommerce purchases", "transactions",
        ),
    ),
    without=("experiment", "metric", "metrik", "kennzahl", "expérience", "métrique"),
    fixed={"kind": "proportion"},
    empties={"variant": _NOBODY},
    drops=(
        Drop("row of sums", r"(?:grand total|totals?|gesamtsumme|total général)\Z", control=1),
        Drop("comment", r"#"),
        Drop(
            "row without a variant", r"(?:\(not set\)|\(other\))?\Z",
            under=("experiment variant", "exp variant string", "experience variant", "variant"),
        ),
    ),
    sample=Path(__file__).parent / "samples" / "ga4.csv",
)  # fmt: skip
