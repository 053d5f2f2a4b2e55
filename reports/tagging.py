"""The tag tree of a PDF: what a screen reader is told of a laid-out document.

Takes the place of WeasyPrint 70's own, which starts every element anew on each page (a table over three
pages becomes three tables, a paragraph two), tags running heads as text, loses the language of quoted parts
and the scope of headers, and names links by their anchors. Here an element of the HTML is one element of
the tree wherever its parts were laid out, repeated table heads and all in the margins are artifacts, and
inline elements that mean nothing leave no trace; that also makes the file a third smaller.

Knows WeasyPrint's boxes by their shape only; `reports.render` hands them over.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

SVG = "{http://www.w3.org/2000/svg}svg"
BLOCKS = {
    "section": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "dl": "L",
    "ul": "L",
    "ol": "L",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "figcaption": "Caption",
    "img": "Figure",
    SVG: "Figure",
    "nav": "Sect",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SEAL_FIELD = "Seal"
PRINTED_AND_LOCKED = 4 | 128
KEPT_EMPTY = {"TD", "TH", "TR"}
ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})


class Node:
    """An element of the tree; `kids` are nodes, (page, MCID) pairs and (page, annotation) pairs."""

    def __init__(self, tag: str, parent: "Node | None", element: Any = None) -> None:
        self.tag = tag
        self.parent = parent
        self.element = element
        self.kids: list = []
        self.entries: dict[str, Any] = {}
        self.page: int | None = None  # where it began
        self.body: Node | None = None  # of an item of a list: where all but its marker goes
        self.reference = b""
        if parent is not None:
            parent.kids.append(self)

    @property
    def is_empty(self) -> bool:
        return self.tag not in KEPT_EMPTY and all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)


def add_tags(pdf: Any, document: Any, pdf_version: object, page_streams: list) -> None:
    """Write the tag tree of `document`, whose pages it has read by now, into `pdf`; called by WeasyPrint in
    place of its own function."""
    if document.reserves_seal:
        document.tree.hold_seal(_seal_field(pdf))
    _write(pdf, document.tree)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class Tree:
    """Boxes to nodes, page by page. `owners` tells, for each page, the node of each marked content."""

    def __init__(self) -> None:
        self.root = Node("Document", None)
        self.owners: list[dict[int, Node]] = []
        self.annotations: list[tuple[Node, Any]] = []
        self._nodes: dict[Any, Node] = {}

    def read_page(self, page_box: Any, stream: Any) -> None:
        """Read the next page, which has just been drawn."""
        self._page, self._marks = len(self.owners), stream._tags
        self._artifacts: set[int] = set()
        self.owners.append({})
        self._read(page_box, self.root)
        _make_artifacts(stream, self._artifacts)
        stream._tags.clear()

    def hold_seal(self, annotation: Any) -> None:
        form = Node("Form", self.root)
        form.kids.append((len(self.owners) - 1, annotation))
        self.annotations.append((form, annotation))

    def _read(self, box: Any, parent: Node) -> None:
        box = getattr(box, "_box", box)  # of an AbsolutePlaceholder
        if type(box).__name__ == "MarginBox" or self._is_artifact(box):
            return self._drop(box)
        mark = self._marks.get(box)
        if mark is not None and type(box).__name__ == "TextBox":
            return self._own(parent, mark["mcid"])
        node = self._node(box, parent)
        if mark is not None:  # a picture
            self._own(node, mark["mcid"])
        if getattr(box, "link_annotation", None):
            self._annotate(node, box.link_annotation)
        for child in getattr(box, "children", ()):
            self._read(child, node)
        return None

    def _is_artifact(self, box: Any) -> bool:
        """Whether a box is there for the eye only: decoration, or a table's head said again."""
        element = box.element
        if element is None or "::" in (box.element_tag or ""):
            return False
        if element.get("aria-hidden") == "true":
            return True
        begun = self._nodes.get(element)
        return element.tag == "thead" and begun is not None and begun.page != self._page

    def _drop(self, box: Any) -> None:
        box = getattr(box, "_box", box)
        if box in self._marks:
            self._artifacts.add(self._marks[box]["mcid"])
        for child in getattr(box, "children", ()):
            self._drop(child)

    def _own(self, node: Node, mcid: int) -> None:
        node = node.body or node
        node.kids.append((self._page, mcid))
        self.owners[-1][mcid] = node

    def _annotate(self, node: Node, annotation: Any) -> None:
        node.kids.append((self._page, annotation))
        self.annotations.append((node, annotation))
        annotation["Contents"] = pydyf.String(_words(node.element))

    def _node(self, box: Any, parent: Node) -> Node:
        """The node that the box's content belongs to: its element's, new or begun before, or `parent`."""
        element, tag = box.element, box.element_tag
        if element is None or tag is None or type(box).__name__ == "LineBox":
            return parent
        if tag.endswith("::marker"):
            return self._label(parent)
        if "::" in tag:
            return parent
        if element in self._nodes:
            return self._nodes[element]
        node = self._made(element, parent, box)
        if node is not parent:
            self._nodes[element] = node
            node.page = self._page
        return node

    def _label(self, item: Node) -> Node:
        if item.tag == "LBody":
            item = item.parent or item
        label = Node("Lbl", item)
        item.kids.insert(0, item.kids.pop())
        return label

    def _made(self, element: Any, parent: Node, box: Any) -> Node:
        """A new node for `element`, or `parent` where it adds nothing to it."""
        tag, inside = element.tag, parent.body or parent
        if tag in ("ul", "ol") and _in_navigation(inside):
            return Node("TOC", inside)
        if tag == "li":
            return _item(inside)
        if tag in ("dt", "dd"):
            return _term(inside, tag)
        if tag == "a" and element.get("href"):
            outer = Node("Reference", inside) if _within(inside, "TOCI") else inside
            return Node("Link", outer, element)
        if tag in BLOCKS:
            node = Node(BLOCKS[tag], inside, element)
            node.entries |= _entries(node, box)
            return node
        if tag == "div" and any(type(child).__name__ == "LineBox" for child in box.children):
            return _spoken(Node("P", inside, element))
        if _lang(element) and tag not in ("html", "body"):
            return _spoken(Node("Span", inside, element))
        return parent


