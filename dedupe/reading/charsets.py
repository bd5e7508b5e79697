"""Which encoding a page is in, by the rules of the HTML standard: what it declares, and nothing is guessed.

In this order: its byte order mark, HTTP's header, the declaration in its first kilobyte, UTF-8 where
the bytes are that, and windows-1252, which the standard means where nothing is said.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_LOOKED_AT: Final = 2048

# Label -> codec, where it is not its own name. What the standard's table calls Latin-1 and ASCII is windows-1252.
_OTHERS: Final = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "windows-874": "cp874", "tis-620": "cp874", "iso-8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "gb18030": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "euc-jp": "euc_jp",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "koi8-r": "koi8_r", "koi8-u": "koi8_u",
    "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
}  # fmt: skip
_NUMBERED = re.compile(r"(?:windows-125[0-8]|iso-8859-(?:[2-8]|1[03456]))")


def decode_page(content: bytes, charset: str = "") -> tuple[str, str | None]:
    r"""Return a page as text, and the caution where bytes of it could not be read (each is U+FFFD then).

    ``charset`` is what HTTP says, empty where it says nothing.

    >>> decode_page(b"<meta charset=koi8-r>\xc6")[0][-1], decode_page("fög".encode())[0], decode_page(b"f\xf6g")[0]
    ('ф', 'fög', 'fög')
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec)
    declared = _DECLARED.search(content[:_LOOKED_AT])
    codec_declared = _codec(charset) or (_codec(declared[1].decode("ascii")) if declared else None)
    if codec_declared:
        return _decoded(content, codec_declared)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), None


def _codec(label: str) -> str | None:
    """The codec of a label, None for one that we do not know; never one that is no encoding of pages."""
    plain = label.strip().strip("\"'").lower()
    return _OTHERS.get(plain) or (plain if _NUMBERED.fullmatch(plain) else None)


def _decoded(content: bytes, codec: str) -> tuple[str, str | None]:
    try:
        return content.decode(codec), None
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    return text, f"{text.count('�'):,} characters are no {codec}: kept as U+FFFD"
