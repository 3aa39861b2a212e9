"""One-time cards: how many a unit needs, and the code on each."""

from __future__ import annotations

import secrets

from surveys.campaigns.codes import CODE_LETTERS

CARD_LENGTH = 10  # one letter more than a unit's code, which tells them apart; 45 bits
CARDS_A_SHEET = 8  # on one A4 sheet
MOST_CARDS = 20_000  # in one go: a box for every factory of a district
_SPARE = 10  # in a hundred: nobody is the last to draw, and a torn card is replaced


def new_card() -> str:
    """The code of a card: random, never used twice."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CARD_LENGTH))


def cards_for(workers: int) -> int:
    """How many cards fill the box of a unit: some more than workers, on whole sheets."""
    wanted = max(workers, 1) * (100 + _SPARE)
    return -(-wanted // (100 * CARDS_A_SHEET)) * CARDS_A_SHEET