def _seal_field(pdf: Any) -> pydyf.Dictionary:
    """An empty signature field without an area, on the last page."""
    page = pdf.objects[int(pdf.pages["Kids"][-3])]
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(SEAL_FIELD),
            "TU": pydyf.String("Digital seal"),
            "Contents": pydyf.String("Digital seal"),
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "F": PRINTED_AND_LOCKED,
            "P": page.reference,
        }
    )
    pdf.add_object(field)
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 3})
    return field


def _item(parent: Node) -> Node:
    if _within(parent, "TOC"):
        return Node("TOCI", parent)
    item = Node("LI", parent)
    item.body = Node("LBody", item)
    return item


def _term(parent: Node, tag: str) -> Node:
    """A term begins an item of a list, what is said of it goes into the same item."""
    if tag == "dt":
        return Node("Lbl", Node("LI", parent))
    items = [kid for kid in parent.kids if isinstance(kid, Node)]
    return Node("LBody", items[-1] if items else Node("LI", parent))


def _in_navigation(node: Node) -> bool:
    return any(each.element is not None and each.element.tag == "nav" for each in _line(node))


def _line(node: Node | None) -> Iterator[Node]:
    """A node and all above it."""
    while node is not None:
        yield node
        node = node.parent


def _within(node: Node, tag: str) -> bool:
    return any(each.tag == tag for each in _line(node))


def _spoken(node: Node) -> Node:
    if lang := _lang(node.element):
        node.entries["Lang"] = pydyf.String(lang)
    return node


