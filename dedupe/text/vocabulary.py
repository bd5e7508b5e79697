"""Names of months and words for numbers: English, French, German, Spanish, Portuguese, months in a few more.

Tables only. Months stand as they are written, because case matters in some places: "May" is a month and "may" is
none, "Mars" a planet and "mars" a month.
"""

from __future__ import annotations

NUMBER_WORDS: dict[str, int] = {
    word: value
    for value, words in {
        0: "zero cero",
        1: "one ein eine einen einem einer un une uno una um uma",
        2: "two deux zwei dos dois duas",
        3: "three trois drei tres três",
        4: "four quatre vier cuatro quatro",
        5: "five cinq fünf cinco",
        6: "six sechs seis",
        7: "seven sieben siete sete",
        8: "eight huit acht ocho oito",
        9: "nine neuf neun nueve nove",
        10: "ten dix zehn diez dez",
        11: "eleven onze",
        12: "twelve douze zwölf doce doze",
        13: "thirteen treize dreizehn trece treze",
        14: "fourteen quatorze vierzehn catorce",
        15: "fifteen quinze fünfzehn quince",
        16: "sixteen sechzehn dieciséis dezesseis",
        17: "seventeen siebzehn diecisiete dezessete",
        18: "eighteen achtzehn dieciocho dezoito",
        19: "nineteen neunzehn diecinueve dezenove",
        20: "twenty vingt zwanzig veinte vinte",
        30: "thirty trente dreißig treinta trinta",
        40: "forty quarante vierzig cuarenta quarenta",
        50: "fifty cinquante fünfzig cincuenta cinquenta",
        60: "sixty soixante sechzig sesenta sessenta",
        70: "seventy siebzig setenta",
        80: "eighty achtzig ochenta oitenta",
        90: "ninety neunzig noventa",
    }.items()
    for word in words.split()
}
"""Without "once", "sept", "elf" and "seize", which mean something else in another of these languages."""

MONTHS: dict[str, int] = {
    month: number
    for months in (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    )
    for number, month in enumerate(months.split(), start=1)
}
