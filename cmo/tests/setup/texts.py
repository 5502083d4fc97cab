"""Texts as people paste them, of companies that have nothing in common."""

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

ROTAS = """About Shiftboard

Shiftboard is a rota planning tool for hospitals and care homes. We help ward managers fill every shift without a single phone call. Our mission is to give people who care for others a plan they can trust.

Unlike Planday and Deputy, every rota is checked against the labour agreement before it is published. We compete with Planday, Deputy and spreadsheets.

Who we serve
Ward managers in hospitals who lose hours each week to phone calls and want a rota that holds.
Care home operators with three to twenty sites that struggle with agency costs.

Pricing
Starter: up to 50 staff, €4 per person a month
Hospital: unlimited staff and payroll export, €6 per person a month
Onboarding workshop at €1,450

What our customers say
"We got our evenings back." Head nurse, St. Anna

Founded in Utrecht in 2017, we are 38 people. Write to hello@shiftboard.example.com or see www.shiftboard.example.com
"""

BAKERY = """Crumb & Co.
The bakery on Mill Street

We are a family bakery in Leeds. We bake sourdough with flour from the mill next door, and everything is gone by two o'clock.

We sell bread, cakes and breakfast to the neighbourhood, to offices nearby and to three cafés.

Our bread
- Mill Street sourdough, £4.80
- Rye loaf, £5.20
- Focaccia, from £3.50
- Bread club: a loaf every week, £18 a month
- Saturday baking class for six people, £65

Why people come to us: no additives, a dough that rests for 30 hours, and we know your name.

Our promise: bread that was dough this morning.

Wholesale customers order by 4 pm the day before. Ask for our price list.
Open Tuesday to Saturday, 7 to 2. www.crumbandco.example.com
"""

LATHES = """Über uns

Die Brandt Zerspanungstechnik GmbH ist ein Maschinenbauer aus Aalen. Seit 1974 bauen wir Drehmaschinen für Betriebe, die kleine Serien in hoher Genauigkeit fertigen. Wir helfen Lohnfertigern, Rüstzeiten zu halbieren.

Unsere Mission ist es, dass keine Spindel stillsteht.

Anders als DMG und Emag liefern wir jede Maschine mit den Programmen Ihrer Teile aus.

Unsere Kunden
- Lohnfertiger mit 20 bis 200 Mitarbeitern, die unter langen Rüstzeiten leiden
- Zulieferer der Medizintechnik, die jede Charge nachweisen müssen

Leistungen
- Drehzentrum BZ 400: für Teile bis 400 mm, ab 185.000 €
- Wartungsvertrag: zwei Besuche im Jahr, 240 € im Monat
- Schulung vor Ort: zwei Tage, 2.900 €
- Sonderanlagen auf Anfrage

Werte: Genauigkeit, Wort halten, Handschlag

Brandt Zerspanungstechnik GmbH, Industriestraße 4, Aalen, www.brandt-zerspanung.example.com
"""

BICYCLES = """Nordrad – bicycles for people who ride every day

Since 2009 we have built trekking bikes and e-bikes in Oldenburg.

Who rides Nordrad
Commuters between 30 and 55 in cities of northern Germany, who ride 5 to 20 km a day and are tired of traffic jams. Families who carry two children and the weekly shopping. Employers who lease bikes for their staff.

What we make
Nordrad Alltag – our trekking bike with belt drive, from €1,290.
Nordrad Familie – cargo bike for two children, from €4,490.
Service plan – yearly check at your door, €149 a year.

How we talk
Plain, calm and friendly. We never shout.
"""
