"""A trap: thousands of invented market notices made from a few templates, each one a story of its own.

``python bench/notices.py --articles 10000 --seed 1 OUT.jsonl LABELS.csv`` writes them, the same for a seed on every
machine. One company's notices come week after week, many companies' on one day; some name no day, some hardly a figure,
some end in sixty words of law that all have. ``--revised SHARE`` adds true second versions to a share of them: a
correction within the hour, a paragraph more, a reprint. ``--templates N`` keeps the first N, ``--titles`` adds titles
and sources. ``--score`` folds them instead, and prints Markdown: how many articles stand in a story with a stranger.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from dedupe import pipeline
from dedupe.evaluation.evaluate import Evaluation, Place, evaluate, read_labels
from dedupe.records import JOINING, StoredPair, StoredStory
from dedupe.settings import Settings
from dedupe.store import Store, open_store

# Name / issuer / working days from one to the issuer's next (0: whenever) / title; then a line a paragraph. Slots: n, d
# and w are figures from low to high (whole, decimal, in words); >x is the issuer's level of x, which its next notice
# quotes as <x; {day+30} is thirty days on, {a|b} one of two, {co} another company. Capitals are TAILS.
TEMPLATES = """
= earnings / company / 65 / {issuer} {ordinal} quarter net
{issuer} <{tick}> {ordinal} quarter. Shr {n:4-99} cts vs {n:4-99} cts. Net {n:400000-990000} vs {n:400000-990000}. Revs {d:1.1-48.9} mln vs {d:1.1-48.9} mln. Avg shrs {n:1000000-9999999} vs {n:1000000-9999999}.
NOTE: year-ago net excludes a {gain|loss} of {n:11000-99000} crowns from units since sold. Results are in crowns.
= dividend / company / 65 / {issuer} declares dividend
The board of {issuer} <{tick}> declared its regular quarterly dividend. Qtly div {n:4-60>div} cts vs {n:4-60<div} cts in the prior quarter. Pay {day+35}. Record {day+14}. The directors meet next after the accounts of the quarter are closed.
= lending-rate / bank / 0 / {issuer} {raises|cuts} lending rate
{issuer} said it {raised|cut} its base lending rate to {d:6.00-9.75} pct from {d:6.00-9.75} pct with effect from {day+1}. The bank named the cost of its own funds as the reason. Other large lenders had made no announcement by the close, and dealers expected most of them to follow within days.
= metal-price / company / 5 / {issuer} changes metal price
{issuer} <{tick}> said it {raised|lowered} its price for {zinc|lead|copper|nickel|tin} cathode by {w:2-20} crowns to {n:640-990} crowns a tonne, delivered, with effect from today's shipments. Orders booked before the change keep the old price. The smelter last changed its list {w:2-20} working days ago.
= fixing / bank / 1 / {issuer} fixes crown
{issuer} fixed the crown at the midday session as follows, with yesterday's fixing in brackets: mark {d:2.10-2.39>mark} ({d:2.10-2.39<mark}), florin {d:5.41-5.69>florin} ({d:5.41-5.69<florin}), ducat {d:9.02-9.19>ducat} ({d:9.02-9.19<ducat}), thaler {d:1.22-1.39>thaler} ({d:1.22-1.39<thaler}).
Turnover at the session was {n:31-69} mln marks. Dealers called the business thin and the central bank was not seen in the market.
= buyback / company / 0 / {issuer} to buy own shares
{issuer} <{tick}> said its board approved the purchase of up to {n:100-990} thousand of its own shares from time to time in the open market. It has {n:2-40} mln shares outstanding.
LAW
= insider / company / 0 / {issuer} officer trades in shares
{person}, {treasurer|secretary|a director|deputy chairman} of {issuer} <{tick}>, {sold|bought} {w:2-90} thousand shares of the company at a price of about {w:4-80} crowns each, a filing showed. After the trade {he|she} holds {w:2-90} thousand. The company made no comment on the dealings of its officers.
= tender / place / 5 / {issuer} seeks wheat
The {issuer} Grain Office invited offers by noon tomorrow for {w:20-90>lots} thousand tonnes of milling wheat, optional origin, for shipment in two equal parts. Offers must stay open until the following evening. In its last tender the office bought {w:20-90<lots} thousand tonnes from {co} at {n:140-199} crowns a tonne, free on board.
= auction / place / 5 / {issuer} sells bills
The {issuer} Treasury sold {n:200-950} mln crowns of three-month bills on {day} at an average yield of {d:5.10-6.40>bill} pct, against {d:5.10-6.40<bill} pct on {day-7}. Bids came to {n:951-1990} mln. The highest yield accepted was {d:6.41-6.60} pct and {n:4-96} pct of the bids at that yield were met. The bills fall due on {day+91}.
= crude-posting / company / 20 / {issuer} changes crude postings
{issuer} <{tick}> {raised|cut} its posted prices for crude oil by {n:10-95} cts a barrel, effective today. {place} Light is now posted at {d:16.10-19.90} crowns, {place} Sour at {d:14.10-17.90} and heavy grades at {d:11.10-13.90}. The company posted its last change {w:2-20} days ago.
= oil-stocks / place / 5 / {issuer} oil stocks
Stocks of crude oil in {issuer} {rose|fell} by {d:0.2-4.9} mln barrels in the week to {day-4} to {d:310.0-349.9} mln, the Energy Board said. Petrol {rose|fell} {d:0.2-4.9} mln to {d:220.0-249.9} mln and heating oil {rose|fell} {d:0.2-4.9} mln to {d:110.0-129.9} mln. Refineries ran at {d:74.0-88.9>runs} pct of capacity, against {d:74.0-88.9<runs} pct the week before and {d:74.0-88.9} pct a year ago.
= stake / company / 0 / {issuer} stake disclosed
A group led by investor {person} told the Securities Office it holds {d:5.0-9.9} pct of the common stock of {issuer} <{tick}>. The group said it bought the shares as an investment, may buy more or sell some or all, and has no plan to seek control.
LAW
= rating / bank / 0 / {issuer} rates {tick}
{issuer} said its rating service {raised|lowered|affirmed} the senior debt of {co}. The service pointed to the {strength|weakness} of the company's main markets and to the plans of its new chairman, {person}. The outlook is {stable|positive|negative}. The company, based in {place}, was not reached for comment.
= acquisition / company / 0 / {issuer} makes purchase
{issuer} <{tick}> said it agreed in principle to acquire {co}, a privately held maker of {pumps|valves|paper|glass|cable|tools} in {place}. Terms were not disclosed. The transaction is subject to a definitive agreement and to the approval of both boards and of the owners. {person}, who founded the business, will stay as its head.
= mortgage-rate / bank / 5 / {issuer} mortgage rate
{issuer} said its rate for new thirty-year home loans averaged {w:7-12>whole} and {w:2-9>tenth} tenths per cent this week, compared with {w:7-12<whole} and {w:2-9<tenth} tenths last week. Loans with a rate that moves began at {w:4-8} and {w:2-9} tenths. Borrowers paid fees of {w:2-4} points on average, and applications were {the same as|fewer than|more than} a week ago.
= grain-exports / place / 5 / {issuer} grain inspected for export
Grain inspected for export at {issuer} in the week ended {day-3}, in thousand tonnes, with the week before in brackets: wheat {n:210-690>wheat} ({n:210-690<wheat}), maize {n:410-990>maize} ({n:410-990<maize}), barley {n:11-99>barley} ({n:11-99<barley}), soybeans {n:210-590>soy} ({n:210-590<soy}). Since the season began {d:11.1-29.9} mln tonnes of wheat were inspected, against {d:11.1-29.9} mln a year earlier.
= appointment / company / 0 / {issuer} names officer
{issuer} <{tick}> named {person} {president|chief executive|chairman|finance director}, effective at once. {person}, who held the post before, leaves to pursue other interests. The new head came to the company from {co}.
ABOUT
= meeting / company / 250 / {issuer} annual meeting
Shareholders of {issuer} <{tick}> are called to the annual meeting on {day+28} at ten o'clock in the Guildhall of {place}. On the agenda: the accounts of the past year, the discharge of the board, the choice of auditors and the election of {person} as a director. Holders of record on {day+7} may vote.
ABOUT
= class-action / company / 0 / {issuer} shareholders notified
Counsel {person} gives notice to all who bought shares of {issuer} <{tick}> that a complaint was lodged with the court at {place}. Those who wish to lead the case must apply to the court.
LAW
= money-market / bank / 1 / {issuer} money market help
{issuer} said it gave the money market {w:20-90} million crowns of help in the {morning|afternoon} session, buying bank bills in band one at {w:7-9} and {w:2-7} eighths per cent. It had put the day's shortage at {w:91-400} million crowns. Maturing bills drained {w:20-90} million, while a fall in the note circulation added {w:2-60} million.
"""
TAILS = {  # word for word the same in several templates
    "LAW": "This notice is neither an offer to sell nor an invitation to buy any security, and no one may rely on it as such. It holds statements about the future that rest on what is believed today; what in fact happens may differ much for many reasons, among them markets, prices, law and weather. No duty is taken on to bring these statements up to date. Copies of the papers may be seen at the registry during the usual hours, free of charge.",
    "ABOUT": "The company serves customers in more than forty markets with products, systems and services for trade and industry. Its shares are listed on the main board. More can be learnt from its office for investors, which answers letters and calls on working days. The annual report is sent to every holder who asks for it in writing. It can be ordered from the registry, free of charge.",
}
MORE = (  # what a later version says beside
    "An analyst at {bank}, {person}, said the news was no surprise and kept an estimate of {n:10-990} mln crowns.",
    "{person}, who follows the matter at {bank}, called it better than the market had feared after the losses at {co}.",
    "Trading was heavy in {place}, where {n:10-990} lots changed hands within {w:5-50} minutes of the announcement.",
    "A spokesman, {person}, later told reporters in {place} that nothing further would be said before the week is out.",
)
SOURCES = ("Tallow Wire", "Corvane Business Post", "Evening Ledger", "Brisk Market Service", "Pellam Herald")
BIG_BANK_SHARE = 0.03  # of all notices: 300 in 10,000
CROWDS = (1, 1, 2, 3, 5, 8, 13, 30)  # issuers on one day
FIRST_DAY, WORKING_DAYS = datetime(2031, 1, 6), 390  # a Monday; eighteen months
SLOT, DAY = re.compile(r"\{([^{}]+)\}"), re.compile(r"day([+-]\d+)?")
FIGURE = re.compile(r"([ndw]):([\d.]+)-([\d.]+)(?:([<>])(\w+))?")
ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten",
    "eleven",
    "twelve",
    *(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONSETS = [*"bcdfghjklmnprstvwyz", "br", "ch", "dr", "fl", "gr", "kl", "pr", "qu", "st", "tr"]
VOWELS = [*"aeiou", "ae", "ei", "oa", "ou"]
CODAS = [*"lnrstx", "nd", "rk", "lm", "sk", "th", "ck"]
TRADES = ("Holdings", "Corp", "Industries", "Oil", "Mining", "Group", "Stores", "Foods", "Paper", "Steel", "Energy")
LENDERS = ("Bank", "Savings Bank", "Trust", "Credit Bank")


@dataclass(frozen=True, slots=True)
class Template:
    """One of TEMPLATES. ``every``: working days from one notice of an issuer to the next, 0 for whenever."""

    name: str
    issuer: str
    every: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it is written to the file, and what is true of it."""

    key: str
    date: datetime
    title: str
    source: str
    text: str
    story: str
    version: int


