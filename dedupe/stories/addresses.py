"""Addresses as evidence of place: which of them name one page, however they were shared, mirrored or archived.

The stored address of an article is never altered; what is made here is only compared.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, unquote, urlsplit

_LONGEST = 8_000  # characters: what RFC 9110, section 4.1, asks of every server; it also bounds the work
_PORTS = {None, 80, 443}  # those that go without saying
_VIEWS = {"www", "m", "mobile", "amp"}  # labels of a host that show its pages to other devices
_INDEX = re.compile(r"(?:index|default)\.(?:s?html?|php\d?|aspx?|jsp|cgi)", re.IGNORECASE)

# Who keeps or serves pages of others under its own host: the address within is the one that counts.
_KEEPERS = re.compile(
    r"""https?://(?: web\.archive\.org/web/(?:\d{1,14}(?:[a-z]{2}_)?|\*)/   # id_, if_, im_ …: how it is shown
                   | (?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?              # s: by https
                   | (?:[\w-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)/[cv]/(?:s/)? )
        (?:https?:/+ | (?![a-z][a-z\d+.-]*:/))""",
    re.VERBOSE | re.IGNORECASE,
)

# Parameters that say how a reader came, never what is read. The lists of ClearURLs and Neat URL agree on most; names that are
# identifiers on some site (id, p, cid, source, mod) stay, because a place too many is worse than a place too few.
_TRACKERS = re.compile(
    r"""(?: (?:utm|at|ns|pk|mtm|piwik|matomo|hsa|fb|ga|itm|vero|guce|amp|hmb)_[^=]*       # campaigns, by their maker
          | (?:fb|g|d|tw|tt|y|ys)clid | msclkid | gclsrc | [gw]braid | li_fat_id | igshi?d? | _g[al]  # clicks on advertisements
          | mc_[ce]id | mkt_tok | _hs(?:enc|mi) | elqtrack(?:id)? | sp(?:reportid|jobid|userid|mailingid)   # newsletters
          | ocid | (?:int|wt_?|sc_)?cmp(?:id)? | wt\.\w+ | wt_?mc | s_?c_?id | smid | smtyp | [nim]cid | mbid | cndid
          | xtor | ito | s(?:rnd|ref) | sr_share | taid | tpcc | feed(?:type|name) | guccounter | trk(?:campaign)?
          | _openstat | usqp | ref_?(?:src|url|source) )(?:=.*)?
        | ref(?:errer)?(?:=\D*)?                # some sites number their pages by ref=
        | _?amp(?:=.*)? | output(?:type)?=amp   # the same page for telephones
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_LABELS = re.compile(r"[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_][a-z0-9_-]*)*")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_AMP_END = re.compile(r"(?<=.)(?:\.amp)+(?=\.html?$|$)", re.IGNORECASE)


def canonical_url(url: str) -> str | None:
    """Return the form in which two addresses are compared; None for what is no http(s) address of a host.

    RFC 3986, section 6.2, and what newsrooms and readers add: views for telephones, archives, trackers. A user name is
    left out. Never raises; the form of a form is itself.

    >>> canonical_url("http://amp.Post.example:80/a/../fire/index.html?utm_source=x&p=2&id=%7E1#top")
    'https://post.example/fire?id=~1&p=2'
    >>> canonical_url("https://web.archive.org/web/20310503120000id_/http://post.example/fire/")
    'https://post.example/fire'
    >>> canonical_url("mailto:desk@post.example")
    """
    if ":" not in url:
        return None  # most KEYs: told before anything is parsed
    try:
        last, form = None, url.strip() if len(url) <= _LONGEST else ""
        while form != last:  # after the first round there is only ever less
            last, form = form, _form(urlsplit(_unwrapped(form)))
    except ValueError:  # of brackets, ports, IDNA, lone surrogates
        return None
    return form if 0 < len(form) <= _LONGEST else None


def _unwrapped(url: str) -> str:
    while found := _KEEPERS.match(url):
        url = f"https://{url[found.end() :]}"
    return url


def _form(parts: SplitResult) -> str:
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    host = _host(unquote(parts.hostname, errors="strict"))
    port = "" if parts.port in _PORTS else f":{parts.port}"
    query = re.sub(r"&(?:amp;)+", "&", _escaped(parts.query)).replace("+", "%20")
    kept = sorted({part for part in query.split("&") if part and not _TRACKERS.fullmatch(part)})
    return (
        f"https://{host}{port}/{'/'.join(_segments(_escaped(parts.path)))}"
        + ("?" + "&".join(kept) if kept else "")
        + (
            f"#{_escaped(parts.fragment)}" if parts.fragment.startswith("!") else ""
        )  # a page of its own, in old scripts
    )


def _host(name: str) -> str:
    if ":" in name:
        return f"[{IPv6Address(name.partition('%')[0]).compressed}]"
    if len(name) > 255:
        raise ValueError("a host name has no more than 253 characters, and a dot")
    labels = name.encode("idna").decode("ascii").lower().rstrip(".").split(".")
    host = ".".join([label for label in labels[:-2] if label not in _VIEWS] + labels[-2:])
    if not _LABELS.fullmatch(host):
        raise ValueError("no name of a host")
    return host


def _escaped(text: str) -> str:
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    text = re.sub(r"%[0-9A-Fa-f]{2}", lambda found: _character(found[0]), text)
    return quote(text, safe="%:/?#[]@!$&'()*+,;=~")


def _character(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if _UNRESERVED.fullmatch(character) else escape.upper()


def _segments(path: str) -> list[str]:
    kept: list[str] = []
    for segment in path.split("/"):
        name = _AMP_END.sub("", _SESSION.sub("", segment))
        if name == "..":
            del kept[-1:]
        elif name not in {"", "."} and name.lower() != "amp":
            kept.append(name)
    while kept and _INDEX.fullmatch(kept[-1]):
        kept.pop()
    return kept
