"""Repeated groups: laid out turn by turn when a survey is published."""

from __future__ import annotations

from surveys.model import Group, Kind, Question, Survey, from_document, to_document, unfolded


def _family(**group: object) -> Survey:
    words = {"vi": "Câu", "en": "Question"}
    children = Group("child", {"vi": "Con", "en": "Child"}, most=3, **group)  # type: ignore[arg-type]
    return Survey(
        "family",
        words,
        (
            Question("kids", Kind.NUMBER, words, whole=True),
            Question("age", Kind.NUMBER, words, group="child"),
            Question("school", Kind.TEXT, words, show_if="${age} > 5", group="child"),
            Question("sum", Kind.CALCULATED, {}, calculation="sum(${age}) div count(${child})"),
            Question(
                "second", Kind.CALCULATED, {}, calculation="indexed-repeat(${age},${child},2)"
            ),
        ),
        (("kids",), ("age",), ("school",)),
        groups=(children,),
    )


def test_each_turn_is_questions_of_its_own() -> None:
    laid = unfolded(_family(count="${kids}"))
    assert [q.id for q in laid.questions] == [
        "kids", "age", "school", "age__2", "school__2", "age__3", "school__3",
        "child__turns", "sum", "second",
    ]  # fmt: skip
    assert laid.question("school__2").show_if == "((${kids}) >= 2) and (${age__2} > 5)"
    assert laid.question("age__2").show_if == "(${kids}) >= 2"
    assert laid.length == 7


def test_without_a_count_each_turn_asks_for_another() -> None:
    laid = unfolded(_family())
    more = [q.id for q in laid.questions if "__more" in q.id]
    assert more == ["child__more", "child__more__2"]
    assert laid.question("age").show_if == ""
    assert laid.question("age__3").show_if == "selected(${child__more__2}, 'yes')"
    assert laid.question("child__more").label["vi"] == "Còn ai, còn mục nào nữa không?"


def test_sums_and_counts_outside_look_at_every_turn() -> None:
    laid = unfolded(_family(count="${kids}"))
    assert (
        laid.question("sum").calculation == "sum(${age}, ${age__2}, ${age__3}) div ${child__turns}"
    )
    assert laid.question("second").calculation.startswith(
        "if((2) = 1, ${age}, if((2) = 2, ${age__2}"
    )


def test_a_survey_without_turns_stays_as_it_is() -> None:
    plain = Survey("s", {"vi": "S"}, (Question("a", Kind.TEXT, {"vi": "A"}),), (("a",),))
    assert unfolded(plain) is plain


def test_a_document_gives_the_same_survey_back() -> None:
    survey = _family(count="${kids}")
    assert from_document(to_document(survey)) == survey
