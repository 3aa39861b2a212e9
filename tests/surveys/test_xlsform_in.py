"""Forms of other tools as surveys: what arrives, what is renamed, what is left out and told."""

from __future__ import annotations

import pytest

from surveys import xlsform
from surveys.checking import faults
from surveys.model import Kind, Question, Survey
from surveys.xlsform import Imported
from tests.surveys.xlsform_files import HEAD, LISTS, form, workbook


def _read(*rows: dict[str, object], **further: object) -> Imported:
    return xlsform.read(form(*rows, **further), "s")  # type: ignore[arg-type]


def _survey(*rows: dict[str, object], **further: object) -> Survey:
    survey = _read(*rows, **further).survey
    assert survey
    assert faults(survey) == ()
    return survey


def _row(type: str, name: str, **further: object) -> dict[str, object]:
    return {"type": type, "name": name, "label::Tiếng Việt (vi)": f"Câu {name}", **further}


def _keys(found: Imported) -> list[str]:
    return [told.key.rpartition(".")[2] for told in found.left_out]


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("text", Kind.TEXT),
        ("integer", Kind.NUMBER),
        ("decimal", Kind.NUMBER),
        ("select_one yesno", Kind.SINGLE),
        ("select one from yesno", Kind.SINGLE),
        ("select_multiple  yesno", Kind.MULTIPLE),
        ("select all that apply from yesno", Kind.MULTIPLE),
        ("rank yesno", Kind.RANKING),
        ("date", Kind.DATE),
        ("time", Kind.TIME),
        ("note", Kind.NOTE),
        ("range", Kind.RATING),
        ("acknowledge", Kind.SINGLE),
    ],
)
def test_each_type_becomes_its_kind(type: str, kind: Kind) -> None:
    survey = _survey(_row(type, "q"), _row("text", "last"))
    assert survey.question("q").kind is kind


def test_a_whole_range_to_ten_is_a_rating_and_a_longer_one_a_number() -> None:
    survey = _survey(
        _row("range", "scale", parameters="start=0 end=10 step=1"),
        _row("range", "age", parameters="start=15 end=80 step=5"),
        _row("range", "share", parameters="start=0 end=1 step=0.1"),
    )
    scale, age, share = survey.questions
    assert [choice.code for choice in scale.choices] == [str(n) for n in range(11)]
    assert (age.kind, age.whole, age.lowest, age.highest) == (Kind.NUMBER, True, 15, 80)
    assert age.constraint == "(. - 15) mod 5 = 0"
    assert (share.kind, share.whole, share.highest) == (Kind.NUMBER, False, 1)


def test_groups_pages_and_repeats_keep_their_places_and_conditions() -> None:
    survey = _survey(
        _row("integer", "children"),
        _row("begin group", "home", relevant="${children} > 0", appearance="field-list w2"),
        _row("begin repeat", "child", repeat_count="${children}"),
        _row("text", "school"),
        {"type": "end repeat"},
        {"type": "end group"},
        _row("begin_repeat", "trip", repeat_count="3"),
        _row("date", "day"),
        {"type": "end_repeat"},
    )
    home, child, trip = survey.groups
    assert (home.page, home.appearance, home.show_if) == (True, "w2", "${children} > 0")
    assert (child.parent, child.most, child.count) == ("home", 10, "${children}")
    assert (trip.most, trip.count) == (3, "3")
    assert [q.group for q in survey.questions] == ["", "child", "trip"]


def test_a_repeat_inside_a_repeat_is_asked_once_and_told() -> None:
    found = _read(
        _row("begin repeat", "home"),
        _row("begin repeat", "room"),
        _row("text", "use"),
        {"type": "end repeat"},
        {"type": "end repeat"},
    )
    assert found.survey
    assert [group.most for group in found.survey.groups] == [10, 0]
    assert _keys(found) == ["turns", "nested_repeat"]
    assert faults(found.survey) == ()


def test_a_loop_asks_once_for_each_option() -> None:
    survey = _survey(
        _row("begin loop over yesno", "about"),
        {"type": "integer", "name": "n", "label::English (en)": "How many %(label)s?"},
        {"type": "end loop"},
        default_language="English (en)",
    )
    assert [q.label["en"] for q in survey.questions] == ["How many Yes?", "How many No?"]
    assert len({q.id for q in survey.questions}) == 2


def test_or_other_asks_beside_the_option() -> None:
    found = _read(
        _row("select_one yesno or_other", "q"),
        _row("text", "why", relevant="selected(${q}, 'other')"),
    )
    assert found.survey
    question, why = found.survey.questions
    assert [(c.code, c.writes) for c in question.choices] == [
        ("yes", False), ("no", False), ("other", True),
    ]  # fmt: skip
    assert question.choices[-1].label == {"vi": "Khác", "en": "Other"}
    assert why.show_if == "selected(${q}, 'other')"
    assert _keys(found) == ["other_box"]
    assert faults(found.survey) == ()


def test_words_arrive_in_every_language() -> None:
    survey = _survey(
        {
            "type": "text",
            "name": "q",
            "label::Tiếng Việt (vi)": "Tên",
            "label::Swahili": "Jina",
            "hint::Swahili": "Andika",
            "constraint": ". != 'x'",
            "constraint_message::Dolpo Tibetan": "ma",
            "required": "yes",
            "required_message::Tiếng Việt (vi)": "Cần trả lời",
            "media::audio::Swahili": "a.mp3",
            "guidance_hint::Tiếng Việt (vi)": "Hỏi nhỏ",
        },
        choices=[],
    )
    [question] = survey.questions
    assert survey.languages == ("vi", "sw", "dolpo-tibetan")
    assert question.label == {"vi": "Tên", "sw": "Jina"}
    assert question.help == {"sw": "Andika", "vi": "Hỏi nhỏ"}
    assert question.constraint_message == {"dolpo-tibetan": "ma"}
    assert question.required_message == {"vi": "Cần trả lời"}
    assert question.media == {"audio": {"sw": "a.mp3"}}
    assert question.required


