"""The deletion code of a form (DR-09): the random id of the form itself, written to be copied."""

from __future__ import annotations

import secrets

# Crockford's 32 letters: no I, L, O, U, and what is read as one of them is understood.
FORM_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORM_LENGTH = 16  # 80 random bits: nobody guesses a form
_GROUP = 4
_READ_AS = str.maketrans("ILO", "110")


def new_form_id() -> str:
    """A form's random id, for a page without script; the script makes its own alike."""
    return "".join(secrets.choice(FORM_LETTERS) for _ in range(FORM_LENGTH))


def deletion_code(form_id: str) -> str:
    """The id as four groups of four, to be written down."""
    return " ".join(form_id[i : i + _GROUP] for i in range(0, len(form_id), _GROUP))


def typed_form_id(text: str) -> str:
    """The id somebody typed from a paper; "" when it cannot be one."""
    letters = "".join(c for c in text.upper() if c.isascii() and c.isalnum()).translate(_READ_AS)
    fits = len(letters) == FORM_LENGTH and set(letters) <= set(FORM_LETTERS)
    return letters if fits else ""
