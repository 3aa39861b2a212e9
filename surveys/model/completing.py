"""A survey in which every wording stands in every language, the first one where one is missing."""

from __future__ import annotations

from dataclasses import replace

from surveys.model.vocabulary import Choice, Group, Question, Survey, Words, in_language


def completed(survey: Survey, languages: tuple[str, ...] = ()) -> Survey:
    """The survey as it is read: each language of it, and of `languages`, has words."""
    wanted = tuple(dict.fromkeys((*survey.languages, *languages)))

    def words(given: Words) -> Words:
        return {lang: in_language(given, lang) for lang in wanted} if given else given

    def option(choice: Choice) -> Choice:
        return replace(choice, label=words(choice.label))

    def question(asked: Question) -> Question:
        return replace(
            asked,
            label=words(asked.label or {wanted[0]: ""}),
            help=words(asked.help),
            choices=tuple(map(option, asked.choices)),
            rows=tuple(map(option, asked.rows)),
        )

    def group(found: Group) -> Group:
        return replace(found, label=words(found.label))

    return replace(
        survey,
        title=words(survey.title),
        questions=tuple(map(question, survey.questions)),
        groups=tuple(map(group, survey.groups)),
    )
