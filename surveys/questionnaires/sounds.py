"""Which sounds a questionnaire may carry: small ones, of a kind phones play, told by content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

LARGEST = 2 * 1024 * 1024  # bytes: about two minutes of speech
ENDINGS = ("mp3", "ogg", "opus", "m4a", "aac", "wav")
_SMALLEST = 64
_ADTS = 0xF0


class NotSound(Exception):
    """The file is none that can be taken; `reason` names the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording: the name its question knows it under, its type, its bytes."""

    name: str
    type: str
    content: bytes

    @property
    def digest(self) -> str:
        """A checksum of the bytes."""
        return hashlib.sha256(self.content).hexdigest()[:32]


def sound(content: bytes, question: str, lang: str) -> Sound:
    """The recording of a question in a language; NotSound when the file is too large or is no
    sound. Its name tells other bytes apart, so that a published version keeps its own."""
    if len(content) > LARGEST:
        raise NotSound("large")
    ending, type = _kind(content)
    digest = hashlib.sha256(content).hexdigest()[:8]
    stem = re.sub(r"[^A-Za-z0-9_-]", "", question)[:60]
    return Sound(f"{stem}_{lang}_{digest}.{ending}", type, content)


def _kind(content: bytes) -> tuple[str, str]:
    """Ending and type by the first bytes; NotSound when phones could not play it."""
    if len(content) < _SMALLEST:
        raise NotSound("empty")
    if content[:4] == b"OggS":
        return "ogg", "audio/ogg"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav", "audio/wav"
    if content[4:8] == b"ftyp" and content[8:11] in (
        b"M4A",
        b"M4B",
        b"mp4",
        b"iso",
        b"3gp",
        b"dash",
    ):
        return "m4a", "audio/mp4"
    if content[:3] == b"ID3" or _is_frame(content):
        return "mp3", "audio/mpeg"
    if content[0] == 0xFF and content[1] & 0xF6 == _ADTS:
        return "aac", "audio/aac"
    raise NotSound("kind")


def _is_frame(content: bytes) -> bool:
    """Whether an MPEG audio frame begins here: sync, layer III, a bit rate and a sampling rate."""
    first, second, third = content[0], content[1], content[2]
    layer3 = first == 0xFF and second & 0xE6 == 0xE2
    return layer3 and third >> 4 not in (0, 15) and third & 0x0C != 0x0C
