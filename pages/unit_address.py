"""Where an officer is inside the page "Đơn vị": ?don_vi= names a unit, ?viec= what is done."""

from __future__ import annotations

import streamlit as st

UNIT, TASK = "don_vi", "viec"  # names in the address
NEW, IMPORT = "moi", "nhap"  # what may be done: ?viec=moi, ?viec=nhap
BODY, EVENT = "to-chuc-moi", "su-kien"  # ?viec=su-kien&loai_su_kien=chuyen&don_vi=…
KIND, MOVE = "loai_su_kien", "chuyen"
PART, REGISTER, TREE = "muc", "so", "to-chuc"  # ?muc=to-chuc is the tree
LEDGERS = "so-theo-doi"  # a page of its own
DAY = "ngay"  # of the tree
SEARCH, TYPES = "tim", "loai"  # the filters of the list


def go(task: str = "", unit: str = "", kind: str = "") -> None:
    """Change the address to a task, a unit, or (without either) back to the list with its
    filters. For callbacks: the run that follows shows what the new address names."""
    kept = {n: st.query_params.get_all(n) for n in _KEPT if n in st.query_params}
    wanted = {name: value for name, value in ((TASK, task), (UNIT, unit), (KIND, kind)) if value}
    st.query_params.from_dict({**kept, **wanted})


_KEPT = (SEARCH, TYPES, PART, DAY)
