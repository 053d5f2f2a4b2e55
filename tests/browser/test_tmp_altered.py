import io, os
import openpyxl
from pathlib import Path
from django.core.files.base import ContentFile
from django.urls import reverse
from assessments.bidding.services import run_reading
from assessments.services import run_assessment
from procurement.bidding.access import name
from procurement.bidding.services import receive_bid, supplier_named
from procurement.services import *
from accounts.models import User
from tests.bids.conftest import ASKED, PROMISE, PROOF, filled
from .conftest import NOWHERE
OUT=Path("/tmp/alter/shots"); OUT.mkdir(exist_ok=True)
MORE = ("Leverantören ska visa hur behörighetsstyrning sker per roll.", "Systemet bör stödja export av hela journalen i öppet format.", "Avtalet ska kunna sägas upp med sex månaders varsel.")

def altered(version):
    c = filled(version, {0: {"Svar": PROOF, "Hur det uppfylls": "Standard"}, 1: {"Svar": "Ja.", "Hur det uppfylls": "Utveckling"}, 2:{"Svar":"Ja, se bilaga 4."},3:{"Svar":"Uppfylls."},4:{"Svar":"Ja."},5:{"Svar":"Ja"}})
    b=openpyxl.load_workbook(io.BytesIO(c)); s=b.worksheets[1]
    s.cell(2,3).value=ASKED[0].replace("vid anbudstidens utgång","senast vid driftstart").replace("lägst klass IIa","lägst klass I")
    s.cell(3,3).value=ASKED[1].replace("2 sekunder","5 sekunder")
    s.cell(4,4).value="Tilldelningskriterium"
    s.delete_rows(7)
    s.append(["", "", "Beställaren ska betala licensavgift för testmiljö.", "Obligatoriskt krav", "I anbudet", "", "Ja"])
    o=io.BytesIO(); b.save(o); return o.getvalue()

def test_look(people, open_site, settings, tmp_path):
    settings.MEDIA_ROOT=tmp_path
    procurement = create_procurement(organisation=people, title="Journal för Region Exempel")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    alice = User.objects.get(email="alice@example.org")
    version = import_text(specification=specification, text="\n\n".join((*ASKED, *MORE)), by=alice)
    assessment=run_assessment(version=version, progress=lambda d,t,phase="":None)
    name(procurement=procurement, user=alice, by=alice)
    bids=[]
    word=__import__("docx").Document()
    rows=list(version.requirements.filter(is_context=False))
    own=openpyxl.Workbook(); own.active.append(["Krav","Svar"])
    for r in rows: own.active.append([r.text.replace("2 sekunder","10 sekunder"),"Ja."])
    o=io.BytesIO(); own.save(o)
    for sup, c, fn in (("Ordina AB", filled(version,{0:{"Svar":PROOF}}),"svar.xlsx"),("Medika AB",altered(version),"svar.xlsx"),("Egen AB",o.getvalue(),"eget.xlsx")):
        bid = receive_bid(procurement=procurement, supplier=supplier_named(organisation=people,name=sup), version=version, upload_name=fn, content=ContentFile(c,name=fn), by=alice)
        if bid.is_read: run_reading(bid=bid, progress=lambda d,t,phase="":None)
        bids.append(bid)
    here=procurement.pk
    pages={"list":reverse("bid-list",args=[here]),"bid":reverse("bid-detail",args=[here,bids[1].pk]),"columns":reverse("bid-columns",args=[here,bids[2].pk]),
      "matrix":reverse("bid-matrix",args=[here,version.pk]),"req":reverse("bid-requirement",args=[here,version.pk,rows[0].pk]),"req3":reverse("bid-requirement",args=[here,version.pk,rows[2].pk]),
      "letter":reverse("bid-letter",args=[here,bids[1].pk]),"log":reverse("bid-log",args=[here]),"new":reverse("bid-new",args=[here])}
    only=os.environ.get("ONLY","").split(",")
    for lang in ("sv","en"):
        for width in (1280,390):
            page=open_site("alice@example.org",language=lang,width=width)
            for n,a in pages.items():
                if only!=[""] and n not in only: continue
                page.goto(a)
                page.screenshot(path=str(OUT/f"{n}-{lang}-{width}.png"),full_page=True)
    from reports.bidding.freezing import chapter_of
    from reports.services import request_report
    import reports.services as rs
    from django.test import Client
    c=Client(headers={"accept-language":"sv"}); c.force_login(alice)
    (OUT/"list.csv").write_bytes(c.get(reverse("bid-matrix-file",args=[here,version.pk,"csv"])).content)
    (OUT/"letter.pdf").write_bytes(c.post(reverse("bid-letter",args=[here,bids[1].pk]),{"ask":sorted(c.get(pages["letter"]).context["chosen"]),"language":"sv","ending":"pdf"}).content)
    from tests.bids.test_report import made
    from reports.models import Report
    c.post(reverse("report-request",args=[assessment.pk]),{"language":"sv","with_bids":"on"})
    r=made(Report.objects.get())
    (OUT/"report.pdf").write_bytes(r.file.open("rb").read())
    (OUT/"report.docx").write_bytes(c.get(reverse("report-word",args=[r.pk])).content)
