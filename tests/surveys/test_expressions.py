"""The language of conditions and calculations, sentence by sentence of docs/xlsform.md."""

from __future__ import annotations

from datetime import date

import pytest

from surveys.expressions import Look, NotExpression, columns, computed, filled, names, parse, value
from surveys.expressions.values import text

ANSWERS = {
    "age": "41",
    "jobs": "may go",
    "born": "1985-02-28",
    "name": "Đồng  Phú ",
    "none": "",
    "I02.n01": "2",
    "share": "12.5",
}
LOOK = Look(
    ANSWERS,
    own="7",
    columns={"district": "1"},
    today=date(2026, 11, 22),
    wording=lambda question, code: f"{question}/{code}",
)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("${age} > 40 and ${age} <= 41", "true"),
        ("${age} = '41' or false()", "true"),
        ("${none} = 0", "false"),  # nothing is no number
        ("${none} != 0", "true"),
        ("not(${none} > 1) and not(${none} <= 1)", "true"),
        ("1 + 2 * 3 - 4 div 8", "6.5"),
        ("-(2 - 5) mod 2", "1"),
        ("7 div 0", "Infinity"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("10000000 * 100000000000000", "1000000000000000000000"),
        ("1 div 10000000", "0.0000001"),
        ("selected(${jobs}, 'go')", "true"),
        ("selected(${jobs}, 'g')", "false"),
        ("selected-at(${jobs}, 1)", "go"),
        ("count-selected(${jobs}) + count-selected(${none})", "2"),
        ("if(${age} < 18, 'trẻ', 'lớn')", "lớn"),
        ("coalesce(${none}, ${age})", "41"),
        ("regex('0987654321', '0[35789]\\d{8}')", "true"),
        ("regex('0987654321x', '0[35789]\\d{8}')", "false"),  # the whole text
        ("concat('a', 1, true())", "a1true"),
        ("join(', ', 'a', ${none}, 'b')", "a, b"),
        ("substr('lắng nghe', 5, 9)", "nghe"),
        ("string-length('🙂ơ')", "2"),
        ("normalize-space(${name})", "Đồng Phú"),
        ("upper-case('đồng')", "ĐỒNG"),
        ("translate('a-b', '-', '')", "ab"),
        ("substring-before('22/11', '/')", "22"),
        ("substring-after('22/11', '/')", "11"),
        ("round(2.5) + round(-2.5)", "1"),  # half up
        ("round(2.345, 2)", "2.35"),
        ("int(-2.7) + floor(2.7) + ceiling(2.1)", "3"),
        ("pow(2, 10)", "1024"),
        ("min(3, ${none}, 1) + max(3, 1) + sum(1, ${none}, 2)", "7"),
        ("count(1, ${none}, 2)", "2"),
        ("today()", "2026-11-22"),
        ("${born} < today()", "true"),
        ("int((today() - ${born}) div 365.25)", "41"),
        ("date(today() - 21)", "2026-11-01"),
        ("format-date('2026-11-02T07:05', '%d/%m/%Y %H:%M %e-%n')", "02/11/2026 07:05 2-11"),
        ("decimal-time('18:00')", "0.75"),
        ("date('2026-02-30')", ""),
        (". >= 5 and . < 8", "true"),
        ("district = ${none} or district = '1'", "true"),
        ("jr:choice-name(${jobs}, '${jobs}')", "jobs/may go"),
        ("${I02.n01} <= 2", "true"),
        ("boolean-from-string('1')", "true"),
        ("position(..)", "1"),
        ("once(${age})", "41"),
        ("", "true"),
    ],
)
def test_an_expression_says(expression: str, found: str) -> None:
    assert text(value(expression, LOOK)) == found


@pytest.mark.parametrize(
    ("expression", "near"),
    [
        ("now() > 1", "now()"),
        ("random()", "random()"),
        ("pulldata('x', 'y')", "pulldata()"),
        ("instance('x')/root", "instance()"),
        ("../age > 3", "/age > 3"),
        ("/data/age > 3", "/data/age > 3"),
        ("${age > 3", "${age > 3"),
        ("if(1, 2)", "if()"),
        ("regex(${a}, ${b})", "regex()"),
        ("regex(${a}, '(a+)+')", "regex(… (a+)+)"),
        ("regex(${a}, '(a|a)*')", "regex(… (a|a)*)"),
        ("regex(${a}, 'a++')", "regex(… a++)"),
        ("regex(${a}, '(?<=a)b')", "regex(… (?<=a)b)"),
        ("regex(${a}, '\\1')", "regex(… \\1)"),
        ("format-date(today(), '%Q')", "format-date(… %Q)"),
        ("(" * 160 + "1" + ")" * 160, "((…"),
        ("1 + " * 200 + "1", "1 + 1 + 1 + 1 + 1 + "),
        ("1 2", "2"),
        ("'open", "'open"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(expression: str, near: str) -> None:
    with pytest.raises(NotExpression) as refusal:
        parse(expression)
    assert refusal.value.near == near


def test_an_expression_names_what_it_looks_at() -> None:
    assert names("${a} > 1 and selected(${b.c}, 'x')") == {"a", "b.c"}
    assert columns("district = ${a}") == {"district"}


def test_a_calculation_without_result_is_empty() -> None:
    assert computed("${none} + 1", LOOK) == ""
    assert computed("${age} + 1", LOOK) == "42"


def test_a_wording_repeats_earlier_answers() -> None:
    assert filled("Chào ${a}, ${ b }!", {"a": "Lan", "b": "Hoa"}.__getitem__) == "Chào Lan, Hoa!"


def test_a_hostile_pattern_cannot_keep_the_server_busy() -> None:
    look = Look({"a": "a" * 300 + "b"})
    assert text(value("regex(${a}, 'a*a*a?c')", look)) == "false"
