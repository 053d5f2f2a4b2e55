"""Reports as Word files, for those who must edit: the values of the PDF, real styles, headings and tables.

paper     python-docx with what we need of it: language, alternative texts, header rows, page numbers
picture   the gap picture as PNG, since Word reads no SVG
board     the board's report: its front, and which chapters
chapters  the others
gaps      the widest gaps
letter    the clarification letter
views     the addresses
"""