def _lang(element: Any) -> str | None:
    """What `lang` or `xml:lang` says; the latter is for many elements: WeasyPrint computes a style of
    its own for each that has a `lang`."""
    return element.get("lang") or element.get(XML_LANG)


def _entries(node: Node, box: Any) -> dict[str, Any]:
    """What a structure element says of itself beside its content."""
    element, entries = _spoken(node).element, dict(node.entries)
    if node.tag == "Figure":
        entries["Alt"] = pydyf.String(_says(element))
        x, y = box.content_box_x(), box.content_box_y()
        entries["A"] = _attributes("Layout", BBox=pydyf.Array((x, y, x + box.width, y + box.height)))
    elif node.tag in ("TH", "TD"):
        spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
        wanted = {name: span for name, span in spans.items() if span != 1}
        if node.tag == "TH":
            wanted["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        if wanted:
            entries["A"] = _attributes("Table", **wanted)
    elif node.tag == "L":
        numbering = {"ol": "/Decimal", "ul": "/Disc"}.get(element.tag, "/None")
        entries["A"] = _attributes("List", ListNumbering=numbering)
    return entries


def _attributes(owner: str, **values: object) -> pydyf.Dictionary:
    return pydyf.Dictionary({"O": f"/{owner}", **values})


def _says(picture: Any) -> str:
    """The alternative text of a picture: the title of an SVG, the alt of an image."""
    title = picture.find("{http://www.w3.org/2000/svg}title")
    return (title.text or "") if title is not None else picture.get("alt", "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _make_artifacts(stream: Any, mcids: set[int]) -> None:
    """Say of these marked contents, already painted, that they are no part of the text."""
    if not mcids:
        return
    items = stream.stream
    for at, item in enumerate(items):
        if type(item) is pydyf.Dictionary and item.get("MCID") in mcids:
            items[at - 1], items[at] = "/Artifact", ARTIFACT


def _write(pdf: Any, tree: Tree) -> None:
    pages = pdf.page_references
    parents = pydyf.Dictionary({"Nums": pydyf.Array()})
    pdf.add_object(parents)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": parents.reference})
    pdf.add_object(root)
    pdf.catalog["StructTreeRoot"] = root.reference
    root["K"] = pydyf.Array([_write_node(pdf, tree.root, root.reference, pages)])
    for number, owners in enumerate(tree.owners):
        refs = [
            owners[mcid].reference if mcid in owners else "null"
            for mcid in range(max(owners, default=-1) + 1)
        ]
        parents["Nums"].extend([number, pydyf.Array(refs)])
    for number, (node, annotation) in enumerate(tree.annotations, len(tree.owners)):
        annotation["StructParent"] = number
        parents["Nums"].extend([number, node.reference])
    root["ParentTreeNextKey"] = len(tree.owners) + len(tree.annotations)


def _write_node(pdf: Any, node: Node, parent: bytes, pages: tuple) -> bytes:
    """Add the object of `node` and of all below it; return its reference."""
    written = pydyf.Dictionary({"S": f"/{node.tag}", "P": parent, **node.entries})
    pdf.add_object(written)
    node.reference = written.reference
    home = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
    if home is not None:
        written["Pg"] = pages[home]
    if kids := list(_kids(pdf, node, home, pages)):
        written["K"] = pydyf.Array(kids)
    return node.reference


def _kids(pdf: Any, node: Node, home: int | None, pages: tuple) -> Iterator[object]:
    for kid in node.kids:
        if isinstance(kid, Node):
            if not kid.is_empty:
                yield _write_node(pdf, kid, node.reference, pages)
            continue
        page, content = kid
        if not isinstance(content, int):
            yield pydyf.Dictionary({"Type": "/OBJR", "Obj": content.reference, "Pg": pages[page]})
        elif page == home:
            yield content
        else:
            yield pydyf.Dictionary({"Type": "/MCR", "Pg": pages[page], "MCID": content})
