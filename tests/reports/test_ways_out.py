"""The report in other forms, the letter with questions, and an organisation's own looks."""

import io
import zipfile
from datetime import date

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from PIL import Image, PngImagePlugin

from accounts.models import Organisation
from accounts.services import add_member, create_organisation
from assessments.dismissals import dismiss
from assessments.engine.whole import read_whole
from assessments.models import Assessment
from assessments.services import run_assessment
from jobs.models import State
from procurement.services import create_procurement, create_specification, import_file
from reports.conformance import examine
from reports.look import LEAST_CONTRAST, contrast, readable
from reports.looks.logo import PRINTED, NotAPicture, TooLarge, clean_logo
from reports.models import Report, ReportTemplate
from reports.pdf import Pdf
from reports.render import render_pdf, to_html, typeset
from reports.services import request_report
from reports.snapshot import Snapshot, freeze
from reports.tasks import DOCUMENTS
from reports.word.board import board_docx
from tests.assessments.test_assessing import quietly
from tests.reports.specimens import a_snapshot, a_source, a_wide_row
from tests.reports.test_board_report import structure, words

PASSWORD = "a long enough password"
CSV = (
    "Avsnitt;Krav-ID;Krav;Typ\n"
    "Lagar;K1;Systemet ska vara CE-märkt enligt gällande regelverk.;Ska\n"
    "Koppling;K2;Systemet ska ha fullt stöd för Nationell patientöversikt enligt gällande standard.;Ska\n"
    "Drift;K3;Systemet ska visa patientöversikten inom 2 sekunder i 95 % av 1 000 sökningar vid 500 "
    "samtidiga användare, visat i lasttest LT-04 före leveransgodkännandet.;Ska\n"
)


def pdf_of(report: Report) -> Pdf:
    """What the worker would lay out."""
    snapshot, manuscript = DOCUMENTS[report.kind]
    return typeset(manuscript(snapshot.model_validate(report.snapshot)))


def a_region(name: str) -> tuple[Organisation, object]:
    """A region and its officer, who is signed in by `client.force_login`."""
    organisation = create_organisation(name=name)
    email = f"{name.rsplit(maxsplit=1)[-1].lower()}@example.org"
    member = add_member(organisation=organisation, email=email, name=name, role="officer", password=PASSWORD)
    return organisation, member.user


def an_assessment(organisation: Organisation, user) -> Assessment:
    procurement = create_procurement(organisation=organisation, title="Journal", reference="RV 1")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    version = import_file(specification=specification, upload_name="krav.csv", content=CSV.encode(), by=user)
    return run_assessment(version=version, progress=quietly)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (400, 100), mode: str = "RGBA", **saved) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "#7a1f3d" if mode != "CMYK" else (0, 80, 60, 20)).save(written, kind, **saved)
    return written.getvalue()


def with_a_bomb_in_its_text() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "x" * 30_000_000, zip=True)
    return a_picture(pnginfo=told)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_picture(), id="png"),
        pytest.param(a_picture("JPEG", mode="CMYK"), id="jpeg in four colours"),
        pytest.param(a_picture(mode="RGB", size=(4000, 900)), id="large"),
        pytest.param(with_a_bomb_in_its_text(), id="30 MB of text in 30 kB"),
    ],
)
def test_a_logo_becomes_a_small_picture_of_our_own_without_anything_else(content):
    with Image.open(io.BytesIO(clean_logo(content))) as logo:
        assert logo.format == "PNG"
        assert logo.mode == "RGB"
        assert logo.width <= PRINTED[0]
        assert logo.height <= PRINTED[1]
        assert not logo.info
    assert clean_logo(content) == clean_logo(content)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", NotAPicture, id="nothing"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', NotAPicture, id="svg"),
        pytest.param(b"GIF89a" + bytes(100), NotAPicture, id="gif"),
        pytest.param(a_picture()[:200], NotAPicture, id="cut off"),
        pytest.param(a_picture()[:60] + b"\xff" * 200, NotAPicture, id="broken"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", NotAPicture, id="postscript"),
        pytest.param(a_picture(mode="1", size=(6000, 6000)), TooLarge, id="36 megapixels in 5 kB"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(3_000_000), TooLarge, id="three megabytes"),
    ],
)
def test_a_hostile_picture_is_refused(content, refusal):
    with pytest.raises(refusal):
        clean_logo(content)


