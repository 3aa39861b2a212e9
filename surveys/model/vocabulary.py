"""The words of a survey: question, option, group, and what each may carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Words = Mapping[str, str]  # language code -> wording
Media = Mapping[str, Words]  # "audio" or "image" -> language code -> file name

RESERVED_IDS = frozenset(  # fields of the form itself, and what a browser calls parts of a form
    ("id", "seen", "mode", "elements", "dataset")
)
MOST_TURNS = 20  # of a repeated group: each turn is laid out when the survey is published

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ug", "ur", "yi"})


class Kind(StrEnum):
    """How a question is answered."""

    CONSENT = "consent"
    NOTE = "note"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RATING = "rating"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CALCULATED = "calculated"
    HIDDEN = "hidden"

    @property
    def asked(self) -> bool:
        """Whether a respondent answers it as a question of the survey."""
        return self not in (Kind.CONSENT, Kind.NOTE, Kind.CALCULATED, Kind.HIDDEN)

    @property
    def unseen(self) -> bool:
        """Whether it is filled in without being shown."""
        return self in (Kind.CALCULATED, Kind.HIDDEN)

    @property
    def tallied(self) -> bool:
        """Whether its answers are options, which can be counted."""
        return self in (Kind.SINGLE, Kind.MULTIPLE, Kind.RATING, Kind.MATRIX, Kind.RANKING)


class Sensitivity(StrEnum):
    """How carefully an answer must be published (handbook 2.1)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question or a row of a matrix; `writes` asks for a short text of one's own,
    `columns` are the further cells that a choice filter looks at."""

    code: str
    label: Words
    writes: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Media = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question. Expressions (`show_if`, `constraint`, `calculation`, `choice_filter`) look at
    earlier questions; in a constraint `.` is the answer itself, in a choice filter a bare name is
    a column of the option. `rows_from` names the question whose chosen options become the rows,
    `extra_rows` how many of the others are added at random. `shuffled` options come in random
    order, except those `anchored` at the end. `preset` is the answer that stands at the start;
    of a hidden question it is the only one. `coordinate` marks a profile question that may
    split blocks."""

    id: str
    kind: Kind
    label: Words
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    rows_from: str = ""
    extra_rows: int = 0
    least: int | None = None
    most: int | None = None
    exclusive: frozenset[str] = frozenset()
    shuffled: bool = False
    anchored: frozenset[str] = frozenset()
    choice_filter: str = ""
    show_if: str = ""
    required: bool = False
    required_message: Words = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Words = field(default_factory=dict)
    calculation: str = ""
    preset: str = ""
    lowest: float | None = None
    highest: float | None = None
    whole: bool = False
    longest: int = 300
    short: bool = False
    help: Words = field(default_factory=dict)
    media: Media = field(default_factory=dict)
    appearance: str = ""
    group: str = ""
    coordinate: bool = False
    block: str = ""
    sensitivity: Sensitivity = Sensitivity.NONE
    plan_tasks: tuple[str, ...] = ()
    indicator: str = ""
    seconds: int = 0

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of its options."""
        return frozenset(choice.code for choice in self.choices)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The codes of the options that ask for words of one's own."""
        return tuple(choice.code for choice in self.choices if choice.writes)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it asks for one of its options and has no rule: an answer is a code."""
        more = self.choice_filter or self.required or self.constraint
        return self.kind in (Kind.SINGLE, Kind.RATING) and not more

    @cached_property
    def row_codes(self) -> tuple[str, ...]:
        """The codes of its rows, in their order."""
        return tuple(row.code for row in self.rows)

    @cached_property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The codes of its rows with the names of their fields."""
        return tuple((row.code, f"{self.id}.{row.code}") for row in self.rows)

    def choice(self, code: str) -> Choice:
        """The option with this code; KeyError when there is none."""
        return _by_code(self.choices, code)

    def row(self, code: str) -> Choice:
        """The matrix row with this code; KeyError when there is none."""
        return _by_code(self.rows, code)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together: under one heading, on one screen when `page`, asked up to
    `most` times when that is not 0. `count` is an expression that fixes how many times; without
    it each turn asks whether there is another."""

    id: str
    label: Words = field(default_factory=dict)
    parent: str = ""
    show_if: str = ""
    page: bool = False
    most: int = 0
    count: str = ""
    appearance: str = ""


@dataclass(frozen=True)
class Survey:
    """A questionnaire. Questions that share a number in `slots` take one place in the count:
    a respondent meets at most one of them (`U06|U01`). `language_names` is what languages that
    the product does not speak itself are called, in their own words."""

    id: str
    title: Words
    questions: tuple[Question, ...]
    slots: tuple[tuple[str, ...], ...]
    languages: tuple[str, ...] = ("vi", "en")
    groups: tuple[Group, ...] = ()
    language_names: Words = field(default_factory=dict)

    def question(self, id: str) -> Question:
        """The question with this id; KeyError when there is none."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def group(self, id: str) -> Group:
        """The group with this id; KeyError when there is none."""
        for group in self.groups:
            if group.id == id:
                return group
        raise KeyError(id)

    def groups_of(self, question: Question) -> tuple[Group, ...]:
        """The groups a question lies in, the outermost first."""
        return tuple(self._path(question.group))[::-1]

    def _path(self, id: str) -> Iterator[Group]:
        while id:
            group = self.group(id)
            yield group
            id = group.parent

    @cached_property
    def consent(self) -> Question | None:
        """The question that asks for agreement, if the survey has one."""
        return next((q for q in self.questions if q.kind is Kind.CONSENT), None)

    @cached_property
    def unseen(self) -> frozenset[str]:
        """The ids of what is filled in without being shown."""
        return frozenset(q.id for q in self.questions if q.kind.unseen)

    @property
    def sensitive(self) -> tuple[Question, ...]:
        """What only the top role may have asked (DR-19)."""
        return tuple(q for q in self.questions if q.sensitivity is Sensitivity.HIGH)

    @property
    def length(self) -> int:
        """Places in the count: slots without consent, notes and unseen fields."""
        asked = {q.id for q in self.questions if q.kind.asked}
        return sum(1 for slot in self.slots if not asked.isdisjoint(slot))

    @property
    def seconds(self) -> int:
        """Expected time to answer, the first alternative of each slot counted."""
        return sum(self.question(slot[0]).seconds for slot in self.slots)


def in_language(words: Words, lang: str) -> str:
    """The wording in a language, else in the first one there is; "" when there is none."""
    return words.get(lang) or next((text for text in words.values() if text), "")


def right_to_left(lang: str) -> bool:
    """Whether a language is written from right to left."""
    return lang.split("-")[0] in _RIGHT_TO_LEFT


def _by_code(choices: tuple[Choice, ...], code: str) -> Choice:
    for choice in choices:
        if choice.code == code:
            return choice
    raise KeyError(code)
