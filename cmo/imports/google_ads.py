"""Google Ads: the campaign report by day, as it is downloaded from the report editor.

The download begins with the report's name and its days, is UTF-16 with tabs as "CSV for Excel"
and UTF-8 with commas as ".csv", writes "--" where there is no figure, and ends with rows of
sums: one for the campaigns shown, one for the account, one for each type of campaign.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

GOOGLE_ADS = Layout(
    name="google-ads",
    title="Google Ads, campaigns by day",
    # Headings: the "display name" of each field in the campaign performance report; the shorter
    # ones are those of the table that the report editor downloads, in the account's language.
    source="https://developers.google.com/adwords/api/docs/appendix/reports/campaign-performance-report",
    about="In the report editor: rows Day and Campaign, then Download, .csv.",
    headings={
        "date": ("day", "tag", "jour"),
        "campaign": ("campaign", "campaign name", "kampagne", "campagne"),
        "channel": ("campaign type", "kampagnentyp", "type de campagne"),
        "currency": (
            "currency code", "currency", "währungscode", "währung", "code de devise",
            "code de la devise",
        ),
        "impressions": ("impr", "impressions", "impressionen"),
        "clicks": ("clicks", "klicks", "clics"),
        "cost": ("cost", "kosten", "coût"),
        "conversions": ("conversions", "conv"),
        "revenue": (
            "conv value", "total conv value", "conversion value", "conv wert", "conversion wert",
            "valeur de conv", "valeur conv",
        ),
    },
    marks=(
        ("campaign", "campaign name", "kampagne", "campagne"),
        ("impr", "clicks", "klicks", "clics"),
        ("cost", "kosten", "coût"),
        (
            "impr", "currency code", "währungscode", "code de devise", "code de la devise",
            "campaign status", "campaign type", "kampagnenstatus", "kampagnentyp", "conv value",
        ),
    ),
    without=("channel", "source", "medium", "platform"),
    fixed={"channel": "paid_search"},
    words={
        "channel": {
            "search": "paid_search", "suchnetzwerk": "paid_search", "recherche": "paid_search",
            "réseau de recherche": "paid_search",
            "shopping": "paid_shopping", "video": "paid_video", "vidéo": "paid_video",
            "demand gen": "demand_gen", "performance max": "performance_max",
            "displaynetzwerk": "display", "réseau display": "display", "app": "app_ads",
        }
    },
    rounds=("conversions",),
    drops=(
        Drop("row of sums", r"(?:total|gesamt)\s*:\s*(?:campaign|kampagne|campagne)", control=2),
        Drop("row of sums", r"(?:total|gesamt)\s*:\s*(?:account|konto|compte)", control=1),
        Drop("row of sums", r"(?:total|gesamt)\s*:"),
    ),
    advice={
        "date": (
            "This report has no column for the day: in Google Ads add the row “Day”, under Time, "
            "and download it again."
        ),
    },
    sample=Path(__file__).parent / "samples" / "google-ads.csv",
)  # fmt: skip
