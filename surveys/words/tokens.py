"""Where words end in a Vietnamese text, whose blanks stand between syllables: told by the model of
underthesea, which lies in its package; nothing is fetched.

Only the model and the engine under it are used. Importing the package itself sets up logging anew,
and with that the web server would begin to note who opens a form (DR-03)."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import joblib  # type: ignore[import-untyped]
from underthesea_core import CRFFeaturizer, CRFTagger  # type: ignore[import-untyped]

from surveys.words.letters import Syllable, is_accentless

_PACKAGE = "underthesea"
_MODEL = Path("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")
_INSIDE = "I-W"  # the tag of a syllable that goes on with a word
_KEPT = 4_096  # texts


def edges(text: str, parts: tuple[Syllable, ...]) -> frozenset[int] | None:
    """Before which syllables a word begins or ends: "nhà nước" has no edge inside. None for a
    text without accents, of which no model knows."""
    return None if is_accentless(text) else _edges(text, parts)


@lru_cache(_KEPT)
def _edges(text: str, parts: tuple[Syllable, ...]) -> frozenset[int]:
    tokens: list[str] = []
    places: list[int] = []
    last = 0
    for part in parts:
        tokens += [sign for sign in text[last : part.start] if not sign.isspace()]
        places.append(len(tokens))
        tokens.append(part.written)
        last = part.end
    tags = _tags(tokens)
    begun = {number for number, place in enumerate(places) if tags[place] != _INSIDE}
    return frozenset({*begun, 0, len(parts)})


def _tags(tokens: list[str]) -> list[str]:
    featurizer, tagger = _model()
    [features] = featurizer.process([[[token] for token in tokens]])
    tags: list[str] = tagger.tag(features)
    return tags


@cache
def _model() -> tuple[CRFFeaturizer, CRFTagger]:
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(_PACKAGE)
    folder = Path(found.submodule_search_locations[0]) / _MODEL
    tagger = CRFTagger()
    tagger.load(str(folder / "models.bin"))
    kept = (joblib.load(folder / f"{name}.bin") for name in ("features", "dictionary"))
    return CRFFeaturizer(*kept), tagger
