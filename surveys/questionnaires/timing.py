"""How long a questionnaire takes, by the model of the handbook (2.3), and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from surveys.model import Kind, Question, Survey

MOST_QUESTIONS = 20  # handbook 2.3: beyond it people give up
MOST_SECONDS = 360

_INVITATION, _SHORT_CONSENT, _LONG_WORDS = 20, 6, 60
_MATRIX, _ROW = 4, 5
_USUALLY_CHOSEN = 5  # rows that follow from a question without a limit
_FIXED = {
    Kind.RATING: 7,
    Kind.RANKING: 22,
    Kind.NUMBER: 8,
    Kind.DATE: 10,
    Kind.TIME: 8,
    Kind.NOTE: 5,
    Kind.CALCULATED: 0,
    Kind.HIDDEN: 0,
}
_SINGLE = ((3, 6), (4, 7), (8, 8))  # up to so many options, so many seconds
_SINGLE_MOST, _MULTIPLE_LEAST, _MULTIPLE_MOST = 9, 9, 17
_TEXT, _SHORT_TEXT, _SHORT_LETTERS = 18, 10, 100


@dataclass(frozen=True, slots=True)
class Length:
    """How long a questionnaire is: questions that count, seconds as estimated."""

    questions: int
    seconds: int

    @property
    def too_many(self) -> bool:
        """Whether there are more questions than people answer."""
        return self.questions > MOST_QUESTIONS

    @property
    def too_slow(self) -> bool:
        """Whether it takes longer than people stay."""
        return self.seconds > MOST_SECONDS

    @property
    def minutes(self) -> int:
        """The time in started minutes."""
        return -(-self.seconds // 60)


def length(survey: Survey) -> Length:
    """How long the survey is; turns of a repeated group are counted once."""
    return Length(survey.length, survey.seconds)


def timed(question: Question, survey: Survey) -> Question:
    """The question with its time: the one it has, or an estimate."""
    return question if question.seconds else replace(question, seconds=estimate(question, survey))


def all_timed(survey: Survey) -> Survey:
    """The survey with a time on every question."""
    return replace(survey, questions=tuple(timed(q, survey) for q in survey.questions))


def estimate(question: Question, survey: Survey) -> int:
    """Seconds a question takes."""
    match question.kind:
        case Kind.CONSENT:
            words = max((len(text.split()) for text in question.label.values()), default=0)
            return _INVITATION if words > _LONG_WORDS else _SHORT_CONSENT
        case Kind.SINGLE:
            return _single(len(question.choices))
        case Kind.MULTIPLE:
            return _multiple(len(question.choices))
        case Kind.MATRIX:
            return _MATRIX + _ROW * _rows(question, survey)
        case Kind.TEXT:
            brief = question.short or question.longest <= _SHORT_LETTERS
            return _SHORT_TEXT if brief else _TEXT
    return _FIXED[question.kind]


def _single(options: int) -> int:
    return next((seconds for most, seconds in _SINGLE if options <= most), _SINGLE_MOST)


def _multiple(options: int) -> int:
    seconds = 7 + options if options <= 8 else 6 + options
    return max(_MULTIPLE_LEAST, min(seconds, _MULTIPLE_MOST))


def _rows(question: Question, survey: Survey) -> int:
    if not question.rows_from:
        return len(question.rows)
    source = next((q for q in survey.questions if q.id == question.rows_from), None)
    chosen = source.most if source and source.most else _USUALLY_CHOSEN
    return chosen + question.extra_rows
