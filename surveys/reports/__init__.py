"""Papers for meetings: what is said (outlines), then how it looks (Word, workbook)."""

from surveys.reports.material import Material

__all__ = ["Material"]
