"""XLSForm in and out: workbooks of other survey tools as surveys, surveys as such workbooks."""

from surveys.xlsform.reading import read
from surveys.xlsform.told import Imported, LeftOut, NotXlsForm
from surveys.xlsform.writing import write

__all__ = ["Imported", "LeftOut", "NotXlsForm", "read", "write"]
