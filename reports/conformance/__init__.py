"""Is this PDF what it says it is: PDF/UA-1 (accessible) and PDF/A-3a (archivable)?

A check for each failure that a program can tell: for PDF/UA-1 by its number in the Matterhorn Protocol 1.1 of
the PDF Association, for PDF/A-3 by its clause in ISO 19005-3:2012. Pure: bytes in, an Examination out.
"""

from .check import CHECKS, Check, Examination, Fault
from .examine import examine

__all__ = ["CHECKS", "Check", "Examination", "Fault", "examine"]
