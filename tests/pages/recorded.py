"""A recording of a question, for the tests of answering by ear."""

from __future__ import annotations

import io
import math
import struct
import wave
from hashlib import sha256

from sqlalchemy import Engine

from db.engine import writing
from db.schema_drafts import RecordingRow
from tests.pages.world import ANNUAL

FILE = "P06_vi.wav"


def _tone() -> bytes:
    """A fifth of a second of a tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(
            b"".join(struct.pack("<h", int(8_000 * math.sin(i / 3))) for i in range(1_600))
        )
    return file.getvalue()


TONE = _tone()
DIGEST = sha256(TONE).hexdigest()[:32]


def record(engine: Engine) -> None:
    """Keep the recording with the annual survey."""
    with writing(engine) as session:
        session.add(
            RecordingRow(
                survey_id=ANNUAL.id, name=FILE, type="audio/wav", digest=DIGEST, content=TONE
            )
        )
