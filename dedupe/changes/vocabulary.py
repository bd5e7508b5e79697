"""The words that tell a figure, a date, a negation, a hedge or a correction: English, French, German, Spanish, Portuguese.

Tables only. Case matters in dates alone: "May" is a month and "may" is none, "Mars" a planet and
"mars" a month. Everything else is looked up in lower case.
"""

from __future__ import annotations

MAGNITUDES: dict[str, int] = {
    word: 10**power
    for power, words in {
        2: "hundred cent cents hundert cien ciento cem",
        3: "thousand mille tausend mil",
        6: "million millions millionen mio. millón millones milhão milhões m mn",
        9: "billion billions milliard milliards milliarde milliarden mrd. bilhão bilhões bn",
        12: "trillion trillions billionen billones trilhão trilhões tn",
    }.items()
    for word in words.split()
} | {"万": 10**4, "亿": 10**8, "億": 10**8, "萬": 10**4}

WEEKDAYS: dict[str, int] = {
    day: number
    for days in (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "lunes martes miércoles jueves viernes sábado domingo",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "周一 周二 周三 周四 周五 周六 周日",
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    )
    for number, day in enumerate(days.split(), start=1)
}

BEFORE_A_YEAR = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "during",
        "before",
        "after",
        "early",
        "late",
        "mid",
        "year",
        "en",
        "de",
        "del",
        "desde",
        "hasta",
        "año",
        "depuis",
        "dès",
        "avant",
        "après",
        "année",
        "im",
        "seit",
        "bis",
        "ab",
        "von",
        "jahr",
        "jahre",
        "em",
        "até",
        "ano",
    ]
)

NEGATIONS = frozenset(
    [
        "not",
        "never",
        "no",
        "cannot",
        "neither",
        "nor",
        "without",
        "none",
        "nobody",
        "nothing",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "nie",
        "niemals",
        "niemand",
        "ohne",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "sans",
        "nunca",
        "sin",
        "ningún",
        "ninguna",
        "jamás",
        "não",
        "nenhum",
        "nenhuma",
        "sem",
    ]
)

HEDGES = frozenset(
    [
        "alleged",
        "allegedly",
        "reported",
        "reportedly",
        "suspected",
        "apparently",
        "apparent",
        "likely",
        "possibly",
        "perhaps",
        "probably",
        "unconfirmed",
        "purported",
        "purportedly",
        "supposedly",
        "presumed",
        "angeblich",
        "mutmaßlich",
        "mutmaßliche",
        "mutmaßlichen",
        "offenbar",
        "vermutlich",
        "vermeintlich",
        "présumé",
        "présumée",
        "présumés",
        "apparemment",
        "presunto",
        "presunta",
        "presuntos",
        "presuntamente",
        "supuesto",
        "supuesta",
        "supuestamente",
        "aparentemente",
        "suposto",
        "suposta",
        "supostamente",
        "alegadamente",
    ]
)

BOUNDS = (
    "at least", "at most", "as many as", "up to", "more than", "fewer than", "less than", "some", "about", "around",
    "nearly", "almost", "roughly", "approximately", "over", "under",
    "mindestens", "höchstens", "mehr als", "rund", "etwa", "knapp", "fast", "bis zu",
    "au moins", "plus de", "moins de", "environ", "presque", "jusqu'à",
    "al menos", "por lo menos", "más de", "menos de", "unos", "unas", "casi", "hasta",
    "pelo menos", "mais de", "cerca de", "quase", "até",
)  # fmt: skip
"""Hedges only where a figure follows."""

CORRECTION_NOTES = (
    # English
    r"(?:correction|clarification|editor['’]?s['’]? note|erratum)\b",
    r"(?:this|the|an earlier|a previous|an? original)\b.{0,60}\b(?:article|story|report|version|post|headline|piece|page)\b"
    r".{0,80}\b(?:correct(?:ed|ion)|amended|misstated|misspelled|misidentified|incorrect(?:ly)?|wrong(?:ly)?|in error|inaccurate)",
    # French
    r"(?:correction|rectificatif|erratum|précision)\s*[:—–-]",
    r"une version (?:précédente|antérieure)\b|cet article a été (?:corrigé|modifié|rectifié)",
    # German
    r"(?:korrektur|berichtigung|richtigstellung|anmerkung der redaktion)\b",
    r"in einer (?:früheren|vorherigen|ersten) (?:version|fassung)\b",
    # Spanish
    r"(?:corrección|fe de erratas|rectificación|aclaración|nota del editor)\b",
    r"una versión (?:anterior|previa)\b|este artículo (?:ha sido|fue) (?:corregido|modificado|rectificado)",
    # Portuguese
    r"(?:correção|errata|retificação|nota da redação|nota do editor)\b",
    r"uma versão anterior\b|(?:este texto|esta reportagem|este artigo) foi (?:corrigid|alterad|retificad)[oa]",
)

UPDATE_STAMPS = (
    r"(?:last |page |article |story )*(?:updated|modified|published)\b",
    r"(?:dernière )?mise? à jour\b|mis à jour\b",
    r"(?:zuletzt )?(?:aktualisiert|geändert)\b|stand\s*:",
    r"(?:última )?actualiza(?:do|ción)\b",
    r"(?:última )?atualiza(?:do|ção)\b",
    r"(?:最后)?更新",
)
