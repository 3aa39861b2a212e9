"""What still keeps a questionnaire from being published, each with a way to where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from db import officers
from pages import seen
from pages.campaign_words import plain
from pages.parts import installation
from pages.questionnaire_address import go
from pages.questionnaire_desk import Desk
from pages.settings import engine
from surveys.checking import faults
from surveys.model import Group, Question, Survey, fingerprint, in_language
from surveys.questionnaires import PERSON_RULE, RULE, TITLE, identities, persons
from surveys.texts import say

_FEW = 3  # told above the questions; all of them stand on the page where it is published


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong at a question or group, as a sentence."""

    where: str
    sentence: str


def everything(survey: Survey, lang: str) -> tuple[Wrong, ...]:
    """All that is wrong, by the rules of a questionnaire, by DR-01 and by DR-24; empty: may be
    published."""
    return _everything(_Known(fingerprint(survey), survey), lang, _somebody())


def places(survey: Survey) -> frozenset[str]:
    """Where something is wrong."""
    return frozenset(wrong.where for wrong in everything(survey, "vi"))


def strip(desk: Desk) -> None:
    """Say above the questions how much is wrong, and the first of it."""
    found = everything(desk.survey, desk.lang)
    place = st.container()
    if not found:
        return
    words = desk.say("faults.count", count=len(found))
    name = f":red[:material/error: {words}]"
    with place, st.expander(name, expanded=len(found) <= _FEW, key=desk.key("faults")):
        show(desk, found)


def show(desk: Desk, found: tuple[Wrong, ...]) -> None:
    """Each fault with a button that leads to it."""
    for number, wrong in enumerate(found):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if wrong.where:
                st.button(
                    _name(desk.survey, wrong.where, desk.lang),
                    key=desk.key("fault", number),
                    icon=":material/arrow_forward:",
                    on_click=go,
                    args=(desk.draft.id,),
                    kwargs={"question": wrong.where},
                )
            st.markdown(plain(wrong.sentence), width="stretch")


def said_at(desk: Desk, where: str) -> None:
    """What is wrong with one question or group, said where it is edited."""
    with st.container():
        for wrong in everything(desk.survey, desk.lang):
            if wrong.where == where:
                st.markdown(f":red[:material/error: {plain(wrong.sentence)}]")


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A survey known by its fingerprint, so that it is looked through once."""

    print: str
    survey: Survey

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.print == other.print

    def __hash__(self) -> int:
        return hash(self.print)


def _somebody() -> frozenset[str]:
    """Whoever the office knows by name: they are found however their names are written."""
    accounts = (officer.name for officer in officers.everyone(engine()))
    contacts = (campaign.contact_name for campaign in seen.every_campaign())
    return frozenset([*accounts, *contacts, installation().letterhead.signer])


@lru_cache(maxsize=64)
def _everything(known: _Known, lang: str, somebody: frozenset[str]) -> tuple[Wrong, ...]:
    found = [Wrong(f.where, say(f.key, lang, **f.values)) for f in faults(known.survey)]
    for hit in identities(known.survey):
        asked = say(f"questionnaires.identity.{hit.what}", lang)
        words = say("questionnaires.identity.refused", lang, asked=asked, rule=RULE)
        found.append(Wrong(hit.question, words))
    for person in persons(known.survey, somebody):
        called = {"name": person.name, "rule": PERSON_RULE}
        where = "" if person.where == TITLE else person.where
        found.append(Wrong(where, say("questionnaires.identity.person", lang, **called)))
    return tuple(found)


def _name(survey: Survey, where: str, lang: str) -> str:
    everything: dict[str, Question | Group] = {q.id: q for q in survey.questions}
    everything |= {g.id: g for g in survey.groups}
    words = in_language(everything[where].label, lang) if where in everything else ""
    return plain((words[:40] or where).partition(" • ")[0])
