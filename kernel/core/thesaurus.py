"""Everyday business words of German, French and Spanish by the English word that means the same.

A phrase by which people ask for an agent is written once; a request in another language reaches
it by these. Only words that every module may meet stand here.
"""

from __future__ import annotations

from typing import Final

MEANINGS: Final = {
    "ad": "ads anzeige anzeigen annonce annonces publicite anuncio anuncios",
    "allocate": "aufteilen verteilen verteile repartir repartis distribute divide",
    "ask": "frage question pregunta",
    "best": "beste besten bester bestes meilleur meilleure meilleurs mejor mejores",
    "brand": "marke marque marca",
    "budget": "presupuesto budgets",
    "buy": "kaufen kauft acheter achetent comprar compran purchase",
    "campaign": "kampagne kampagnen aktion aktionen campagne campagnes campana campanas",
    "channel": "kanal kanale kanalen canal canaux canales",
    "company": "firma unternehmen entreprise societe empresa business",
    "competitor": "wettbewerber konkurrenten concurrents competidores rival rivals",
    "cost": "kostet kosten coute coutent cuesta cuestan",
    "customer": "kunde kunden client clients cliente clientes buyer buyers",
    "drop": "eingebrochen gesunken sinken sinkt baisse baissent baissees bajaron bajan fall "
            "falling fell slip slipping slipped sank shrinking",
    "email": "mail courriel correo mails",
    "goal": "ziel ziele objectif objectifs objetivo objetivos objective objectives",
    "is": "are ist sind est sont es son",
    "lead": "interessenten prospect prospects",
    "lose": "verlieren verliert perdons perdemos",
    "many": "viele viel combien cuantos cuantas",
    "money": "geld argent dinero",
    "month": "monat monate monaten mois mes meses",
    "need": "brauchen brauche braucht besoin necesito necesitamos",
    "new": "neu neue neuen neuer neues nouveau nouvelle nouveaux nueva nuevo nuevos",
    "offer": "angebot angebote offre offres oferta ofertas",
    "order": "bestellung bestellungen auftrag auftrage commande commandes pedido pedidos",
    "plan": "plane planen planifier planificar",
    "price": "preis preise preisen prix precio precios",
    "product": "produkt produkte produit produits producto productos",
    "profit": "gewinn benefice beneficio",
    "quarter": "quartal quartals trimestre",
    "revenue": "umsatz umsatze ingresos turnover",
    "sale": "verkaufe vente ventes ventas",
    "segment": "zielgruppe zielgruppen segmente segmento segmentos cible",
    "spend": "ausgeben depenser gastar gasto invest investieren investir invertir",
    "step": "schritt schritte etape etapes paso pasos",
    "supplier": "lieferant lieferanten fournisseur fournisseurs proveedor proveedores",
    "text": "texte texto textos",
    "visitor": "besucher visiteur visiteurs visitas visitantes visit visits",
    "week": "woche wochen semaine semaines semana semanas",
    "who": "wer qui quien quienes",
    "why": "warum wieso weshalb pourquoi porque",
    "work": "funktioniert funktionieren lauft laufen marche marchent fonctionne funciona funcionan",
    "worth": "lohnt lohnen wert rentable vaut pays paid",
    "write": "schreib schreibe schreiben formuliere formulieren verfasse redige ecris ecrire "
             "escribe escribir redacta compose phrase",
}  # fmt: skip
"""Without marks and in lower case: the English word, and the words that mean it."""
