"""The words that tell a figure, a date, a negation, a hedge or a correction: English, French, German, Spanish, Portuguese.

Tables only. Case matters in dates alone: "May" is a month and "may" is none, "Mars" a planet and
"mars" a month. Everything else is looked up in lower case.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
} | {"万": 10**4, "亿": 10**8, "億": 10**8, "萬": 10**4, "dozen": 12, "dutzend": 12, "docenas": 12, "dúzias": 12}

ORDINALS: dict[str, int] = {
    word: number
    for number, words in {
        1: "first premier première erste ersten erster erstes primero primera primeiro primeira",
        2: "second deuxième seconde zweite zweiten zweiter zweites segundo segunda",
        3: "third troisième dritte dritten dritter drittes tercero tercera terceiro terceira",
        4: "fourth quatrième vierte vierten vierter viertes",
        5: "fifth cinquième fünfte fünften fünfter fünftes quinto quinta",
        6: "sixth sixième sechste sechsten sechster sechstes sexto sexta",
        7: "seventh septième siebte siebten siebter siebtes séptimo séptima sétimo sétima",
        8: "eighth huitième achte achten achter achtes octavo octava oitavo oitava",
        9: "ninth neuvième neunte neunten neunter neuntes noveno novena nono nona",
        10: "tenth dixième zehnte zehnten zehnter zehntes décimo décima",
        11: "eleventh",
        12: "twelfth",
        13: "thirteenth",
        14: "fourteenth",
        15: "fifteenth",
        16: "sixteenth",
        17: "seventeenth",
        18: "eighteenth",
        19: "nineteenth",
        20: "twentieth",
    }.items()
    for word in words.split()
}
"""Without "cuarto" and "quarto", which are fractions and rooms as well."""

FRACTIONS: dict[str, str] = {
    spelt: share
    for share, spellings in {
        "1/2": ("half", "one half", "one-half", "moitié", "hälfte", "mitad", "metade"),
        "1/3": ("a third of", "one third", "one-third", "un tiers", "ein drittel", "un tercio", "um terço"),
        "2/3": ("two thirds", "two-thirds", "deux tiers", "zwei drittel", "dos tercios", "dois terços"),
        "1/4": ("a quarter of", "one quarter", "one-quarter", "un quart", "ein viertel", "um quarto dos", "um quarto das"),
        "3/4": ("three quarters", "three-quarters", "trois quarts", "drei viertel", "tres cuartos", "três quartos"),
        "1/5": ("a fifth of", "one fifth", "one-fifth"),
    }.items()
    for spelt in spellings
}  # fmt: skip

VAGUE_COUNTS: dict[str, str] = {
    spelt: value
    for value, spellings in {
        "12": ("a dozen", "une douzaine", "una docena", "uma dúzia", "ein dutzend"),
        "tens": ("dozens", "scores of", "dizaines", "dutzende", "dutzenden", "decenas", "dezenas"),
        "hundreds": ("hundreds", "centaines", "hunderte", "hunderten", "cientos", "centenas", "centenares"),
        "thousands": ("thousands", "milliers", "tausende", "tausenden", "miles de", "milhares"),
        "10000s": ("tens of thousands", "dizaines de milliers", "zehntausende", "decenas de miles"),
        "100000s": ("hundreds of thousands", "centaines de milliers", "hunderttausende", "cientos de miles"),
        "millions": ("millions", "millionen", "millones", "milhões"),
    }.items()
    for spelt in spellings
}

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

BEFORE_A_YEAR = _words(
    "in since until till by of from during before after early late mid year en de del desde hasta año depuis dès "
    "avant après année im seit bis ab von jahr jahre em até ano"
)

BEFORE_A_MONTH = BEFORE_A_YEAR | _words(
    "last this next every each since past letzten diesen kommenden ende mitte anfang"
)
"""A month after one of these is a month; before a capital it may otherwise be a first name ("Jan Holt")."""

BEFORE_A_COUNT = _words(
    "about some around nearly almost over under least most than to killed kills injured hurt total all etwa rund "
    "fast knapp mindestens über environ près presque unos unas casi cerca quase"
)
"""A bare number of four digits after one of these is a count, though it might be a year."""

BEFORE_ANYTHING = _words("of from by after before de del von bis ab até hasta")
"""Words before a year that stand as well before a count."""

PLURAL_ENDINGS = ("s", "people", "men", "women", "children", "folk", "leute", "menschen", "er", "en")
"""What is counted ends so; "the 1987 storm" counts nothing."""

LINKS = _words(
    "of the these those them his her its our their all some other new more de des du d los las les la le l del "
    "der die den das von davon weitere otros otras más dos outros outras mais autres plus"
)
"""What may stand between a figure and what it counts: "two of the boats"."""

NOT_COUNTED = _words(
    "were was are is be been being have has had will would could can may might must should did does said says and "
    "or but nor than then that which who whom whose when where while because after before since until during in "
    "on at to by from for with without into onto over under off out up down about around between among against "
    "not also still now later earlier today yesterday tomorrow already only just they them he she it we you i "
    "there here as so if whether via per each a an wurden wurde waren war sind ist haben hatte hatten sei seien "
    "und oder aber als dass die sich nach vor seit bis während mit ohne im am auf aus bei durch für gegen um "
    "unter über von zu zum zur nicht auch noch er sie es ont été est sont était étaient avait avaient sera seront "
    "et ou mais que qui dans en à au aux par pour sur sous avec sans depuis après avant pendant ne pas il elle "
    "ils elles fueron fue eran era han había habían ser será y o u e pero quien al por para con sin desde "
    "hasta durante sobre entre no se ya foram foi eram são é têm tinham mas quem em na nos nas ao com sem até "
    "após não já"
)
"""What never is the thing counted: "19 were hurt" and "22 in hospital" name nothing."""

NEGATIONS = _words(
    "not never no cannot neither nor without none nobody nothing nicht kein keine keinen keinem keiner keines nie "
    "niemals niemand ohne pas jamais aucun aucune sans nunca sin ningún ninguna jamás não nenhum nenhuma sem"
)

HEDGES = _words(
    "alleged allegedly reported reportedly suspected apparently apparent likely possibly perhaps probably "
    "unconfirmed purported purportedly supposedly presumed angeblich mutmaßlich mutmaßliche mutmaßlichen offenbar "
    "vermutlich vermeintlich présumé présumée présumés apparemment presunto presunta presuntos presuntamente "
    "supuesto supuesta supuestamente aparentemente suposto suposta supostamente alegadamente"
)

BOUNDS: dict[str, str] = {
    phrase: sense
    for sense, phrases in {
        "at least": ("at least", "no fewer than", "mindestens", "au moins", "al menos", "por lo menos", "pelo menos"),
        "over": ("more than", "over", "mehr als", "über", "plus de", "más de", "mais de"),
        "about": ("some", "about", "around", "roughly", "approximately", "an estimated", "rund", "etwa", "ungefähr",
                  "environ", "unos", "unas", "alrededor de", "cerca de"),
        "almost": ("nearly", "almost", "close to", "knapp", "fast", "presque", "près de", "casi", "quase"),
        "up to": ("at most", "as many as", "up to", "höchstens", "bis zu", "jusqu'à", "hasta", "até"),
        "under": ("fewer than", "less than", "under", "weniger als", "unter", "moins de", "menos de"),
    }.items()
    for phrase in phrases
}  # fmt: skip
"""Hedges only where a figure follows, each with its sense: "more than 40" and "over 40" say the same."""

NOT_ONLY = _words("only just merely nur bloß seulement solo sólo solamente só apenas")
"""A negation before one of these denies nothing."""

SAYING = (
    "said", "says", "told", "tells", "added", "adds", "wrote", "writes", "tweeted", "replied", "warned", "insisted",
    "explained", "noted", "argued", "claimed", "announced", "declared",
    "a déclaré", "déclare", "a dit", "dit", "a affirmé", "affirme", "a expliqué", "explique", "a ajouté",
    "sagte", "sagt", "erklärte", "erklärt", "meinte", "betonte", "schrieb",
    "dijo", "dice", "afirmó", "declaró", "explicó", "señaló", "añadió",
    "disse", "diz", "afirmou", "declarou", "explicou", "acrescentou",
)  # fmt: skip

ACCORDING_TO = ("according to", "selon", "d'après", "laut", "según", "segundo", "de acordo com", "de acuerdo con")

_PIECE = "(?:article|story|post|headline|piece|page)"
_SET_RIGHT = "correct(?:ed|ion)|amended|misstated|misspelled|misidentified"
_WRONGLY = "incorrectly|wrongly|mistakenly|erroneously"
_WRONG = f"incorrect|wrong|in error|inaccurate|{_WRONGLY}"

# "The report found that he was wrong" is news: only of this piece, or of a version before, is a mistake a note.
# And an editor may add a note about anything.
CORRECTION_NOTES = (
    # English
    r"(?:correction|clarification|erratum)\b",
    rf"editor['’]?s['’]? note\b.{{0,300}}\b(?:changed|removed|clarif|{_SET_RIGHT}|{_WRONG})",
    rf"(?:an?|the|our) (?:earlier|previous|original|initial)\b.{{0,40}}\b(?:version|edition|report|{_PIECE})\b"
    rf".{{0,80}}\b(?:{_SET_RIGHT}|{_WRONG})",
    rf"(?:this|the|the\b.{{0,40}}\bthis) {_PIECE}\b.{{0,60}}\b(?:{_SET_RIGHT})",
    rf"(?:this|the\b.{{0,40}}\bthis) {_PIECE}\b.{{0,80}}\b(?:{_WRONG})",
    rf"this (?:report|version)\b.{{0,30}}\b(?:{_SET_RIGHT})",
    rf"(?:this report|the {_PIECE})\b.{{0,30}}\b(?:{_WRONGLY}) (?:said|stated|gave|named)\b",
    # French
    r"(?:correction|rectificatif|erratum|précision)\s*[:—–-]",
    r"une version (?:précédente|antérieure)\b|cet article a été (?:corrigé|modifié|rectifié)",
    # German
    r"(?:korrektur|berichtigung|richtigstellung)\b",
    r"anmerkung der redaktion\b.{0,300}\b(?:korrigiert|berichtigt|geändert|falsch|fälschlich|irrtümlich|fehler)",
    r"in einer (?:früheren|vorherigen|ersten) (?:version|fassung)\b",
    # Spanish
    r"(?:corrección|fe de erratas|rectificación|aclaración)\b",
    r"nota del editor\b.{0,300}\b(?:corregi|modifica|err[oó]|equivoca|incorrect)",
    r"una versión (?:anterior|previa)\b|este artículo (?:ha sido|fue) (?:corregido|modificado|rectificado)",
    # Portuguese
    r"(?:correção|errata|retificação)\b",
    r"nota d(?:a redação|o editor)\b.{0,300}\b(?:corrigi|alterad|err[oa]|incorret)",
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
