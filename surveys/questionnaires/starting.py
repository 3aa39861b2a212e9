"""How a questionnaire begins: with nothing, with a template, with questions of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from surveys import catalogue
from surveys.expressions import NotExpression, names
from surveys.model import Choice, Kind, Question, Survey, Words
from surveys.questionnaires.editing import add
from surveys.questionnaires.timing import all_timed, timed
from surveys.texts import LANGUAGES, say
from surveys.texts.search import finds

INVITATION = "G01"  # the bank's question that invites and asks for consent
_SCALES = {"satisfaction": "SAT5", "importance": "IMP5"}
_TEN = 10
_MATTERS = (Kind.RATING, Kind.MATRIX)


def blank(id: str, title: Words, languages: Sequence[str] = LANGUAGES) -> Survey:
    """A questionnaire with the invitation and nothing else."""
    invitation = catalogue.bank()[INVITATION]
    return Survey(id, title, (invitation,), ((INVITATION,),), tuple(languages))


def from_template(id: str, template: str, title: Words) -> Survey:
    """A template's questions as a questionnaire of one's own."""
    made = catalogue.survey_of(catalogue.templates()[template])
    return all_timed(replace(made, id=id, title=title))


def renamed(survey: Survey, id: str, title: Words) -> Survey:
    """Another questionnaire that asks the same."""
    return replace(survey, id=id, title=title)


def fresh(kind: Kind, id: str, languages: Sequence[str], survey: Survey) -> Question:
    """A new question of a kind, with words that stand until an officer writes his own."""
    label = _said(f"questionnaires.fresh.{kind}", languages) if not kind.unseen else {}
    choices = _first_choices(kind, languages)
    rows = _numbered("row", 2, languages) if kind is Kind.MATRIX else ()
    most = 3 if kind is Kind.RANKING else None
    question = Question(id, kind, label, choices=choices, rows=rows, most=most)
    return timed(question, survey)


def scale(name: str, languages: Sequence[str]) -> tuple[Choice, ...]:
    """The options of a usual scale: satisfaction, importance, or ten for 0 to 10."""
    if name in _SCALES:
        return tuple(
            replace(c, label={lang: t for lang, t in c.label.items() if lang in languages})
            for c in catalogue.choice_list(_SCALES[name])
        )
    return tuple(
        Choice(str(number), dict.fromkeys(languages, str(number))) for number in range(_TEN + 1)
    )


def with_questions(survey: Survey, questions: Iterable[Question], after: str = "") -> Survey:
    """The survey with questions of the bank behind `after`, each with what it looks at where the
    survey lacks it. Questions the survey has are not added again."""
    known = bank_and(questions)
    for question in questions:
        for needed in _with_needed(question, known):
            if needed.id not in {q.id for q in survey.questions}:
                survey = add(survey, needed, after)
                after = needed.id if after else ""
    return survey


def bank_and(questions: Iterable[Question]) -> Mapping[str, Question]:
    """The bank of the catalogue with further questions, by id."""
    return {**catalogue.bank(), **{question.id: question for question in questions}}


def found(
    questions: Iterable[Question], query: str = "", need: str = "", task: str = ""
) -> tuple[Question, ...]:
    """The questions a search finds: words with or without accents, a need (NC-xx), a plan task."""
    asked = next((n.questions for n in catalogue.needs() if n.code == need), None)
    return tuple(
        q
        for q in questions
        if (not need or q.id in (asked or ()))
        and (not task or task in q.plan_tasks)
        and finds(query, q.id, q.block, q.indicator, *_texts(q))
    )


def _texts(question: Question) -> list[str]:
    words = [question.label, *(part.label for part in (*question.rows, *question.choices))]
    return [text for label in words for text in label.values()]


def _with_needed(question: Question, known: Mapping[str, Question]) -> list[Question]:
    """The question behind those of the bank that it looks at."""
    try:
        looked_at = names(question.show_if)
    except NotExpression:
        looked_at = frozenset()
    wanted = {name.split(".")[0] for name in looked_at} | {question.rows_from}
    needed = [known[id] for id in sorted(wanted) if id in known and id != question.id]
    return [*(q for n in needed for q in _with_needed(n, known)), question]


def _first_choices(kind: Kind, languages: Sequence[str]) -> tuple[Choice, ...]:
    if kind in _MATTERS:
        return scale("satisfaction", languages)
    if kind is Kind.CONSENT:
        yes, no = (_said(f"questionnaires.fresh.{code}", languages) for code in ("yes", "no"))
        return (Choice("yes", yes), Choice("no", no))
    if kind.tallied:
        return _numbered("option", 2 if kind is Kind.SINGLE else 3, languages)
    return ()


def _numbered(what: str, count: int, languages: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{what[0]}{n}", _said(f"questionnaires.fresh.{what}", languages, number=n))
        for n in range(1, count + 1)
    )


def _said(key: str, languages: Sequence[str], **values: object) -> Words:
    """In the languages the product speaks; the others are left for translation."""
    return {lang: say(key, lang, **values) for lang in languages if lang in LANGUAGES}
