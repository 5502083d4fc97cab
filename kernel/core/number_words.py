"""Words that state a number, as data: English, and what does not collide with it elsewhere."""

from __future__ import annotations


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CARDINALS = _split("""
    zero naught one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy
    eighty ninety hundred thousand million billion trillion quadrillion dozen lakh crore
""")

ORDINALS = _split("""
    zeroth fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth
    sixtieth seventieth eightieth ninetieth hundredth thousandth millionth billionth
""")

MULTIPLES = _split("""
    nil half halves thirds quarters twice thrice double doubled doubles doubling triple tripled
    triples tripling treble trebled trebles trebling quadruple quadrupled quadruples quintuple
    quintupled halve halved halving quartered twenties thirties forties fifties sixties seventies
    eighties nineties mln mio bn tn mrd mn k fortnight decade decades century centuries
    millennium duo trio quartet quintet
""")

FOREIGN = _split("""
    zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig dreissig vierzig fünfzig
    sechzig siebzig achtzig neunzig hundert tausend millionen milliarde milliarden drittel viertel
    deux trois quatre cinq huit neuf dix onze douze treize quatorze quinze vingt trente quarante
    cinquante soixante milliers millions milliard milliards moitié
    uno cuatro cinco siete ocho nueve diez trece catorce veinte treinta cuarenta cincuenta sesenta
    setenta ochenta noventa cien ciento cientos millón millones mitad tercio
    quattro cinque sette nove dieci venti trenta quaranta cinquanta milioni
    dois três quatro seis dez vinte trinta quarenta cinquenta milhão milhões
    twee drie vijf zes zeven negen honderd duizend miljoen fyra sju åtta nio tio hundra tusen
    один два три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят
    сто тысяч тысяча миллион миллионов половина
""")

# What a glued word may be made of: twentyfive, hundredfold, TenPercent.
PARTS = frozenset(CARDINALS) | frozenset(ORDINALS) | {"half"}
SUFFIXES = frozenset(
    _split("""
    s fold percent per cent pct times x plus odd ish some and th ths k year years month months
    week weeks day days hour hours point points
    """)
)

# Phrases in which a number word states no number; matched whole, in lower case.
HARMLESS = (
    "no one",
    "ones",
    "no-one",
    "one another",
    "one-off",
    "one-offs",
    "one by one",
    "each one",
    "this one",
    "that one",
    "which one",
    "the only one",
    "one-to-one",
    "one-time",
    "on the one hand",
    "half-hearted",
    "double-check",
    "double-checked",
    "double opt-in",
)

# Phrases that state a number without one of the words above.
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PLACE = "(?:first|second|third)"
VAGUE = (
    r"(?:a|the) (?:third|quarter) of|a couple of|a score of|in quarters?"
    rf"|{_PLACE} (?:of )?{_MONTH}|{_MONTH} (?:the )?{_PLACE}"
)

# Set phrases that hold digits and state nothing measured.
SET_PHRASES = ("24/7", "B2B", "B2C", "D2C", "A/B", "GA4", "P2P", "S3", "MP4", "H.264", "UTF-8")