@pytest.mark.parametrize(
    ("label", "settings", "language"),
    [
        ("Anh chị bao nhiêu tuổi?", {}, "vi"),
        ("How old are you?", {}, "en"),
        ("Quel âge ?", {"default_language": "French (fr)"}, "fr"),
        ("Quel âge ?", {"default_language": "Français"}, "fr"),
    ],
)
def test_a_form_without_languages_has_one(
    label: str, settings: dict[str, object], language: str
) -> None:
    survey = _survey({"type": "text", "name": "q", "label": label}, choices=[], **settings)
    assert survey.languages == (language,)
    assert survey.questions[0].label == {language: label}


def test_names_with_dots_or_used_twice_are_renamed_where_they_are_mentioned() -> None:
    survey = _survey(
        _row("integer", "your.age"),
        _row("begin group", "a"),
        _row("text", "name", relevant="${your.age} > 3"),
        {"type": "end group"},
        _row("begin group", "b"),
        _row("text", "name"),
        {"type": "end group"},
        _row("note", "_1", **{"label::Tiếng Việt (vi)": "Tuổi ${your.age}"}),
    )
    assert [q.id for q in survey.questions] == ["your_age", "name", "name_2", "q_1"]
    assert survey.question("name").show_if == "${your_age} > 3"
    assert survey.question("q_1").label["vi"] == "Tuổi ${your_age}"


def test_codes_with_blanks_are_renamed_where_they_are_mentioned() -> None:
    cities = [
        ("list_name", "name", "label::English (en)", "country"),
        ("countries", "Viet Nam", "Viet Nam", ""),
        ("cities", "Ho Chi Minh", "Ho Chi Minh City", "Viet Nam"),
    ]
    survey = _survey(
        _row("select_one countries", "country"),
        _row("select_one cities", "city", choice_filter="country = ${country}"),
        _row("text", "street", relevant="${city} = 'Ho Chi Minh'"),
        choices=cities,
    )
    assert survey.question("country").choices[0].code == "Viet_Nam"
    assert survey.question("city").choices[0].columns == {"country": "Viet_Nam"}
    assert survey.question("street").show_if == "${city} = 'Ho_Chi_Minh'"


def test_a_code_that_stands_twice_becomes_two_that_mean_the_same() -> None:
    counties = [
        ("list_name", "name", "label", "state"),
        ("states", "texas", "Texas", ""),
        ("states", "washington", "Washington", ""),
        ("counties", "king", "King", "washington"),
        ("counties", "king", "King", "texas"),
    ]
    found = _read(
        _row("select_one states", "state"),
        _row("select_one counties", "county", choice_filter="state = ${state}"),
        _row("text", "why", relevant="${county} = 'king'"),
        choices=counties,
        allow_choice_duplicates="yes",
    )
    assert found.survey
    assert [c.code for c in found.survey.question("county").choices] == ["king", "king_2"]
    expected = "if(${county} = 'king_2', 'king', ${county}) = 'king'"
    assert found.survey.question("why").show_if == expected
    assert _keys(found) == ["doubled"]


def test_a_calculation_that_is_shown_becomes_a_value_and_a_note() -> None:
    survey = _survey(
        _row("integer", "a"),
        _row("integer", "total", calculation="${a} * 2", read_only="yes"),
        _row("text", "fixed", default="Sở", read_only="yes"),
    )
    kinds = [(q.id, q.kind) for q in survey.questions]
    assert kinds == [
        ("a", Kind.NUMBER),
        ("total", Kind.CALCULATED),
        ("total-shown", Kind.NOTE),
        ("fixed", Kind.HIDDEN),
        ("fixed-shown", Kind.NOTE),
    ]
    assert survey.question("total-shown").label["vi"] == "Câu total: ${total}"


def test_a_library_without_a_survey_sheet_gives_questions() -> None:
    content = workbook(
        library=[("block", *HEAD), ("A", "select_one yesno", "q", "Câu", "Q"), ("A", "image", "p")],
        choices=LISTS,
    )
    found = xlsform.read(content, "s")
    assert found.survey is None
    [question] = found.questions
    assert (question.id, question.kind) == ("q", Kind.SINGLE)
    assert _keys(found) == ["picture"]


def test_a_lonely_sheet_of_any_name_is_the_survey() -> None:
    content = workbook(Sheet1=[("type", "name", "label"), ("text", "q", "Câu hỏi")])
    survey = xlsform.read(content, "s").survey
    assert survey
    assert [q.id for q in survey.questions] == ["q"]


def test_a_question_keeps_its_look_and_its_order() -> None:
    survey = _survey(
        _row("select_one yesno", "q", appearance="likert", parameters="randomize=true"),
        _row("text", "long", appearance="multiline"),
        _row("text", "brief"),
    )
    first, long, brief = survey.questions
    assert isinstance(first, Question)
    assert (first.appearance, first.shuffled) == ("likert", True)
    assert (long.short, brief.short) == (False, True)
