"""The tree as a picture: bodies indented below each other, with levels, units and workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from surveys.organisation import LINK_KINDS, Organisation, Sum, Tree, in_order, sums
from surveys.texts import say
from surveys.texts.numbers import number

_STYLE = """<style>
.tree{display:grid;gap:0;font-size:1rem;line-height:1.35}
.tree .row{display:grid;grid-template-columns:minmax(0,1fr) 9rem 6.5rem 8.5rem;gap:.8rem;
 align-items:center;min-height:3rem;
 border-bottom:1px solid color-mix(in srgb,currentColor 10%,transparent)}
.tree .who{display:flex;align-self:stretch;align-items:center;min-width:0}
.tree .bend{flex:none;width:1.5rem;align-self:stretch;
 border-left:2px solid color-mix(in srgb,currentColor 22%,transparent);
 margin-left:.55rem;margin-right:-.4rem}
.tree .bend.last::after{content:"";display:block;height:50%;width:.8rem;
 border-bottom:2px solid color-mix(in srgb,currentColor 22%,transparent)}
.tree .name{padding:.35rem 0 .35rem .2rem;min-width:0;overflow-wrap:anywhere}
.tree .name small{display:block;opacity:.75;font-size:.875rem}
.tree .top .name b{font-size:1.12rem}
.tree .fill{height:.7rem;border-radius:.35rem;
 background:color-mix(in srgb,currentColor 9%,transparent)}
.tree .fill i{display:block;height:100%;border-radius:.35rem;background:#1F4E79;min-width:2px}
.tree .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tree .loose{opacity:.8}
@media(prefers-color-scheme:dark){.tree .fill i{background:#7FB2E5}}
@media(max-width:640px){
 .tree .row{grid-template-columns:minmax(0,1fr) auto;gap:.2rem .6rem;padding:.3rem 0}
 .tree .fill{display:none}.tree .who{grid-row:span 2}.tree .bend{width:.9rem}
 .tree .n.workers{grid-column:2}.tree .n{font-size:.875rem}}
</style>"""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every row is drawn from: the tree, the sums, names of levels, the longest bar."""

    tree: Tree
    found: Mapping[str, Sum]
    levels: Mapping[str, str]
    most: int
    lang: str


def picture(organisation: Organisation, tree: Tree, lang: str, only: Collection[str] = ()) -> None:
    """Show the bodies of a tree, or `only` some of them, each with what lies under it."""
    workplaces = {level.key for level in organisation.levels if level.workplace}
    levels = {level.key: level.names[lang] for level in organisation.levels}
    found = sums(tree, workplaces)
    bodies = [code for code, unit in tree.nodes.items() if unit.level not in workplaces]
    shown = [code for code in bodies if not only or code in only]
    most = max((found[code].workers for code in shown), default=0)
    sheet = _Sheet(tree, found, levels, most, lang)
    rows = [_row(sheet, code, depth) for depth, code in in_order(tree, shown)]
    if not only:
        rows += _loose(sheet, bodies)
    alt = escape(say("organisation.tree.alt", lang, bodies=len(shown)))
    st.html(f'{_STYLE}<div class="tree" role="list" aria-label="{alt}">{"".join(rows)}</div>')


def _row(sheet: _Sheet, code: str, depth: int) -> str:
    unit, link, under = sheet.tree.nodes[code], sheet.tree.parents.get(code), sheet.found[code]
    kind = say(f"names.link_kind.{link.kind}", sheet.lang) if link else ""
    shown = kind if link and link.kind != LINK_KINDS[0] else ""
    level = sheet.levels.get(unit.level, unit.level)
    small = " · ".join(filter(None, (level, code, shown)))
    bends = '<span class="bend"></span>' * max(0, depth - 1)
    bends += '<span class="bend last"></span>' if depth else ""
    share = 100 * under.workers / sheet.most if sheet.most else 0
    return (
        f'<div class="row{"" if depth else " top"}" role="listitem"><span class="who">{bends}'
        f'<span class="name"><b>{escape(unit.name)}</b><small>{escape(small)}</small></span></span>'
        f'<span class="fill"><i style="width:{share:.1f}%"></i></span>'
        f"{_counts(under, sheet.lang)}</div>"
    )


def _loose(sheet: _Sheet, bodies: Collection[str]) -> list[str]:
    """Workplaces that belong nowhere, on one row."""
    roots = [sheet.found[code] for code in sheet.tree.roots if code not in set(bodies)]
    if not roots:
        return []
    total = Sum(
        sum(one.units for one in roots),
        sum(one.workers for one in roots),
        sum(one.members for one in roots),
    )
    words = escape(say("organisation.tree.loose", sheet.lang))
    return [
        '<div class="row loose" role="listitem"><span class="who"><span class="name">'
        f"{words}</span></span><span></span>{_counts(total, sheet.lang)}"
        "</div>"
    ]


def _counts(under: Sum, lang: str) -> str:
    units = say("organisation.tree.units", lang, count=number(under.units, lang))
    workers = say("organisation.tree.workers", lang, count=number(under.workers, lang))
    return f'<span class="n">{escape(units)}</span><span class="n workers">{escape(workers)}</span>'
