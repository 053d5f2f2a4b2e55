"""The mark that says PDF/UA-1 beside PDF/A-3a, written where readers look for it.

WeasyPrint writes one variant's mark only, and its `xmp_metadata` would add a second block that readers
ignore. PDF/A wants every property outside its own list described (ISO 19005-3, 6.6.2.3), hence the schema.
"""

from typing import Protocol

_END = b"</rdf:RDF>"
_MARK = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class Metadata(Protocol):
    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes: ...


def with_accessibility_mark(metadata: Metadata) -> None:
    """Make `metadata` (WeasyPrint's of one document) write the mark with the rest."""
    plain = metadata.generate_rdf_metadata

    def marked(variant: str, version: int, conformance: str) -> bytes:
        rdf = plain(variant, version, conformance)
        if not rdf.endswith(_END):
            raise ValueError("WeasyPrint's metadata has another shape than reports/metadata.py expects")
        return rdf.removesuffix(_END) + _MARK + _END

    metadata.generate_rdf_metadata = marked
