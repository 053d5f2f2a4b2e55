"""XML files: what they are, before any other parser sees them."""

import re
import xml.parsers.expat

from .package import strict_parser
from .refusal import refusal

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_ELEMENTS = 1_000_000  # a ReqIF file of 25 MB has half as many
_NOTICES = ("ContractNotice", "PriorInformationNotice", "ContractAwardNotice")


def root_of(content: bytes) -> str:
    """The local name of the root element, "" where the content is no well-formed XML.

    Raises `Refused` for XML that declares a document type, and with it every entity.
    """
    names: list[str] = []
    count = 0

    def start(name: str, _: object) -> None:
        nonlocal count
        count += 1
        if count == 1:
            names.append(name)
        if count > _MOST_ELEMENTS:
            raise refusal("too_heavy")

    parser = strict_parser()
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except (xml.parsers.expat.ExpatError, ValueError):  # ValueError: an encoding that nobody knows
        return ""
    return names[0].rpartition(":")[2] if names else ""


def is_notice(root: str) -> bool:
    """Whether a root element is that of an EU notice (eForms)."""
    return root in _NOTICES


def text_of(content: bytes) -> str:
    """The document as text without its XML declaration; raises `Refused` where it is not decodable."""
    declared = _DECLARED.match(content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        text = content.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError):
        raise refusal("not_text") from None
    return _DECLARATION.sub("", text)
