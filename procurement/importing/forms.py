"""What the pages of an import ask: a file or text, then how it is to be read."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from procurement.importers.draft import Reading
from procurement.importers.mapping import (
    NO_HEADER,
    ROLES,
    ROLES_OF_ONE_COLUMN,
    TICKED,
    Mapping,
    Table,
    TableMapping,
    Word,
)
from procurement.models import Kind, Phase, Procurement, Specification

NOTHING = "nothing"  # what a word can mean, said by somebody rather than left open
TICKED_ROLES = tuple(TICKED + kind for kind in Kind.values)


class ImportForm(forms.Form):
    """A file or pasted text, and which specification it becomes a version of."""

    specification = forms.ModelChoiceField(
        label=_("What is it?"),
        queryset=Specification.objects.none(),
        required=False,
        empty_label=_("A new specification"),
        help_text=_("Choose an existing specification to add a new version of it."),
    )
    title = forms.CharField(
        label=_("Name of the new specification"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it gets the name of the file."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        help_text=_(
            "Excel (.xlsx), Word (.docx), CSV, ReqIF, JSON or PDF with text, 25 MB at most. The file itself "
            "is kept unchanged."
        ),
        error_messages={"empty": _("The file is empty. Check that it is saved and choose it again.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx,.csv,.txt,.reqif,.reqifz,.json,.pdf"}),
    )
    text = forms.CharField(
        label=_("Pasted text"),
        required=False,
        strip=False,
        help_text=_(
            "Cells copied from Excel keep their columns: take the header row along. Otherwise one "
            "requirement a line or paragraph."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, procurement: Procurement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        specifications = procurement.specifications.all()
        self.fields["specification"].queryset = specifications
        if not specifications:
            del self.fields["specification"]

    def clean(self) -> dict:
        cleaned = super().clean()
        text = cleaned.get("text", "").strip()
        if "file" not in self.errors and not cleaned.get("file") and not text:
            self.add_error("file", _("Choose a file, or paste the requirements below."))
        if cleaned.get("file") and text:
            self.add_error("text", _("Choose either a file or pasted text, not both."))
        return cleaned

    @property
    def new_title(self) -> str:
        """What a new specification is to be called."""
        if self.cleaned_data["title"]:
            return self.cleaned_data["title"]
        upload = self.cleaned_data["file"]
        return PurePath(upload.name).stem if upload else str(_("Pasted requirements"))


def mapping_asked(post: QueryDict, reading: Reading) -> Mapping:
    """The mapping that the form on the page says; what makes no sense in it stays as it is.

    Fields are named by a table's place in the reading: `t0-take`, `t0-header`, `t0-c3`.
    """
    tables = [_table_asked(post, f"t{index}", table) for index, table in enumerate(reading.tables)]
    was = reading.mapping
    return Mapping(
        tables=_alike_follow(was.tables, tables),
        paragraphs="paragraphs" in post if asks_paragraphs(reading) else was.paragraphs,
        kinds=_words_asked(post, "kind", reading.kinds, was.kinds, Kind.values),
        phases=_words_asked(post, "phase", reading.phases, was.phases, Phase.values),
        kind_when_silent=_one_of(Kind.values, post.get("kind_when_silent"), was.kind_when_silent),
    )


def asks_paragraphs(reading: Reading) -> bool:
    """Whether there is text beside tables to take or leave."""
    return bool(reading.tables) and (bool(reading.paragraphs) or not reading.mapping.paragraphs)


def _table_asked(post: QueryDict, name: str, table: Table) -> TableMapping:
    """A table as the form has it. Another header means other columns: they are found anew."""
    was = table.mapping
    take = f"{name}-take" in post
    rows = [NO_HEADER, *(head.row for head in table.heads)]
    header = _one_of(list(map(str, rows)), post.get(f"{name}-header"), str(was.header))
    if int(header) != was.header:
        return was.model_copy(update={"take": take, "header": int(header), "height": None, "roles": None})
    allowed = ("", *ROLES, *TICKED_ROLES)
    asked = [_one_of(allowed, post.get(f"{name}-c{at}"), role) for at, role in enumerate(was.roles)]
    return was.model_copy(update={"take": take, "roles": _each_once(was.roles, asked)})


def _one_of(allowed: Sequence[str], asked: str | None, otherwise: str) -> str:
    return asked if asked in allowed else otherwise


def _each_once(was: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """Of two columns with a role that only one can have, the one keeps it that was just given it."""
    roles = list(asked)
    for role in ROLES_OF_ONE_COLUMN:
        columns = [at for at, one in enumerate(asked) if one == role]
        chosen = next((at for at in columns if was[at] != role), None)
        for at in columns:
            if len(columns) > 1 and at != (columns[0] if chosen is None else chosen):
                roles[at] = ""
    return tuple(roles)


def _alike_follow(was: Sequence[TableMapping], asked: Iterable[TableMapping]) -> tuple[TableMapping, ...]:
    """A change of one table's columns is one of all tables that had the same headers and columns."""
    pairs = list(zip(was, asked, strict=True))
    changed = {
        (old.shape, old.roles): new.roles for old, new in pairs if new.roles and new.roles != old.roles
    }
    return tuple(
        new.model_copy(update={"roles": changed.get((old.shape, old.roles), new.roles)})
        if new.roles == old.roles
        else new
        for old, new in pairs
    )


def _words_asked(
    post: QueryDict, field: str, words: Sequence[Word], was: dict[str, str], meanings: Sequence[str]
) -> dict[str, str]:
    """What somebody says that words mean, by the word in lower case; NOTHING is kept as ""."""
    known = {word.word.casefold(): word.meaning for word in words}
    asked = dict(zip(post.getlist(f"{field}-word"), post.getlist(f"{field}-meaning"), strict=False))
    told = dict(was)
    for word, meaning in asked.items():
        key = word.casefold()
        if meaning == NOTHING and key in known and (known[key] or key not in was):
            told[key] = ""
        elif meaning in meanings and known.get(key, meaning) != meaning:
            told[key] = meaning
    return told


def not_understood(reading: Reading) -> tuple[Word, ...]:
    """Words of the kind column that nobody has said the meaning of."""
    told = reading.mapping.kinds
    return tuple(word for word in reading.kinds if not word.meaning and word.word.casefold() not in told)
