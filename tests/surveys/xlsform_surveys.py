"""Surveys made up by hypothesis: every field of the vocabulary with every kind of question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from surveys.model import Choice, Group, Kind, Question, Sensitivity, Survey

LANGUAGES = ("vi", "en", "km", "zh-Hant")

_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="$\ufffe\uffff"
)
_TEXTS = st.one_of(
    st.sampled_from(["=1+1", "Có, “rất” nhiều", "a < b & c", "1", "TRUE", "#N/A", "Dòng\nhai"]),
    st.text(_LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool),
)
_CODES = st.from_regex(r"[a-zA-Z0-9_&'-]{1,8}", fullmatch=True)
_COLUMNS = st.dictionaries(
    st.sampled_from(["state", "tỉnh", "label", "ln_x", "Media"]), _TEXTS, max_size=2
)
_PLAN = st.lists(st.sampled_from(["3.4-b", "MT-2025-DV", "hai từ"]), max_size=2).map(tuple)
_LISTED = (Kind.CONSENT, Kind.SINGLE, Kind.MULTIPLE, Kind.RATING, Kind.RANKING, Kind.MATRIX)


@dataclass
class _Draft:
    """A survey in the making: ids given so far, answers that may be looked at."""

    languages: tuple[str, ...]
    ids: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """A survey that may be published."""
    languages = tuple(draw(st.permutations(LANGUAGES))[: draw(st.integers(1, 3))])
    draft = _Draft(languages)
    questions: list[Question] = []
    groups: list[Group] = []
    for _ in range(draw(st.integers(1, 4))):
        made, inside = _part(draw, draft)
        groups += made
        questions += inside
    questions.append(Question(_id(draft, "q"), Kind.TIME, _words(draw, draft)))
    return Survey(
        id=draw(st.sampled_from(["a", "phieu-2026"])),
        title=_words(draw, draft),
        questions=tuple(questions),
        slots=_slots(draw, questions),
        languages=languages,
        groups=tuple(groups),
        language_names={lang: draw(_TEXTS) for lang in languages if lang in ("km", "zh-Hant")},
    )


def _part(draw: st.DrawFn, draft: _Draft) -> tuple[list[Group], list[Question]]:
    """A few questions: in no group, in one, or in a group inside it."""
    groups: list[Group] = []
    for depth in range(draw(st.integers(0, 2))):
        repeats = not any(group.most for group in groups) and draw(st.booleans())
        most = draw(st.integers(1, 4)) if repeats else 0
        groups.append(
            Group(
                id=_id(draft, "g"),
                label=_words(draw, draft) if draw(st.booleans()) else {},
                parent=groups[-1].id if depth else "",
                show_if=_condition(draw, draft),
                page=draw(st.booleans()),
                most=most,
                count=_number(draw, draft) if most else "",
                appearance=draw(st.sampled_from(["", "w4", "table-list"])),
            )
        )
    home = groups[-1].id if groups else ""
    return groups, [_question(draw, draft, home) for _ in range(draw(st.integers(1, 3)))]


def _question(draw: st.DrawFn, draft: _Draft, group: str) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    unseen = kind.unseen and draw(st.booleans())
    question = Question(
        id=_id(draft, "q"),
        kind=kind,
        label={} if unseen else _words(draw, draft),
        show_if=_condition(draw, draft),
        required=draw(st.booleans()),
        required_message=_some_words(draw, draft),
        constraint_message=_some_words(draw, draft),
        help=_some_words(draw, draft),
        media={"audio": _words(draw, draft)} if draw(st.booleans()) else {},
        appearance=draw(st.sampled_from(["", "likert", "label", "w1 horizontal", "ex:app"])),
        group=group,
        coordinate=draw(st.booleans()),
        block=draw(st.sampled_from(["", "Hồ sơ"])),
        sensitivity=draw(st.sampled_from(list(Sensitivity))),
        plan_tasks=draw(_PLAN),
        indicator=draw(st.sampled_from(["", "Điểm Borda 3-2-1"])),
        seconds=draw(st.integers(0, 60)),
        preset="" if kind is Kind.CALCULATED else draw(st.sampled_from(["", "a b", "2026-11-22"])),
    )
    question = _by_kind(draw, draft, question)
    if question.kind is not Kind.MATRIX:
        question = replace(question, constraint=draw(st.sampled_from(["", ". != 'x'"])))
    draft.before.append(question.id)
    return question


def _by_kind(draw: st.DrawFn, draft: _Draft, question: Question) -> Question:
    match question.kind:
        case Kind.NUMBER:
            return replace(
                question,
                whole=draw(st.booleans()),
                lowest=draw(st.none() | st.floats(-100, 0)),
                highest=draw(st.none() | st.integers(0, 90).map(float)),
            )
        case Kind.TEXT:
            longest = draw(st.sampled_from([1, 300, 2_000]))
            return replace(question, short=draw(st.booleans()), longest=longest)
        case Kind.CALCULATED:
            return replace(question, calculation=_number(draw, draft))
        case kind if kind in _LISTED:
            return _listed(draw, draft, question)
    return question


def _listed(draw: st.DrawFn, draft: _Draft, question: Question) -> Question:
    choices = _options(draw, draft)
    codes = [choice.code for choice in choices]
    shared = {"state"} & set.intersection(*(set(choice.columns) for choice in choices))
    question = replace(
        question,
        choices=choices,
        least=draw(st.none() | st.just(1)),
        most=draw(st.none() | st.integers(1, 3)),
        exclusive=frozenset(draw(st.sets(st.sampled_from(codes), max_size=2))),
        shuffled=draw(st.booleans()),
        anchored=frozenset(draw(st.sets(st.sampled_from(codes), max_size=2))),
        choice_filter="state = 'x' or name != 'a'" if shared else "",
    )
    if question.kind is not Kind.MATRIX:
        return question
    rows = replace(question, rows=_options(draw, draft), choice_filter="")
    if draft.before and draw(st.booleans()):
        source = draw(st.sampled_from(draft.before))
        return replace(rows, rows_from=source, extra_rows=draw(st.integers(0, 3)))
    return rows


def _options(draw: st.DrawFn, draft: _Draft) -> tuple[Choice, ...]:
    codes = draw(st.lists(_CODES, min_size=1, max_size=4, unique=True))
    return tuple(
        Choice(
            code,
            _words(draw, draft),
            writes=draw(st.booleans()),
            columns=draw(_COLUMNS),
            media={"image": _words(draw, draft)} if draw(st.booleans()) else {},
        )
        for code in codes
    )


def _words(draw: st.DrawFn, draft: _Draft) -> dict[str, str]:
    """A wording in the first language and some of the others, sometimes with an earlier answer."""
    words = {draft.languages[0]: draw(_TEXTS)}
    for lang in draft.languages[1:]:
        if draw(st.booleans()):
            words[lang] = draw(_TEXTS)
    return words


def _some_words(draw: st.DrawFn, draft: _Draft) -> dict[str, str]:
    return _words(draw, draft) if draw(st.booleans()) else {}


def _condition(draw: st.DrawFn, draft: _Draft) -> str:
    if not draft.before or draw(st.booleans()):
        return ""
    name = draw(st.sampled_from(draft.before))
    return draw(
        st.sampled_from([f"${{{name}}} != ''", f"not(selected(${{{name}}}, 'a')) and 1 < 2"])
    )


def _number(draw: st.DrawFn, draft: _Draft) -> str:
    if not draft.before:
        return "1 + 1"
    return f"count-selected(${{{draw(st.sampled_from(draft.before))}}}) + 1"


def _id(draft: _Draft, letter: str) -> str:
    id = f"{letter}{len(draft.ids)}" if len(draft.ids) % 3 else f"{letter}_{len(draft.ids)}-x"
    draft.ids.append(id)
    return id


def _slots(draw: st.DrawFn, questions: list[Question]) -> tuple[tuple[str, ...], ...]:
    """Each question its own place, or the first two alternatives of one."""
    ids = [question.id for question in questions]
    if len(ids) > 1 and draw(st.booleans()):
        return ((ids[0], ids[1]), *((id,) for id in ids[2:]))
    return tuple((id,) for id in ids)
