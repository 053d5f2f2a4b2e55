"""The consultant's audit report: every requirement with all its evidence, and the data itself inside.

snapshot   what is printed and embedded, frozen; its JSON is the published format
places     the words that signals stand on, numbered in reading order
entries    a requirement as it is printed
document   Snapshot -> Audit, everything the template prints
workbook   the same as a workbook
making     Snapshot -> PDF with both inside
"""

from .snapshot import AuditRow, AuditSnapshot, freeze_audit

__all__ = ["AuditRow", "AuditSnapshot", "freeze_audit"]
