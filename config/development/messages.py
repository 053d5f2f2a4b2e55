"""Collects every text that a user sees into locale/sv/LC_MESSAGES/django.po; needs no gettext programs.

    python -m config.development.messages     adds new texts, empty, and takes away those no longer used

Django's own `makemessages` wants GNU xgettext; here Django's template parser and Babel read the same.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parents[2]
SWEDISH = ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
ROOMS = ("accounts", "assessments", "config", "jobs", "procurement", "reports")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}

# Without the dates and names that Babel would put here, a change of one text is a change of one text.
HEADER = """\
msgid ""
msgstr ""
"Language: sv\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Message = tuple[str, str | tuple[str, str], str | None]


def messages() -> Catalog:
    """Every text marked for translation in Python and templates, with the files it stands in."""
    catalog = Catalog(locale="sv", project="Glapp", fuzzy=False, charset="utf-8")
    for place, message, context in sorted(_all(), key=lambda found: found[0]):
        catalog.add(message, locations=[(place, None)], context=context)
    return catalog


def read_swedish() -> Catalog:
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")


def write_swedish(catalog: Catalog) -> None:
    written = BytesIO()
    write_po(
        written,
        catalog,
        width=110,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    SWEDISH.parent.mkdir(parents=True, exist_ok=True)
    SWEDISH.write_bytes(HEADER.encode() + written.getvalue())


def _all() -> Iterator[Message]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from _in_python(path)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".svg", ".txt"):
            yield from _in_template(path)


def _in_python(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
            yield str(path.relative_to(ROOT)), message, context


def _in_template(path: Path) -> Iterator[Message]:
    template = engines["django"].from_string(path.read_text("utf-8")).template
    place = str(path.relative_to(ROOT))
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode) and node.filter_expression.var.literal:
            # Django doubles the percent sign before it looks a text up. A variable is marked where it is set.
            yield place, node.filter_expression.var.literal.replace("%", "%%"), _context(node)
        elif isinstance(node, BlockTranslateNode):
            singular, _names = node.render_token_list(node.singular)
            plural, _names = node.render_token_list(node.plural)
            yield place, (singular, plural) if plural else singular, _context(node)


def _context(node: TranslateNode | BlockTranslateNode) -> str | None:
    return node.message_context.var if node.message_context else None


def main() -> None:
    if not settings.configured:
        django.setup()
    found = messages()
    if SWEDISH.exists():
        old = read_swedish()
        for message in found:
            known = old.get(message.id, message.context) if message.id else None
            if known:
                message.string = known.string
    write_swedish(found)
    missing = [message for message in found if message.id and not all(_strings(message.string))]
    print(f"{len(found)} texts, {len(missing)} without Swedish: {SWEDISH.relative_to(ROOT)}")


def _strings(translated: str | tuple[str, ...]) -> tuple[str, ...]:
    return translated if isinstance(translated, tuple) else (translated,)


if __name__ == "__main__":
    main()
