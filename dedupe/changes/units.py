"""Units of measure and currencies beside a figure, in all the spellings of the five languages.

Tables only. A unit belongs to its figure: "5 km" became "5 miles" where only the unit was changed. What people count
(years, boats, the killed) is no unit.
"""

from __future__ import annotations

_THEMSELVES = (
    "km cm mm kg mg m g mph ft lb yd px hp Hz kHz MHz GHz mL KB MB GB TB kW MW GW kWh MWh GWh TWh °C °F km² m² m³"
)

SYMBOLS: dict[str, str] = {unit: unit for unit in _THEMSELVES.split()} | {
    "km/h": "km/h",
    "kph": "km/h",
    "km2": "km²",
    "m2": "m²",
    "m3": "m³",
    "lbs": "lb",
    "ml": "mL",
    "kB": "KB",
    "kb": "KB",
}
"""Symbols, whose case matters."""

WORDS: dict[str, str] = {
    spelt: unit
    for unit, spellings in {
        "km": "kilometre kilometres kilometer kilometers kilomètre kilomètres kilometern kilómetro kilómetros "
        "quilômetro quilômetros quilómetro quilómetros",
        "m": "metre metres meter meters metern mètre mètres metro metros",
        "cm": "centimetre centimetres centimeter centimeters centimètres centímetros",
        "mm": "millimetre millimetres millimeter millimeters millimètres milímetros",
        "mi": "mile miles meile meilen millas milla milhas milha",
        "ft": "foot feet pieds fuß",
        "in": "inch inches pouces zoll pulgadas polegadas",
        "yd": "yard yards",
        "acre": "acre acres",
        "ha": "hectare hectares hektar hectáreas hectares",
        "kg": "kilo kilos kilogram kilograms kilogramme kilogrammes kilogramm kilogramos quilo quilos",
        "g": "gram grams gramme grammes gramm gramos gramas",
        "t": "ton tons tonne tonnes tonnen toneladas",
        "L": "litre litres liter liters litros",
        "gal": "gallon gallons",
        "bbl": "barrel barrels barils",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        "€": "euro euros eur",
        "$": "dollar dollars dólares usd",
        "£": "gbp",
        "pound": "pound pounds",  # of money or of weight
        "¥": "yen",
    }.items()
    for spelt in spellings.split()
}
"""Words, whatever their case."""

HAN = {"公里": "km", "米": "m", "公斤": "kg", "吨": "t", "美元": "$", "欧元": "€", "元": "¥"}

CURRENCIES = frozenset("$€£¥₹")

MEASURES = frozenset([*SYMBOLS.values(), *WORDS.values()]) - CURRENCIES
"""The units that are neither money nor a share."""
