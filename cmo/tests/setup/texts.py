"""Texts as people paste them, of two companies that have nothing in common."""

COFFEE = """# About Alder & Pine

Alder & Pine Coffee is a specialty coffee roaster in Trieste. We help small offices drink better
coffee without a barista. Our mission is to make every break worth taking. Unlike most roasters,
we roast after you order. We compete with Nordkaffee and Bean Bros.
We believe in honesty, craft and time.

Tagline: Coffee, on the day it is roasted
Tone of voice: warm, plain, a little dry
Industry: Specialty coffee

Our first shop opened by the harbour and closed again.
Write to hello@alderpine.example.com or see https://alderpine.example.com for more.

## Customers
- Small offices (primary): teams of 5 to 40 who want good coffee and lack time
- Home baristas - people who love the craft

## Products
- Office Box: 3 kg a month for small offices, €89 a month
- Starter kit – grinder and beans, €149
- Barista workshop (from €60)
"""

COFFEE_REST = {"voice": "Short sentences. We say what things cost.", "competitors": ["Tide Roast"]}

MACHINES = """Firma: Uhrwerk GmbH
Branche: Maschinenbau
Slogan: Läuft.

Unsere Werte
- Ehrlichkeit
- Präzision

Zielgruppe: mittelständische Fertiger, Lohnfertiger

Leistungen:
1. Wartung: jährliche Prüfung der Anlage, ab 1.200 €
2. Schulung: auf Anfrage

Wettbewerber: Meyer, Schulz
Was uns unterscheidet: Wir kommen am selben Tag.

Unser Versprechen:
Ihre Maschine steht nie länger als einen Tag.
"""
