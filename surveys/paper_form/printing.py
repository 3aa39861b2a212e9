"""The form as a PDF: A4, black on white, for every unit the same but for its name in the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from surveys.fonts import plain
from surveys.model import Survey, in_language
from surveys.organisation import Unit
from surveys.paper_form import pieces, typeface
from surveys.paper_form.occasion import Occasion
from surveys.paper_form.pieces import MARGIN, SMALL, WIDE, Piece
from surveys.paper_form.questions import Block, blocks, boxes
from surveys.paper_form.sheet import numbers, on_paper
from surveys.paper_form.wording import spoken
from surveys.texts import say

_TITLE = 16.0
_FOOT = 1.5 * SMALL  # height of the foot
_TOP = A4[1] - MARGIN
_ROOM = _TOP - MARGIN - _FOOT
_POINT = "•"


def a4(occasion: Occasion, units: Sequence[Unit]) -> bytes:
    """One PDF with the form of each unit. ValueError when there is no unit."""
    if not units:
        raise ValueError("no units")
    typeface.register()
    file = BytesIO()
    page = Canvas(
        file,
        A4,
        pageCompression=1,
        invariant=1,
        lang=occasion.lang,
        initialFontName=typeface.REGULAR,  # type: ignore[arg-type]  # a name; the stub says float
    )
    page.setTitle(occasion.say("head.file", campaign=occasion.campaign.title))
    page.setAuthor(occasion.organisation)
    sides = list(_sides(list(_everything(occasion))))
    for unit in units:
        page.bookmarkPage(unit.code)
        page.addOutlineEntry(plain(unit.name), unit.code)
        for number, side in enumerate(sides, 1):
            _draw(page, side)
            _foot(page, occasion, unit, (number, len(sides)))
            page.showPage()
    page.save()
    return file.getvalue()


def missing_letters(occasion: Occasion) -> str:
    """The letters of this language that the typeface cannot draw; "" when it can draw all."""
    known = typeface.register().face.charToGlyph
    return "".join(sorted({c for text in _texts(occasion) for c in text if ord(c) not in known}))


def _everything(occasion: Occasion) -> Iterator[Block]:
    paper = on_paper(occasion.survey)
    yield Block(tuple(_head(occasion)))
    yield Block(tuple(_invitation(occasion, paper)))
    yield from blocks(occasion, paper, numbers(paper))


def _head(occasion: Occasion) -> Iterator[Piece]:
    yield pieces.paragraph([(plain(occasion.organisation), False)], size=SMALL)
    yield pieces.paragraph([(plain(occasion.campaign.title), True)], size=_TITLE)
    if occasion.nameless:
        promises = [say(f"posters.sheet.promise_{n}", occasion.lang) for n in (1, 2, 3)]
        yield pieces.paragraph([(f" {_POINT} ".join(promises) + ".", True)])


def _invitation(occasion: Occasion, paper: Survey) -> Iterator[Piece]:
    """The consent as on a phone; handing in the sheet is the same as saying yes."""
    consent = paper.consent
    yield pieces.gap(2)
    if consent is None:
        yield pieces.paragraph([(occasion.say("head.contact", **occasion.facts), False)])
    else:
        lead, *points = _consent(occasion, consent.label).split(_POINT)
        yield pieces.paragraph([(lead, False)])
        for point in points:
            yield pieces.paragraph([(f"{_POINT} {point.strip()}", False)])
        yield pieces.gap(2)
        yield from pieces.options(boxes(occasion, consent))
        yield pieces.gap(1)
    refuse = [(occasion.say("head.refuse"), False)] if consent else []
    yield pieces.paragraph([*refuse, (occasion.say("head.how"), True)])
    yield pieces.rule()


def _consent(occasion: Occasion, words: object) -> str:
    text = in_language(words, occasion.lang)  # type: ignore[arg-type]
    for name, value in occasion.facts.items():
        text = text.replace(f"{{{name}}}", value)
    return spoken({occasion.lang: text}, {}, occasion.lang)


def _sides(waiting: Sequence[Block]) -> Iterator[list[Piece]]:
    """Blocks on pages. A block is only cut when it is longer than a whole page."""
    side: list[Piece] = []
    free = _ROOM
    for number, block in enumerate(waiting):
        following = waiting[number + 1] if block.leads and number + 1 < len(waiting) else None
        needed = _height(block) + (_height(following) if following else 0)
        if side and needed > free and needed <= _ROOM:
            yield side
            side, free = [], _ROOM
        for piece in block.pieces:
            if piece.height > free and side:
                yield side
                side, free = [], _ROOM
            side.append(piece)
            free -= piece.height
    yield side


def _height(block: Block) -> float:
    return sum(piece.height for piece in block.pieces)


def _draw(page: Canvas, side: Sequence[Piece]) -> None:
    top = _TOP
    for piece in side:
        piece.draw(page, top)
        top -= piece.height


def _foot(page: Canvas, occasion: Occasion, unit: Unit, place: tuple[int, int]) -> None:
    """Campaign and unit, and nothing that would tell one sheet from another (handbook 4.6)."""
    top = MARGIN + typeface.LEADING * SMALL
    pieces.hair(page, top + 2)
    side = occasion.say("foot.side", number=place[0], sides=place[1])
    if place[0] == place[1]:
        side = f"{occasion.say('foot.thanks')} {side}"
    right = typeface.width(side, SMALL)
    left = occasion.say(
        "foot.codes", campaign=occasion.campaign.id, unit=unit.code, called=unit.name
    )
    size = min(SMALL, SMALL * (WIDE - right - 12) / typeface.width(left, SMALL))
    pieces.write(page, left, (MARGIN, top), size)
    pieces.write(page, side, (MARGIN + WIDE - right, top), SMALL)


def _texts(occasion: Occasion) -> Iterator[str]:
    paper = on_paper(occasion.survey)
    for group in paper.groups:
        yield plain(in_language(group.label, occasion.lang))
    for question in paper.questions:
        for words in (question.label, question.help):
            yield spoken(words, {}, occasion.lang)
        for choice in (*question.choices, *question.rows):
            yield spoken(choice.label, {}, occasion.lang)
