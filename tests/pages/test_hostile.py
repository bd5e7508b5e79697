"""Whatever strangers write in whatever field, a page holds no element, handler or address of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from dedupe.pages import Told, one_page, site
from dedupe.pages.comparison import language, link
from dedupe.records import Article, ChangeReport, Comparison, Edit, StoredArticle
from tests.pages.parsing import Element, parse

CALLS = ["alert(1)", "fetch('//evil.example')", "document.title='owned'"]
OPENINGS = [
    "",
    "\"'>",
    "</title>",
    "</script>",
    "</style>",
    "-->",
    "]]>",
    "{{",
    "{%",
    "</textarea>",
    "</p></section></main>",
]
ELEMENTS = [
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<a href=javascript:{}>x</a>",
    "<details open ontoggle={}>",
]
PAYLOADS = [opening + element.format(call) for opening, element, call in product(OPENINGS, ELEMENTS, CALLS)] + [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    'https://evil.example/"onclick="alert(1)',
    "https://evil.example/' autofocus onfocus='alert(1)",
    "https://evil.example/</a><script>alert(1)</script>",
    "{{ ''.__class__.__mro__ }}{% include '/etc/passwd' %}",
    "\u202ehtml\x00\x1b]8;;http://evil.example\x07",
]
ELSEWHERE = {"src", "srcset", "srcdoc", "data", "poster", "action", "formaction", "background", "xlink:href", "style"}
ELEMENTS_OF_PAGES = set(
    re.findall(
        r"\w+",
        "html head meta title link script style body a header nav button main footer p ins del span h1 h2 h3 div section "
        "svg path rect circle g text dl dt dd figure figcaption fieldset legend label input details summary ul li article "
        "b bdi time strong table thead tbody tr th td form select option br kbd",
    )
)


def poisoned(report: ChangeReport, payload: str) -> ChangeReport:
    """The report with the payload in every field and every text of it."""

    def article(stored: StoredArticle) -> StoredArticle:
        fields = dict.fromkeys(
            ("key", "text", "title", "url", "source", "byline", "language", "published_at", "modified_at"), payload
        )
        return replace(stored, name=payload, article=replace(stored.article, **fields))

    def edits(found: tuple[Edit, ...]) -> tuple[Edit, ...]:
        return tuple(replace(edit, text=payload) for edit in found)

    def comparison(one: Comparison) -> Comparison:
        script = one.changes.script
        changes = replace(
            one.changes,
            script=replace(
                script,
                hunks=tuple(replace(hunk, edits=edits(hunk.edits)) for hunk in script.hunks),
                sentence_moves=tuple(replace(move, text=payload) for move in script.sentence_moves),
            ),
            facts=tuple(replace(fact, old=payload, new=payload + "2", context=payload) for fact in one.changes.facts),
            metadata=tuple(
                replace(change, old=payload, new=payload, edits=(Edit("insert", payload),))
                for change in one.changes.metadata
            ),
            significance=replace(one.changes.significance, reasons=(payload,)),
        )
        back = tuple(replace(each, article=report.story.revisions[0].article.name) for each in one.reversions)
        return replace(one, old=article(one.old), new=article(one.new), changes=changes, reversions=back)

    revisions = tuple(replace(one, article=article(one.article), ordered_by=payload) for one in report.story.revisions)
    comparisons = tuple(replace(comparison(one), reversions=()) for one in report.comparisons)
    return ChangeReport(story=replace(report.story, title=payload, revisions=revisions), comparisons=comparisons)


def faults(page: Element, *, alone: bool) -> Iterator[str]:
    scripts = [one.attributes.get("src", "inline") for one in page.named("script")]
    if scripts not in (["inline"], ["script.js"], ["../../script.js"]):
        yield f"scripts {scripts}"
    if len(page.named("style")) != int(alone):
        yield "a style of strangers"
    for one in page.all():
        if one.tag and one.tag not in ELEMENTS_OF_PAGES:
            yield f"<{one.tag}>"
        for name, value in one.attributes.items():
            if name.startswith("on") or (name in ELSEWHERE and one.tag != "script"):
                yield f"{one.tag} {name}={value}"
            if name == "href" and not _leads_home_or_to_the_web(one.tag, value):
                yield f"{one.tag} href={value}"


def _leads_home_or_to_the_web(tag: str, address: str) -> bool:
    if tag == "link":
        return address in ("data:,", "style.css", "../../style.css")
    return bool(re.match(r"#|\.\./\.\./index\.html|stories/[0-9a-f]{12}/|https?://", address)) or (
        address.endswith(".html") and address.replace("-", "").removesuffix(".html").isalnum()
    )


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) >= 200


@pytest.mark.parametrize("part", range(8))
def test_nothing_of_a_payload_gets_through(report: ChangeReport, part: int) -> None:
    for payload in PAYLOADS[part::8]:
        told = Told(report=poisoned(report, payload))
        pages = {name: text for name, text in site([told]) if name.endswith(".html")}
        assert len(pages) == 4
        for name, text in {**pages, "one.html": one_page(told)}.items():
            assert list(faults(parse(text), alone=name == "one.html")) == [], (payload, name)


def test_a_payload_is_shown_as_it_is(report: ChangeReport) -> None:
    page = dict(site([Told(report=poisoned(report, PAYLOADS[0]))]))["index.html"]
    assert "".join(parse(page).named("tr")[1].named("a")[0].texts()) == PAYLOADS[0]


def test_only_addresses_of_the_web_are_links() -> None:
    def leads(url: str) -> str:
        return link(Article(key="a", text="", url=url))

    assert leads("https://post.example/a?b=c&d") == "https://post.example/a?b=c&d"
    assert leads("HTTP://post.example") == "HTTP://post.example"
    for url in (
        "javascript:alert(1)",
        "//post.example",
        "https://a b",
        "https://a\tb",
        "file:///etc/passwd",
        "ftp://a",
        "",
    ):
        assert leads(url) == ""


def test_only_tags_of_languages_are_languages() -> None:
    tags = ["de", "pt_BR", "zh-Hant-TW", "German", "e", "de-", 'en" onclick', "", "日本"]
    assert [language(Article(key="a", text="", language=tag)) for tag in tags] == [
        "de", "pt-BR", "zh-Hant-TW", "", "", "", "", "", "",
    ]  # fmt: skip
