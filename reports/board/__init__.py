"""Snapshot -> Board: the board report's sentences, rows and pictures in the active language.

Pure but for the language: the PDF, the web page and the Word file print the same values.
"""

from .document import board_of
from .headline import finding
from .phrases import shorten
from .values import Board

__all__ = ["Board", "board_of", "finding", "shorten"]
