"""Which heading or label names which field, in the languages that people paste most."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

PROFILE: Final = "profile"
SEGMENT: Final = "segment"
OFFER: Final = "offer"
SEGMENTS: Final = "segments"
OFFERS: Final = "offers"
ABOUT: Final = "about"

Target = tuple[str, str]
"""A part (profile, segment, offer) and its field; `(SEGMENTS, "")` opens a list of segments."""

_PROFILE: Final[dict[str, str]] = {
    "name": (
        "name|company|company name|brand|brand name|business name|business|firma|firmenname|"
        "unternehmen|name des unternehmens|marke|entreprise|société|nom|nom de l'entreprise|"
        "marque|empresa|nombre|nombre de la empresa|azienda|nome|nome azienda|marchio|bedrijf|"
        "bedrijfsnaam|naam|merk"
    ),
    "tagline": "tagline|slogan|strapline|motto|claim|signature|lema|eslogan|eslógan|payoff",
    "mission": (
        "mission|our mission|mission statement|purpose|our purpose|why we exist|unsere mission|"
        "leitbild|auftrag|notre mission|raison d'être|misión|nuestra misión|missione|"
        "la nostra missione|missie|onze missie"
    ),
    "voice": (
        "voice|brand voice|our voice|how we sound|how we speak|how we talk|how we write|stimme|"
        "markenstimme|so sprechen wir|so reden wir|wie wir sprechen|wie wir reden|voix|"
        "voix de la marque|voz|voz de marca|voce|stem|merkstem"
    ),
    "tone": (
        "tone|tone of voice|our tone|tonalität|tonfall|ton|ton de la marque|tono|tono de voz|"
        "tono di voce|toon|tone-of-voice"
    ),
    "values": (
        "values|our values|core values|brand values|company values|what we believe in|"
        "what we stand for|principles|werte|unsere werte|wofür wir stehen|valeurs|nos valeurs|"
        "valores|nuestros valores|valori|i nostri valori|waarden|kernwaarden|onze waarden"
    ),
    "website": "website|web site|site|url|web|homepage|webseite|site web|sitio web|sito|sito web",
    "industry": (
        "industry|sector|our industry|line of business|branche|industrie|secteur|"
        "secteur d'activité|industria|settore|bedrijfstak"
    ),
    "competitors": (
        "competitors|our competitors|main competitors|competition|alternatives|wettbewerber|"
        "mitbewerber|konkurrenz|konkurrenten|concurrents|concurrence|nos concurrents|"
        "competidores|competencia|concorrenti|concurrenten|concurrentie"
    ),
    "value_proposition": (
        "value proposition|our value proposition|value prop|promise|our promise|brand promise|"
        "solution|our solution|the solution|lösung|unsere lösung|notre solution|nuestra solución|"
        "wertversprechen|nutzenversprechen|leistungsversprechen|unser versprechen|"
        "proposition de valeur|promesse|notre promesse|propuesta de valor|promesa|"
        "proposta di valore|proposta de valor|waardepropositie|onze belofte"
    ),
    "differentiators": (
        "differentiators|differentiation|what makes us different|what sets us apart|why us|"
        "why choose us|usp|usps|unique selling points|unique selling proposition|"
        "alleinstellungsmerkmale|alleinstellungsmerkmal|was uns unterscheidet|"
        "was uns besonders macht|warum wir|différenciateurs|ce qui nous différencie|"
        "ce qui nous distingue|nos atouts|pourquoi nous|diferenciadores|"
        "qué nos hace diferentes|por qué nosotros|elementi distintivi|cosa ci distingue|"
        "perché noi|wat ons onderscheidt|waarom wij"
    ),
    "messaging_pillars": (
        "messaging pillars|pillars|key messages|messages|messaging|kernbotschaften|botschaften|"
        "messages clés|mensajes clave|mensajes|messaggi chiave|kernboodschappen"
    ),
}
_SEGMENT: Final[dict[str, str]] = {
    "description": "who they are|wer sie sind|qui ils sont|quiénes son|chi sono|wie ze zijn",
    "company_size": (
        "company size|size|employees|unternehmensgröße|mitarbeiter|taille d'entreprise|"
        "taille de l'entreprise|tamaño de empresa|dimensione aziendale|bedrijfsgrootte"
    ),
    "industries": "industries|their industries|branchen|secteurs|sectores|settori|sectoren",
    "job_titles": (
        "job titles|titles|roles|decision makers|buyers|buyer|positionen|rollen|entscheider|"
        "fonctions|postes|décideurs|cargos|ruoli|functies"
    ),
    "pains": (
        "pains|pain points|pain|problem|the problem|das problem|le problème|problems|frustrations|"
        "challenges|struggles|probleme|"
        "schmerzpunkte|herausforderungen|problèmes|points de douleur|problemas|dolores|retos|"
        "problemi|sfide|pijnpunten|problemen"
    ),
    "goals": (
        "goals|needs|wants|what they want|jobs to be done|ziele|bedürfnisse|wünsche|objectifs|"
        "besoins|objetivos|necesidades|obiettivi|bisogni|doelen|behoeften"
    ),
    "buying_triggers": (
        "buying triggers|triggers|when they buy|kaufauslöser|auslöser|déclencheurs|"
        "déclencheurs d'achat|disparadores|momento de compra|fattori scatenanti|aanleidingen"
    ),
    "objections": (
        "objections|concerns|doubts|why they hesitate|einwände|bedenken|objections courantes|"
        "freins|objeciones|dudas|obiezioni|bezwaren"
    ),
    "preferred_channels": (
        "preferred channels|channels|where to reach them|where they are|kanäle|canaux|canales|"
        "canali|kanalen"
    ),
}
_OFFER: Final[dict[str, str]] = {
    "benefits": (
        "benefits|features|what they get|what you get|vorteile|nutzen|avantages|bénéfices|"
        "beneficios|ventajas|vantaggi|benefici|voordelen"
    ),
    "price": (
        "price|price range|costs|cost|preis|preisspanne|kosten|prix|tarif|precio|prezzo|prijs"
    ),
}
_OPENERS: Final[dict[Target, str]] = {
    (SEGMENTS, ""): (
        "customers|our customers|ideal customer|ideal customers|ideal customer profile|icp|icps|"
        "target audience|target audiences|target customers|target group|target groups|audience|"
        "audiences|segments|customer segments|who we serve|who it is for|who it's for|"
        "who we are for|who we help|personas|buyer personas|target market|zielgruppe|"
        "zielgruppen|kunden|unsere kunden|zielkunden|idealkunden|für wen|clients|nos clients|"
        "clientèle|cible|cibles|public cible|clients cibles|pour qui|clientes|nuestros clientes|"
        "público objetivo|cliente ideal|para quién|segmentos|clienti|i nostri clienti|"
        "pubblico di riferimento|per chi|segmenti|klanten|onze klanten|doelgroep|doelgroepen|"
        "voor wie"
    ),
    (SEGMENT, "name"): "segment|persona|customer segment|zielsegment|segmento|customer",
    (OFFERS, ""): (
        "offers|our offers|offerings|offering|products|our products|services|our services|"
        "products and services|products & services|what we sell|what we offer|plans|pricing|"
        "prices|packages|our range|our models|our collection|our menu|unser sortiment|sortiment|"
        "unsere modelle|unsere kollektion|angebote|unsere angebote|produkte|unsere produkte|"
        "leistungen|unsere leistungen|dienstleistungen|preise|was wir anbieten|was wir verkaufen|"
        "offres|nos offres|produits|nos produits|prestations|tarifs|ce que nous vendons|ofertas|"
        "productos|nuestros productos|servicios|precios|qué vendemos|offerte|prodotti|"
        "i nostri prodotti|servizi|prezzi|cosa vendiamo|aanbod|producten|onze producten|"
        "diensten|prijzen|wat we verkopen"
    ),
    (OFFER, "name"): "offer|product|service|package|angebot|produkt|offre|produit|oferta|producto",
    (ABOUT, ""): (
        "about|about us|who we are|our story|company overview|what we do|overview|über uns|"
        "wer wir sind|unsere geschichte|was wir tun|à propos|qui sommes-nous|notre histoire|"
        "sobre nosotros|quiénes somos|nuestra historia|chi siamo|la nostra storia|over ons|"
        "wie we zijn|ons verhaal"
    ),
}  # fmt: skip
ELSEWHERE: Final = frozenset({
    "contact", "contact us", "kontakt", "notes", "note", "notizen", "team", "our team",
    "history", "press", "faq", "jobs", "careers", "imprint", "impressum", "links", "other",
    "misc", "background", "summary", "next steps", "budget", "timeline", "agenda", "references",
    "case studies", "testimonials", "sources", "legal", "privacy", "appendix", "todo",
    "questions",
})  # fmt: skip
"""Headings that end a list of segments or offers, where any other would name one of them."""
_WHY = re.compile(
    r"(?:why|warum|pourquoi) (?:(?!now\b|not\b|it\b|this\b|they\b|that\b)\S+"
    r"|(?:\S+ ){1,4}(?:us|uns|nous))"
)
_WHO_BUYS = re.compile(
    r"who (?:books|buys|chooses|drinks|drives|eats|hires|joins|loves|needs|orders|plays|reads|"
    r"rents|rides|shops|stays|trains|travels|trusts|uses|visits|wears)(?: \S+){1,4}"
    r"|who we \S+ (?:for|with)|fur wen wir \S+|wer (?:\S+ ){1,3}(?:fahrt|kauft|nutzt|tragt|trinkt)"
)
_WHAT_WE_MAKE = re.compile(
    r"what we (?:bake|brew|build|cook|craft|design|grow|make|produce|publish|roast|sew|teach)"
    r"|was wir (?:backen|bauen|brauen|fertigen|herstellen|machen|nahen|produzieren|rosten)"
)
_EDGES = re.compile(r"^[\s#*_>\-–—•]+|[\s*_:?!.#]+$")


def folded(words: str) -> str:
    """A heading without marks, accents and case: "## Our Values:" is "our values"."""
    bare = _EDGES.sub("", words).replace("’", "'").casefold()
    plain = unicodedata.normalize("NFKD", bare)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def target_of(heading: str) -> Target | None:
    """What a heading opens; None for one that names nothing here."""
    words = folded(heading)
    if _WHY.fullmatch(words):
        return (PROFILE, "differentiators")
    if _WHO_BUYS.fullmatch(words):
        return (SEGMENTS, "")
    if _WHAT_WE_MAKE.fullmatch(words):
        return (OFFERS, "")
    return _known().get(words)


@cache
def _known() -> dict[str, Target]:
    known: dict[str, Target] = {}
    parts = ((PROFILE, _PROFILE), (SEGMENT, _SEGMENT), (OFFER, _OFFER))
    for target, words in _OPENERS.items():
        known |= {folded(word): target for word in words.split("|")}
    for part, fields in parts:
        for field, words in fields.items():
            known |= {folded(word): (part, field) for word in words.split("|")}
    return known