Pieces = tuple[tuple[str, str], ...]
"""A text in pieces: the slot that each filled ("" for the words between), and what stands there."""


def templates() -> list[Template]:
    """Return all templates, their tails in full and their paragraphs apart."""
    found = []
    for block in TEMPLATES.split("\n= ")[1:]:
        head, *paragraphs = block.splitlines()
        name, issuer, every, title = head.split(" / ")
        text = "\n\n".join(TAILS.get(paragraph, paragraph) for paragraph in paragraphs)
        found.append(Template(name, issuer, int(every), title, text))
    return found


def in_words(number: int) -> str:
    """Return a number from 1 to 999 in words.

    >>> in_words(342), in_words(20), in_words(7)
    ('three hundred and forty-two', 'twenty', 'seven')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = (*ONES, *TEENS)[rest] if rest < 20 else TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    if not hundreds:
        return small
    return f"{ONES[hundreds]} hundred" + (f" and {small}" if rest else "")


class Writer:
    """Writes notices. One source of chance decides everything."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - a corpus, no secret
        self.big_bank = f"{self._word()} National Bank"
        self.known = {kind: [self._new(kind) for _ in range(60)] for kind in ("company", "bank", "place", "person")}

    def notices(self, articles: int, chosen: Sequence[Template], revised: float = 0.0) -> list[Notice]:
        """Return so many notices by date, and among them second versions of the share ``revised`` of them."""
        banks = sum(template.issuer == "bank" for template in chosen)
        made: list[tuple[Notice, Pieces]] = []
        texts: set[str] = set()
        for number, template in enumerate(chosen):
            count = articles // len(chosen) + (number < articles % len(chosen))
            big = round(BIG_BANK_SHARE * articles / banks) if template.issuer == "bank" else 0
            firsts = (self._first(template, *one) for one in self._occasions(template, count, min(big, count // 2)))
            # Two notices of one text would be one story: the second is not kept.
            fresh = ((one, pieces) for one, pieces in firsts if one.text not in texts)
            for place, (one, pieces) in zip(range(count), fresh, strict=False):
                texts.add(one.text)
                made.append((replace(one, story=f"{template.name}:{place:05}"), pieces))
        # After them all, so that the same notices stand there whatever the share.
        seconds = [self._second(one, pieces) for one, pieces in made if self.random.random() < revised]
        return sorted([*(one for one, _ in made), *seconds], key=lambda one: (one.date, one.key))

    def _occasions(self, template: Template, count: int, big: int) -> Iterator[tuple[str, int]]:
        """Yield issuers and working days: ``big`` of the big bank, then runs of one issuer and crowds of one day."""
        every, chance = max(template.every, 1), self.random
        days = range(0, WORKING_DAYS, every)
        yield from ((self.big_bank, day) for day in chance.sample(days, min(big, len(days))))
        given: set[tuple[str, int]] = set()
        while True:
            day = chance.randrange(WORKING_DAYS)
            if template.every and chance.random() < 0.2:
                issuer, length = self._name(template.issuer), chance.randint(4, max(4, count // 8))
                drawn = [(issuer, on) for on in range(day % (WORKING_DAYS // 2), WORKING_DAYS, every)][:length]
            else:
                drawn = [(self._name(template.issuer), day) for _ in range(chance.choice(CROWDS))]
            # An issuer's second notice of one day, week or quarter would be a version of the first.
            fresh = {(issuer, on // every): (issuer, on) for issuer, on in drawn if (issuer, on // every) not in given}
            given |= fresh.keys()
            yield from fresh.values()

    def _first(self, template: Template, issuer: str, day: int) -> tuple[Notice, Pieces]:
        weeks, weekday = divmod(day, 5)
        date = FIRST_DAY + timedelta(weeks=weeks, days=weekday, minutes=self.random.randrange(8 * 60, 17 * 60))
        turn = day // max(template.every, 1)
        pieces = self._fill(template.text, issuer, date, turn)
        title = text_of(self._fill(template.title, issuer, date, turn)).upper()
        return Notice(self._key(), date, title, SOURCES[0], text_of(pieces), "", 0), pieces

    def _second(self, first: Notice, pieces: Pieces) -> Notice:
        """Return a second version: with a figure corrected, a paragraph more, or reprinted by another source."""
        figures = [place for place, (slot, _) in enumerate(pieces) if FIGURE.fullmatch(slot)]
        kind = self.random.choice(("corrected", "longer", "reprinted") if figures else ("longer", "reprinted"))
        later = timedelta(minutes=self.random.randint(3, 58) * (1 if kind == "corrected" else 5))
        second = replace(first, key=self._key(), version=1, date=first.date + later)
        if kind == "corrected":
            text = self._corrected(pieces, self.random.choice(figures))
            return replace(second, title=f"CORRECTED - {first.title}", text=text)
        if kind == "longer":
            more = text_of(self._fill(self.random.choice(MORE), "", first.date, 0))
            return replace(second, text=f"{first.text}\n\n{more}")
        source = self.random.choice(SOURCES[1:])
        return replace(second, source=source, text=f"{first.text}\n\n{SOURCES[0]}, for the {source}")

    def _corrected(self, pieces: Pieces, place: int) -> str:
        slot, old = pieces[place]
        new = old
        while new == old:
            new = self._slot(re.sub("[<>].*", "", slot), "", FIRST_DAY, 0)
        text = text_of((*pieces[:place], (slot, new), *pieces[place + 1 :]))
        return f"CORRECTED - Please read {new}, not {old}. A corrected notice follows.\n\n{text}"

    def _fill(self, text: str, issuer: str, date: datetime, turn: int) -> Pieces:
        """Fill every slot; ``turn`` counts the issuer's notices of this template."""
        parts = enumerate(SLOT.split(text))  # words, slot, words …
        return tuple((part, self._slot(part, issuer, date, turn)) if place % 2 else ("", part) for place, part in parts)

    def _slot(self, slot: str, issuer: str, date: datetime, turn: int) -> str:
        if "|" in slot:
            return self.random.choice(slot.split("|"))
        if figure := FIGURE.fullmatch(slot):
            return self._figure(figure, issuer, turn)
        if match := DAY.fullmatch(slot):
            day = date + timedelta(days=int(match[1] or 0))
            return f"{day:%B} {day.day}"
        if slot in ("person", "bank", "place", "co"):
            return self._name("company" if slot == "co" else slot)
        ordinal = ("first", "second", "third", "fourth")[(date.month - 1) // 3]
        tick = (issuer[:1] + re.sub("[aeiou ]", "", issuer[1:]))[:4].upper()
        return {"issuer": issuer, "ordinal": ordinal, "tick": tick}[slot]

    def _figure(self, slot: re.Match[str], issuer: str, turn: int) -> str:
        kind, low, high = slot[1], slot[2], slot[3]
        level = f"{self.seed}/{issuer}/{slot[5]}/{turn - (slot[4] == '<')}"
        chance = Random(level) if slot[5] else self.random  # noqa: S311 - as above
        if kind == "d":
            return f"{chance.uniform(float(low), float(high)):.{len(low.partition('.')[2])}f}"
        number = chance.randint(int(low), int(high))
        return in_words(number) if kind == "w" else f"{number:,}"

    def _name(self, kind: str) -> str:
        """Return a known name three times in ten, else a new one."""
        return self.random.choice(self.known[kind]) if self.random.random() < 0.3 else self._new(kind)

    def _new(self, kind: str) -> str:
        if kind == "company":
            partner = f" and {self._word()}" if self.random.random() < 0.15 else ""
            return f"{self._word()}{partner} {self.random.choice(TRADES)}"
        last = {"person": f" {self._word()}", "bank": f" {self.random.choice(LENDERS)}"}
        return self._word() + last.get(kind, "")

    def _word(self) -> str:
        """Return a word of two or three syllables."""
        draw = self.random.choice
        syllables = "".join(draw(ONSETS) + draw(VOWELS) for _ in range(draw((2, 2, 3))))
        return f"{syllables}{draw(CODAS)}".capitalize()

    def _key(self) -> str:
        return f"{self.random.getrandbits(48):012x}"


def text_of(pieces: Pieces) -> str:
    """Return the pieces as one text."""
    return "".join(text for _, text in pieces)


def write(notices: Sequence[Notice], articles: Path, labels: Path, *, titles: bool = False) -> None:
    """Write notices as JSON lines, and their labels: id, story, version."""
    with articles.open("w", encoding="utf-8") as file:
        for one in notices:
            told = {"id": one.key, "date": f"{one.date:%Y-%m-%dT%H:%M:%SZ}", "text": one.text}
            file.write(json.dumps(told | ({"title": one.title, "source": one.source} if titles else {})) + "\n")
    with labels.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("id", "story", "version"))
        rows.writerows((one.key, one.story, one.version) for one in notices)


@dataclass(frozen=True, slots=True)
class Score:
    """What became of a corpus: ``wrong`` counts the articles in a story with a stranger, by template."""

    pairs: Evaluation
    stories: int
    wrong: Counter[str]
    seconds: float
    largest: tuple[str, ...]


def score(articles: Path, labels: Path, folder: Path) -> Score:
    """Read and fold the articles in a new store in the folder, and hold its stories against the labels."""
    truth = read_labels([labels])
    with open_store(folder / "notices.db", create=True) as store:
        started = time.perf_counter()
        pipeline.ingest(store, [str(articles)], clock=lambda: "2033-01-01T00:00:00Z")
        pipeline.cluster(store, Settings())
        seconds = time.perf_counter() - started
        stories = list(store.stories(min_articles=1))
        found = {one.article.article.key: Place(story.id, one.number) for story in stories for one in story.revisions}
        wrong: Counter[str] = Counter()
        for story in stories:
            own = [truth.story[key] for key in keys_of(story)]
            wrong.update(label.partition(":")[0] for label in own if len(set(own)) > 1)
        pairs = evaluate(truth, found, lambda pairs: [0.0] * len(pairs))  # bands are not asked for
        return Score(pairs, len(stories), wrong, seconds, tuple(described(store, stories, truth.story)))


def keys_of(story: StoredStory) -> list[str]:
    """Return the KEYs of the articles of a story."""
    return [revision.article.article.key for revision in story.revisions]


def described(store: Store, stories: Sequence[StoredStory], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield lines about each of the five largest stories, with the reasons that hold it together."""
    largest = sorted(stories, key=lambda story: (-len(story.revisions), story.id))[:5]
    home = {revision.article.name: story.id for story in largest for revision in story.revisions}
    links: dict[str, list[StoredPair]] = {story.id: [] for story in largest}
    for pair in store.pairs():
        if pair.relation in JOINING and pair.a in home and home[pair.a] == home.get(pair.b):
            links[home[pair.a]].append(pair)
    for story in largest:
        own = [labels[key] for key in keys_of(story)]
        ranked = sorted(links[story.id], key=lambda pair: (pair.score, pair.a, pair.b))
        yield f"- {len(own)} articles of {len(set(own))} stories ({listed(label.partition(':')[0] for label in own)}),"
        yield f"  held by {len(ranked)} pairs ({listed(pair.relation for pair in ranked)})"
        for pair in ranked[:1] + ranked[len(ranked) // 2 :][:1]:
            yield f"  - {pair.relation} {pair.score:.2f}, Jaccard {pair.jaccard:.2f}: {'; '.join(pair.reasons)}"


def listed(names: Iterator[str]) -> str:
    """Return names with their counts, the most first."""
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())


def print_score(result: Score) -> None:
    """Print it as Markdown."""
    pairs, wrong = result.pairs, result.wrong.total()
    print("| articles | stories | in a wrong story | share | precision | recall | true pairs | in order | seconds |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {pairs.articles:,} | {result.stories:,} | {wrong:,} | {100 * wrong / pairs.articles:.2f} % | {pairs.precision:.4f} "
        f"| {pairs.recall:.4f} | {pairs.true_pairs:,} | {pairs.neighbours_in_order:,} | {result.seconds:.1f} |\n"
    )
    print(f"In a wrong story, by template: {listed(result.wrong.elements()) or 'none'}\n\nThe largest stories:\n")
    print("\n".join(result.largest))


def main() -> None:
    """Write a corpus, or score one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="OUT.jsonl LABELS.csv", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--templates", type=int, metavar="N", choices=range(1, len(templates()) + 1))
    parser.add_argument("--revised", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--score", action="store_true")
    asked = parser.parse_args()
    if len(asked.files) != (0 if asked.score else 2):
        parser.error("name two files to write, or --score and none")
    notices = Writer(asked.seed).notices(asked.articles, templates()[: asked.templates], asked.revised)
    with tempfile.TemporaryDirectory() as name:
        articles, labels = asked.files or (Path(name, "notices.jsonl"), Path(name, "labels.csv"))
        write(notices, articles, labels, titles=asked.titles)
        if asked.score:
            print_score(score(articles, labels, Path(name)))


if __name__ == "__main__":
    main()