def test_a_colour_that_is_too_light_gets_the_nearest_shade_that_can_be_read():
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)  # WebAIM's example
    for light in ("#ffffff", "#f0a0c0", "#ffff00", "#777777", "#00ff00"):
        assert contrast(readable(light)) >= LEAST_CONTRAST
    assert readable("#123f52") == "#123f52"
    red, green, blue = (int(readable("#f0a0c0")[at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue > green  # still the same pink


@pytest.mark.django_db
def test_a_template_is_saved_chosen_and_frozen_and_stays_inside_its_region(client):
    west, anna = a_region("Region Väst")
    east, eva = a_region("Region Öst")
    client.force_login(anna)
    sent = {
        "name": "Vår",
        "printed_name": "Upphandling Väst",
        "introduction_sv": "Hej.",
        "sections": ["risk"],
    }
    upload = SimpleUploadedFile("logo.png", a_picture(), "image/png")
    refused = client.post(
        reverse("report-template-new"), sent | {"accent": "#f0a0c0", "picture": upload}
    ).content.decode()
    assert readable("#f0a0c0") in refused
    kept = refused.partition('name="kept_picture" value="')[2].partition('"')[0]
    client.post(reverse("report-template-new"), sent | {"accent": "#7A1F3D", "kept_picture": kept})
    template = ReportTemplate.objects.get(organisation=west)
    assert (template.accent, template.without) == ("#7a1f3d", ["picture", "changed", "whole"])
    assert client.get(reverse("report-template-logo", args=[template.pk])).content == clean_logo(a_picture())

    assessment = an_assessment(west, anna)
    asked = {"language": "sv", "template": template.pk}
    client.post(reverse("report-request", args=[assessment.pk]), asked)
    report = Report.objects.get()
    frozen = pdf_of(report).content
    printed = words(frozen)
    assert "Upphandling Väst" in printed
    assert "Glappet i en bild" not in printed
    assert not examine(frozen).faults
    pdf = pikepdf.open(io.BytesIO(frozen))
    assert [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    other = ReportTemplate.objects.create(organisation=east, name="Deras")
    for name in ("report-template-edit", "report-template-logo", "report-template-style"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    preview = client.get(reverse("report-template-preview", args=[template.pk, "en"])).content.decode()
    assert "The only mandatory requirement sounds settled" in preview
    assert '<p lang="sv">Hej.</p>' in preview
    assert client.get(reverse("report-template-preview", args=[other.pk, "en"])).status_code == 404
    assert client.post(reverse("report-template-delete", args=[other.pk])).status_code == 404
    client.post(reverse("report-request", args=[assessment.pk]), asked | {"template": other.pk})
    assert Report.objects.count() == 1
    template.delete()
    assert pdf_of(Report.objects.get()).content == frozen
    client.force_login(eva)
    for name in ("report-read", "report-word", "report-style", "report-logo"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404
    assert client.get(reverse("letter-new", args=[assessment.pk])).status_code == 404


def test_what_a_finding_about_the_whole_quotes_is_in_the_language_of_the_specification():
    texts = ("Tillgängligheten ska vara 99,5 %.", "Tjänsten ska ha en tillgänglighet på 99,9 %.")
    rows = [a_wide_row(text, at) for at, text in enumerate(texts, 1)]
    for language, marked in (("en", True), ("sv", False)):
        html = to_html(freeze(a_source(), rows, findings=read_whole(rows), language=language))
        cases = html.partition('class="fact__cases"')[2].partition("</ul>")[0]
        assert "99,5" in cases
        assert ('<span lang="sv">' in cases) == marked
        assert "</span> (K1)" in cases or not marked


def test_an_introduction_in_the_other_language_is_marked_as_what_it_is():
    template = ReportTemplate(name="Vår", introduction_sv="Läs detta först.")
    both = ReportTemplate(name="Vår", introduction_sv="Läs detta först.", introduction_en="Read this first.")
    assert both.look_in("en").introduction == "Read this first."
    own, foreign = (
        a_snapshot(language).model_copy(update={"look": template.look_in(language)})
        for language in ("sv", "en")
    )
    assert "<p>Läs detta först.</p>" in to_html(own)
    assert '<p lang="sv">Läs detta först.</p>' in to_html(foreign)
    pdf = pikepdf.open(io.BytesIO(render_pdf(foreign).content))
    marked = [each for each in structure(pdf.Root.StructTreeRoot) if str(each.get("/Lang", "")) == "sv"]
    assert "/P" in {str(each.S) for each in marked}
    runs = Document(io.BytesIO(board_docx(foreign))).element.body.iter(qn("w:lang"))
    assert "sv-SE" in {lang.get(qn("w:val")) for lang in runs}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_word_file_has_real_headings_tables_alternative_texts_and_languages(language):
    content = board_docx(a_snapshot(language))
    assert content == board_docx(Snapshot.model_validate(a_snapshot(language).model_dump(mode="json")))
    document = Document(io.BytesIO(content))
    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert [heading[0] for heading in headings] == list("1234567")
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    assert pictures
    assert all(len(picture.get("descr")) > 80 for picture in pictures)
    said = {"sv": "sv-SE", "en": "en-GB"}[language]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == said
    assert document.core_properties.language == said
    quoted = list(document.element.body.iter(qn("w:lang")))
    assert {lang.get(qn("w:val")) for lang in quoted} == {said}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert all(entry.date_time[0] == 1980 for entry in package.infolist())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "audience", "title", "part"),
    [
        ("sv", "market", "Frågor till marknaden", "Lagar"),
        ("en", "bidders", "Request for clarification of bids", "Koppling"),
    ],
)
def test_the_letter_asks_what_is_open_of_the_chosen_requirements_and_of_no_other(
    client, language, audience, title, part
):
    west, anna = a_region("Region Väst")
    assessment = an_assessment(west, anna)
    first, second, complete = assessment.version.requirements.filter(is_context=False)
    dismiss(
        version=assessment.version,
        requirements=[first],
        finding="missing.limit",
        reason="Står i bilaga 4.",
        by=anna,
    )
    client.force_login(anna)
    page = client.get(reverse("letter-new", args=[assessment.pk]))
    assert {row.pk for row in page.context["rows"]} == {first.pk, second.pk}
    sent = {"audience": audience, "language": language, "reply_by": "2026-12-15", "contact": "Anna, 010-1"}
    address = reverse("letter-new", args=[assessment.pk])
    assert "error" in client.post(address, sent).content.decode()  # nothing chosen
    client.post(address, sent | {"ask": [first.pk, second.pk]})
    letter = Report.objects.get(kind="letter")
    parts = letter.snapshot["parts"]
    assert [each["title"] for each in parts] == ["Lagar", "Koppling"]
    asked = parts[0]["asked"][0]
    assert (asked["number"], asked["text"]) == ("K1", first.text)
    gone = [
        question.text.in_language(language)
        for question in assessment.verdicts.get(requirement=first).verdict.questions
        if question.element == "limit"
    ]
    assert not set(gone) & set(asked["questions"])
    document = pdf_of(letter).content
    assert not examine(document).faults
    printed = words(document)
    word = client.get(reverse("report-word", args=[letter.pk]))
    text = " ".join(line.text for line in Document(io.BytesIO(word.content)).paragraphs)
    for told in (title, part, "K1", first.text, asked["questions"][0], "Anna, 010-1"):
        assert told in printed
        assert told in text
    assert complete.text not in printed
    assert letter.snapshot["reply_by"] == str(date(2026, 12, 15))
    assert letter.job.state == State.QUEUED


@pytest.mark.django_db
def test_the_web_page_says_what_the_pdf_says_in_the_reports_own_language(client, django_assert_num_queries):
    west, anna = a_region("Region Väst")
    assessment = an_assessment(west, anna)
    report = request_report(assessment=assessment, language="sv")
    client.force_login(anna)
    client.cookies["django_language"] = "en"
    with django_assert_num_queries(4):
        page = client.get(reverse("report-read", args=[report.pk])).content.decode()
    assert '<article class="report" lang="sv">' in page
    assert "Vad styrelsen ombeds besluta" in page
    assert "style=" not in page.partition("<article")[2].partition("</article")[0]
    assert "--accent: #123f52" in client.get(reverse("report-style", args=[report.pk])).content.decode()
