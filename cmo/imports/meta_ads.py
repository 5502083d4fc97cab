"""Meta Ads: the export of Ads Manager's campaign table with the breakdown by day.

Money stands under a heading that names the account's currency. With "include summary row" the
sums stand in a row without a campaign. "Results" are counted by each campaign's own objective and
therefore not taken as orders.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

META_ADS = Layout(
    name="meta-ads",
    title="Meta Ads, campaigns by day",
    # Figures as the Insights API defines them; headings as Ads Manager writes them for each.
    source="https://developers.facebook.com/docs/marketing-api/reference/ad-campaign-group/insights",
    about="In Ads Manager: Campaigns, Breakdown by Time, Day, then Export table data, .csv.",
    headings={
        "date": (
            "day", "tag", "jour", "reporting starts", "berichtsbeginn", "beginn der berichte",
            "début des rapports",
        ),
        "campaign": ("campaign name", "kampagnenname", "nom de la campagne"),
        "currency": ("currency", "währung", "devise"),
        "impressions": ("impressions", "impressionen"),
        "clicks": (
            "link clicks", "link klicks", "linkklicks", "clics sur un lien", "clics sur le lien",
        ),
        "cost": ("amount spent", "ausgegebener betrag", "montant dépensé"),
        "conversions": (
            "purchases", "käufe", "achats", "website purchases", "website käufe",
            "achats sur le site web",
        ),
        "revenue": (
            "purchases conversion value", "purchase conversion value",
            "conversion wert von käufen", "conversion wert für käufe",
            "valeur de conversion des achats", "website purchases conversion value",
            "conversion wert von website käufen",
        ),
    },
    marks=(
        ("campaign name", "kampagnenname", "nom de la campagne"),
        ("amount spent", "ausgegebener betrag", "montant dépensé"),
        ("reporting starts", "reporting ends", "berichtsbeginn", "berichtsende",
         "beginn der berichte", "début des rapports", "fin des rapports", "link clicks",
         "link klicks", "linkklicks", "clics sur un lien"),
    ),
    without=("channel", "source", "medium", "platform"),
    fixed={"channel": "paid_social"},
    drops=(
        Drop(
            "row of sums", r"\Z", under=("campaign name", "kampagnenname", "nom de la campagne"),
            control=1,
        ),
    ),
    one_day=(
        ("reporting starts", "berichtsbeginn", "beginn der berichte", "début des rapports"),
        ("reporting ends", "berichtsende", "ende der berichte", "fin des rapports"),
    ),
    advice={
        "date": "This export has no day: in Ads Manager add the breakdown by Time, Day.",
    },
    sample=Path(__file__).parent / "samples" / "meta-ads.csv",
)  # fmt: skip
