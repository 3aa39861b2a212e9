"""Sentences in added languages: kept, changed, taken away, never overwritten unseen."""

from __future__ import annotations

from sqlalchemy import Engine

from db import added_words

KEY, OTHER = "posters.sheet.free", "phone.form.next"


def test_sentences_are_kept_changed_and_taken_away(engine: Engine) -> None:
    assert added_words.load(engine).of("km") == {}
    assert not added_words.save(engine, "km", {KEY: ("", "មួយ"), OTHER: ("", "ពីរ")})
    assert not added_words.save(engine, "km", {KEY: ("មួយ", "បី"), OTHER: ("ពីរ", "")})
    assert added_words.load(engine).of("km") == {KEY: "បី"}
    assert added_words.load(engine).of("my") == {}


def test_who_comes_second_is_told_and_overwrites_nothing(engine: Engine) -> None:
    added_words.save(engine, "km", {KEY: ("", "của Lan")})
    changes = {KEY: ("", "của Minh"), OTHER: ("", "mới")}
    assert added_words.save(engine, "km", changes) == {KEY}
    assert added_words.load(engine).of("km") == {KEY: "của Lan", OTHER: "mới"}
    assert added_words.save(engine, "km", {KEY: ("của Lan", "của Minh")}) == frozenset()
