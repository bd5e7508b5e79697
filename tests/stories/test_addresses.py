"""Which addresses name one page, and which no page of one article."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import Article
from dedupe.stories.addresses import canonical_url
from dedupe.stories.places import is_page_of_one, places_of, places_of_url

PAGE = "https://post.example/fire-kills-three"

PIECES = (
    "http://", "https://", "HTTP://", "www.", "amp.", "m.", "post.example", "[", "]", "[::1]", "user:pw@", ":80", ":99999",
    "/", "//", ".", "..", "/amp", ".amp", ".html", "index.html", ";jsessionid=1", "?", "&", "&amp;", "amp;", "=", "+", "%",
    "%7", "%7e", "%2F", "%2e", "%41", "#", "#!", "utm_source=x", "id=7", "b=2", "a=1", "amp=1", "é", "例え", "\ud800", "\x00", "\n",
    "https://web.archive.org/web/2031id_/", "https://www.google.com/amp/s/", "https://x.cdn.ampproject.org/c/s/", "-12345",
)  # fmt: skip
HOSTILE = st.one_of(
    st.text(st.characters(codec=None), max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
)
ADDRESSES = st.one_of(
    HOSTILE, HOSTILE.map(lambda rest: f"https://post.example/{rest}"), HOSTILE.map("http://{}".format)
)


@pytest.mark.parametrize(
    "other",
    [
        "http://post.example/fire-kills-three",
        "HTTPS://WWW.Post.Example:443/fire-kills-three/",
        "http://post.example.:80//./x/../fire-kills-three",
        "https://reader:secret@m.post.example/fire-kills-three#comments",
        "https://mobile.post.example/fire-kills-three/index.html",
        "https://amp.post.example/fire-kills-three",
        "https://post.example/fire-kills-three/amp/",
        "https://post.example/amp/fire-kills-three",
        "https://post.example/fire-kills-three.amp",
        "https://post.example/fire-kills-three?amp=1",
        "https://post.example/fire-kills-three?outputType=amp",
        "https://www.google.com/amp/s/www.post.example/fire-kills-three?amp",
        "https://www.google.co.uk/amp/post.example/fire-kills-three?usqp=mq331AQ",
        "https://post-example.cdn.ampproject.org/c/s/post.example/fire-kills-three?amp_js_v=0.1",
        "https://web.archive.org/web/20310503120000id_/http://post.example/fire-kills-three",
        "http://web.archive.org/web/2031/https:/post.example/fire-kills-three",
        "https://web.archive.org/web/2031/https://www.google.com/amp/s/post.example/fire-kills-three",
        "https://post.example/fire%2Dkills%2dthree;jsessionid=0A1",
        "  https://post.example/fire-kills-three\n",
        *(f"https://post.example/fire-kills-three?{name}=a1" for name in (
            "utm_source", "UTM_Campaign", "at_medium", "ns_mchannel", "fbclid", "gclid", "gclsrc", "dclid", "msclkid", "mc_cid",
            "mc_eid", "igshid", "ocid", "cmpid", "CMP", "intcmp", "xtor", "s_cid", "smid", "ref_src", "wt_mc", "_ga", "mbid",
        )),
        "https://post.example/fire-kills-three?ref=home&amp;referrer=rss",
    ],
)  # fmt: skip
def test_one_page_has_one_form(other: str) -> None:
    assert canonical_url(other) == PAGE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://post.example/Fire", "https://post.example/fire"),
        ("https://post.example/?id=1", "https://post.example/?id=2"),
        ("https://post.example/?p=1", "https://post.example/"),
        ("https://post.example/?story=1", "https://post.example/"),
        ("https://post.example/a?ref=12345", "https://post.example/a"),
        ("https://post.example/a?campus=7", "https://post.example/a"),
        ("https://post.example:8080/a", "https://post.example/a"),
        ("https://post.example/a%2Fb", "https://post.example/a/b"),
        ("https://post.example/#!/fire", "https://post.example/#!/flood"),
        ("https://north.post.example/a", "https://south.post.example/a"),
        ("https://web.archive.example/web/2031/http://post.example/a", "https://post.example/a"),
        ("https://champ/a", "https://ch/a"),
        ("https://amp.example/a", "https://example/a"),
    ],
)
def test_other_pages_have_other_forms(a: str, b: str) -> None:
    assert None not in (canonical_url(a), canonical_url(b))
    assert canonical_url(a) != canonical_url(b)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example", "https://post.example/"),
        ("https://post.example/?b=2&a=%c3%a9&a=x+y&a=%C3%A9", "https://post.example/?a=%C3%A9&a=x%20y&b=2"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://en.m.tower.example/wiki/Tar", "https://en.tower.example/wiki/Tar"),
        ("http://[2001:DB8:0::1]:80/a", "https://[2001:db8::1]/a"),
        ("https://post.example/100%", "https://post.example/100%25"),
        ("https://post.example/../../a", "https://post.example/a"),
    ],
)
def test_the_form(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", " ", "mailto:desk@post.example", "file:///fire.txt", "/fire", "//post.example/fire", "post.example/fire", "ftp://post.example/",
        "http://", "http://[", "http://[::1", "http://]", "http://a:b/", "http://a:70000/", "http://a..b/", "http://a b/", "http://a%2Fb/",
        "http://a/\ud800", "http://" + "a" * 300, "http://a/" + "x" * 10_000, "http://a/" + "é" * 2_000, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page(url: str) -> None:
    assert canonical_url(url) is None
    assert not is_page_of_one(url)
    assert places_of_url(url) == ()


@given(ADDRESSES)
def test_the_form_of_a_form_is_itself(url: str) -> None:
    form = canonical_url(url)
    if form is not None:
        assert canonical_url(form) == form
        assert re.fullmatch(r"https://[^/\s]+/[!-~]*", form)
        assert places_of_url(form) == places_of_url(url)
    assert places_of_url(url)[:1] == ((form,) if is_page_of_one(url) else ())


@pytest.mark.parametrize(
    "piece", ["https://www.google.com/amp/", "/index.html.amp", "../", "%25", "&amp;", "[", ".amp", "a&", "-1"]
)
def test_long_addresses_are_read_in_one_go(piece: str) -> None:
    url = "https://post.example/" + piece * (7_000 // len(piece))
    form = canonical_url(url)
    assert form is None or canonical_url(form) == form


@given(st.permutations(["id=7", "a=1", "utm_source=x", "b=%C3%A9", "fbclid=2"]))
def test_the_order_of_parameters_does_not_count(parameters: list[str]) -> None:
    assert canonical_url("https://post.example/a?" + "&".join(parameters)) == "https://post.example/a?a=1&b=%C3%A9&id=7"


@pytest.mark.parametrize(
    "path",
    [
        "", "?utm_source=x", "news", "news/", "world/africa", "world/middle-east", "index.html", "2031/05/03", "2031", "2031-05-03",
        "world/20310503", "tag/fire-at-the-quay", "author/12345", "news?page=2", "news/page/117", "?lang=en", "g20",
    ],
)  # fmt: skip
def test_fronts_and_sections_are_no_evidence(path: str) -> None:
    assert not is_page_of_one(f"https://post.example/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "fire-kills-three", "fire_kills_three.html", "world-africa-68912345", "12345", "2031/05/03/fire", "2031/may/03/fire", "?p=7",
        "?story=fire-kills-three", "wiki/Tar", "category/news/fire-kills-three", "articles/c4ng8n8ny2eo",
    ],
)  # fmt: skip
def test_pages_of_one_article(path: str) -> None:
    assert is_page_of_one(f"https://post.example/{path}")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031/05/03/fire-kills-three-12345", "2031/05/03/fire-kills-five-12345"),
        ("fire-kills-three/a-68912345", "fire-kills-five/a-68912345"),
        ("story/12345/fire-kills-three", "story/12345/fire-kills-five"),
        ("12345-fire-kills-three", "12345-fire-kills-five.html"),
        ("123456-quake-kills-43219", "123456-quake-kills-44218"),
        ("fire-0b5cd17e-9f0c-4a8f-8c57-6d5f9d3c1a2b", "Blaze-0B5CD17E-9F0C-4A8F-8C57-6D5F9D3C1A2B"),
        ("fire-kills-0b5cd17e9f0c", "fire-kills-five-0b5cd17e9f0c"),
    ],
)
def test_a_slug_may_change_around_its_identifier(a: str, b: str) -> None:
    one, other = places_of_url(f"https://post.example/{a}"), places_of_url(f"http://www.post.example/{b}?utm_source=x")
    assert one[0] != other[0]
    assert set(one) & set(other) == {one[1]}
    assert not set(one) & set(places_of_url(f"https://tide.example/{b}"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("fire-at-quay-20310503", "flood-in-town-20310503"),
        ("fire-at-quay-310503", "flood-in-town-310503"),
        ("fire-at-quay-03052031", "flood-in-town-03052031"),
        ("fire-at-quay-203105031200", "flood-in-town-203105031200"),
        ("2031/fire-at-the-quay", "2031/flood-in-the-town"),
        ("quake-kills-10000-people", "floods-displace-10000-people"),
        ("region-12345/fire-at-the-quay", "region-12345/flood-in-the-town"),
        ("fire-at-quay-12345", "fire-at-quay-12346"),
        ("articles/c12345abz", "articles/d12345xyz"),
        ("one-two-12345-54321", "one-two-three-12345-99999"),
    ],
)
def test_days_tolls_and_sections_are_no_identifiers(a: str, b: str) -> None:
    one, other = places_of_url(f"https://post.example/{a}"), places_of_url(f"https://post.example/{b}")
    assert one
    assert other
    assert not set(one) & set(other)


@pytest.mark.parametrize(
    "url", [None, "https://post.example/dock-strike-put-off", "https://other.example/dock-strike-put-off"]
)
def test_the_time_of_capture_is_no_part_of_an_address(url: str | None) -> None:
    captured = [
        Article(key=f"https://post.example/{page} 2031-{day}T09:00:00Z", text="", url=url and f"{url}{page}")
        for page, day in (("dock-opens-on-monday", "05-04"), ("crane-falls-on-ferry", "06-11"))
    ]
    one, other = (set(places_of(article)) for article in captured)
    assert one
    assert not one & other
    again = replace(captured[0], key="https://post.example/dock-opens-on-monday 2031-05-09T12:00:00Z")
    assert one & set(places_of(again))


def test_a_key_that_is_no_address_is_a_place_as_it_is() -> None:
    assert list(places_of(Article(key="wire 17", text=""))) == ["key wire 17"]
