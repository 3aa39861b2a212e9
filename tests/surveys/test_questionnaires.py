"""Making a questionnaire: every change keeps it whole, and says what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from surveys import catalogue
from surveys.checking import faults
from surveys.model import Kind, Question, Survey
from surveys.questionnaires import (
    MOST_QUESTIONS,
    Comparison,
    compare,
    length,
    missing,
    reworded,
    wordings,
)
from surveys.questionnaires.editing import (
    add,
    change,
    change_group,
    copy,
    into_group,
    move,
    new_group,
    new_id,
    place_after,
    remove,
    rename,
    reshaped,
    ungroup,
    with_language,
    without_language,
)
from surveys.questionnaires.options import choices_of, column_lines, columns_of, lines_of
from surveys.questionnaires.starting import blank, fresh, from_template, with_questions
from surveys.questionnaires.timing import estimate

TODAY = date(2026, 11, 22)
ANNUAL = from_template("p1", "a", {"vi": "Hằng năm", "en": "Annual"})
A, B, C, D = (Question(id, Kind.TEXT, {"vi": id}) for id in "ABCD")
FOUR = Survey("p2", {"vi": "Bốn câu"}, (A, B, C, D), (("A",), ("B",), ("C",), ("D",)), ("vi",))


def ids(survey: Survey) -> str:
    return "".join(question.id for question in survey.questions)


def grouped(survey: Survey = FOUR) -> Survey:
    """B and C in a group."""
    made, group = new_group(survey, "B", {"vi": "Nhóm"})
    return into_group(made, "C", group)


def test_a_question_is_added_behind_another_and_moved_and_removed() -> None:
    new = Question("X", Kind.NUMBER, {"vi": "Bao nhiêu?"})
    assert ids(add(FOUR, new, "B")) == "ABXCD"
    assert ids(add(FOUR, new)) == "ABCDX"
    assert ids(move(FOUR, "B", -1)) == "BACD"
    assert ids(move(FOUR, "D", 1)) == "ABCD"
    assert ids(place_after(FOUR, "A", "C")) == "BCAD"
    assert ids(place_after(FOUR, "C", "")) == "CABD"
    assert ids(remove(FOUR, "C")) == "ABD"


def test_every_question_keeps_its_place_in_the_count_and_alternatives_share_theirs() -> None:
    moved = move(ANNUAL, "U12", -1)
    assert ("U06", "U01") in moved.slots
    assert sorted(id for slot in moved.slots for id in slot) == sorted(
        q.id for q in moved.questions
    )
    assert remove(ANNUAL, "U06").length == ANNUAL.length
    assert ("U01",) in remove(ANNUAL, "U06").slots
    assert remove(ANNUAL, "W02").length == ANNUAL.length - 1


def test_a_group_stays_together_whatever_is_moved() -> None:
    survey = grouped()
    [group] = survey.groups
    assert [q.group for q in survey.questions] == ["", group.id, group.id, ""]
    assert ids(move(survey, group.id, -1)) == "BCAD"
    assert ids(move(survey, "A", 1)) == "BCAD"  # over the whole group
    assert ids(move(survey, "B", 1)) == "ACBD"  # inside it
    out = move(survey, "B", -1)
    assert (ids(out), out.question("B").group) == ("ABCD", "")
    for changed in (move(survey, "D", -1), place_after(survey, "D", "B"), out):
        assert not [fault for fault in faults(changed) if fault.key == "survey.fault.torn"]


def test_an_empty_group_goes_and_a_dissolved_one_leaves_its_questions() -> None:
    survey = grouped()
    assert remove(remove(survey, "B"), "C").groups == ()
    assert ungroup(survey, survey.groups[0].id).groups == ()
    assert ids(ungroup(survey, survey.groups[0].id)) == "ABCD"
    inner, name = new_group(survey, "C", {"vi": "Trong"})
    assert [g.id for g in inner.groups_of(inner.question("C"))] == [survey.groups[0].id, name]
    assert into_group(inner, "C", "").question("C").group == ""
    assert change_group(survey, replace(survey.groups[0], page=True)).groups[0].page


def test_a_copy_and_a_new_question_get_ids_that_nobody_ever_had() -> None:
    once, first = copy(FOUR, "B")
    second = copy(once, "B")[1]
    assert (ids(once), first, second) == ("ABB_2CD", "B_2", "B_3")
    assert copy(FOUR, "B", taken={"B_2"})[1] == "B_3"
    assert new_id(FOUR) == "C01"
    assert new_id(FOUR, taken={"C01", "C02"}) == "C03"


def test_a_renamed_question_is_renamed_wherever_it_is_named() -> None:
    looks = replace(D, show_if="${A} = 'x' and ${A.y} = ''", label={"vi": "Về ${A}, ${AB}"})
    renamed = rename(change(FOUR, looks), "A", "job")
    assert renamed.question("D").show_if == "${job} = 'x' and ${job.y} = ''"
    assert renamed.question("D").label["vi"] == "Về ${job}, ${AB}"
    assert renamed.slots[0] == ("job",)


def test_pasted_lines_become_options_and_a_code_may_stand_in_front() -> None:
    made = choices_of("• Có\n2) Không\n\ndk; Không biết\nÝ kiến khác", "vi")
    assert [(c.code, c.label["vi"]) for c in made] == [
        ("co", "Có"),
        ("khong", "Không"),
        ("dk", "Không biết"),
        ("y_kien_khac", "Ý kiến khác"),
    ]
    assert lines_of(made, "vi", codes=True).splitlines()[2] == "dk; Không biết"
    assert choices_of(lines_of(made, "vi"), "vi", made) == made
    assert choices_of(lines_of(made, "vi", codes=True), "vi", made) == made


def test_an_option_keeps_its_code_when_it_is_reworded_or_moved() -> None:
    before = choices_of("Có\nKhông\nKhông rõ", "vi")
    english = tuple(replace(c, label={**c.label, "en": c.code.upper()}) for c in before)
    reworded = choices_of("Có\nKhông có\nKhông rõ", "vi", english)
    assert [c.code for c in reworded] == ["co", "khong", "khong_ro"]
    assert reworded[1].label == {"vi": "Không có", "en": "KHONG"}
    moved = choices_of("Không rõ\nCó\nKhông", "vi", english)
    assert [c.code for c in moved] == ["khong_ro", "co", "khong"]
    more = choices_of("Có\nMới\nKhông\nKhông rõ", "vi", english)
    assert [c.code for c in more] == ["co", "moi", "khong", "khong_ro"]


def test_hundreds_of_pasted_options_get_codes_of_their_own() -> None:
    made = choices_of("\n".join(f"Xã số {n % 7}" for n in range(300)), "vi")
    assert len({c.code for c in made}) == len(made)


def test_columns_of_options_are_written_as_lines() -> None:
    made = columns_of("a; tinh=dn; loai=1\nb; tinh=pr", choices_of("a; A\nb; B", "vi"))
    assert [dict(c.columns) for c in made] == [{"tinh": "dn", "loai": "1"}, {"tinh": "pr"}]
    assert columns_of(column_lines(made), made) == made


def test_times_follow_the_model_of_the_handbook() -> None:
    known = {"I01", "X00", "X03", "X06", "X07", "F06", "Q05", "Z03"}  # timed by hand there
    for question in catalogue.bank().values():
        if question.id not in known:
            survey = with_questions(blank("p", {}), [question])
            assert abs(estimate(question, survey) - question.seconds) <= 2, question.id


def test_length_is_warned_of_beyond_twenty_questions_or_six_minutes() -> None:
    assert (length(ANNUAL).questions, length(ANNUAL).seconds) == (20, 265)
    assert not length(ANNUAL).too_many
    more = add(ANNUAL, fresh(Kind.SINGLE, "C01", ("vi",), ANNUAL))
    assert length(more).questions == MOST_QUESTIONS + 1
    assert length(more).too_many
    assert not length(more).too_slow
    slow = with_questions(ANNUAL, [catalogue.bank()[id] for id in ("I03", "I04")])
    assert length(slow).too_slow


def test_a_question_that_changes_its_shape_is_timed_anew() -> None:
    five = replace(ANNUAL.question("P01"), choices=ANNUAL.question("P01").choices[:2])
    assert change(ANNUAL, five).question("P01").seconds == 6
    worded = replace(ANNUAL.question("W01"), label={"vi": "Khác"})
    assert change(ANNUAL, worded).question("W01").seconds == ANNUAL.question("W01").seconds


def test_missing_translations_are_found_and_filled_in() -> None:
    assert missing(ANNUAL, "en") == ()
    khmer = with_language(ANNUAL, "km", "ភាសាខ្មែរ")
    assert khmer.language_names == {"km": "ភាសាខ្មែរ"}
    lacking = missing(khmer, "km")
    assert len(lacking) == len(wordings(ANNUAL))
    done = khmer
    for wording in lacking:
        done = reworded(done, wording, "km", "…")
    assert missing(done, "km") == ()
    assert done.question("P01").choices[0].label["km"] == "…"
    assert without_language(done, "km").languages == ("vi", "en")
    assert reworded(ANNUAL, wordings(ANNUAL)[0], "en", " ").title == {"vi": "Hằng năm"}


def reasons(found: Comparison, id: str) -> tuple[str, ...]:
    return next(c.reasons for c in found.questions if c.question == id)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"label": {"vi": "Anh/chị bao nhiêu tuổi?", "en": "x"}}, ("wording",)),
        ({"kind": Kind.MULTIPLE}, ("kind",)),
        ({"choices": catalogue.bank()["P01"].choices[1:]}, ("options",)),
        ({"show_if": "${P06} = 'co'"}, ("asked_of",)),
        ({"help": {"vi": "Ước chừng"}}, ()),
        ({"required": True}, ()),
        ({"choices": catalogue.bank()["P01"].choices[::-1]}, ()),
    ],
)
def test_a_new_version_says_why_a_question_is_no_longer_comparable(
    changes: dict[str, object], why: tuple[str, ...]
) -> None:
    after = change(ANNUAL, replace(ANNUAL.question("P01"), **changes))  # type: ignore[arg-type]
    found = compare(ANNUAL, after)
    assert reasons(found, "P01") == why
    assert len(found.different) == (1 if why else 0)


def test_new_and_gone_questions_are_told_and_a_translation_changes_nothing() -> None:
    after = remove(add(ANNUAL, replace(A, id="C01")), "W02")
    found = compare(ANNUAL, after)
    assert reasons(found, "C01") == ("new",)
    assert found.gone == ("W02",)
    assert compare(ANNUAL, with_language(ANNUAL, "km")).different == ()
    only_vi = from_template("p", "b", {"vi": "Nhanh"})
    bare = replace(
        only_vi,
        questions=tuple(replace(q, label={"vi": q.label["vi"]}) for q in only_vi.questions),
    )
    assert compare(bare, only_vi).different == ()
    pages = change_group(grouped(), replace(grouped().groups[0], show_if="${A} = 'x'"))
    assert reasons(compare(grouped(), pages), "B") == ("asked_of",)


def test_a_question_of_another_kind_keeps_what_that_kind_can_use() -> None:
    multiple = replace(catalogue.bank()["L01"], required=True)
    single = reshaped(multiple, Kind.SINGLE)
    assert single.choices == multiple.choices
    assert (single.most, single.exclusive) == (None, frozenset())
    assert reshaped(multiple, Kind.TEXT).choices == ()
    assert not reshaped(multiple, Kind.HIDDEN).required
