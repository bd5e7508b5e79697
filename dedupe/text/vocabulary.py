"""Names of months and words for numbers: English, French, German, Spanish, Portuguese, months in many more.

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

MONTHS_OF_MORE_LANGUAGES: dict[str, int] = {
    month: number
    for months in (
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "január február március április május június július augusztus szeptember október november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november desember",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        "marraskuuta joulukuuta",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
        "Δεκεμβρίου",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
        "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
        "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    )
    for number, month in enumerate(months.replace("_", "\u00a0").split(" "), start=1)
}
"""As they are written beside a day; read only there, because some of them mean something else elsewhere."""

THAI_MONTHS: dict[str, int] = {
    month: number
    for months in (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    )
    for number, month in enumerate(months.split(), start=1)
}
"""Apart from the others, as the word after them follows without a space."""
