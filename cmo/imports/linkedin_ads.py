"""LinkedIn Ads: the campaign performance report of Campaign Manager, daily.

The download is UTF-16 with tabs, or UTF-8 with commas. It begins with the report's name, its days
and when it was made, writes days as month/day/year in an English account, and may end with a row
of sums. The money column's currency stands in a column of its own.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

LINKEDIN_ADS = Layout(
    name="linkedin-ads",
    title="LinkedIn Ads, campaign performance",
    # "Performance metrics in Campaign Manager"; conversions and their value in answer a422513.
    source="https://www.linkedin.com/help/lms/answer/a445476",
    about="In Campaign Manager: Export, Campaign performance, time breakdown Daily.",
    headings={
        "date": (
            "start date in utc", "start date", "startdatum in utc", "startdatum",
            "date de début en utc", "date de début",
        ),
        "campaign": (
            "campaign name", "name der kampagne", "kampagnenname", "nom de la campagne",
        ),
        "currency": ("currency", "currency code", "währung", "devise"),
        "impressions": ("impressions", "impressionen"),
        "clicks": ("clicks", "klicks", "clics"),
        "cost": ("total spent", "gesamtausgaben", "total dépensé", "dépenses totales"),
        "conversions": ("conversions",),
        "revenue": (
            "total conversion value", "gesamtwert der conversions", "conversion value",
            "valeur totale des conversions",
        ),
    },
    marks=(
        ("start date in utc", "startdatum in utc", "date de début en utc", "campaign group name"),
        ("total spent", "gesamtausgaben", "total dépensé", "dépenses totales"),
        ("campaign name", "name der kampagne", "kampagnenname", "nom de la campagne"),
    ),
    without=("channel", "source", "medium", "platform"),
    # A channel of its own: beside Meta's, a campaign of the same name would be the same row.
    fixed={"channel": "linkedin"},
    rounds=("conversions",),
    drops=(
        Drop("row of sums", r"(?:grand )?total\Z|gesamt\Z|summe\Z", control=1),
        Drop("comment", r"\* "),
    ),
    advice={
        "date": "This report has no day: export it with the time breakdown Daily.",
    },
    sample=Path(__file__).parent / "samples" / "linkedin-ads.csv",
)  # fmt: skip
