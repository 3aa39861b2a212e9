"""What the documents claim, read so that it can be compared with what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_TARGET = re.compile(r"^([a-z][a-z-]*)\s*:(?!=)", re.MULTILINE)
_COMMAND = re.compile(r"\bmake ([a-z][a-z-]*)")
_VERSION = re.compile(r"^## \[?(\d+\.\d+\.\d+)", re.MULTILINE)
_PIN = re.compile(r"[A-Za-z0-9_.\-]+(\[[a-z0-9,\-]+\])?==[A-Za-z0-9_.!+\-]+(\s*;\s*.+)?")


def targets(makefile: str) -> set[str]:
    """What `make` can be asked for."""
    return set(_TARGET.findall(makefile))


def commands(document: str) -> list[tuple[int, str]]:
    """The make commands in code of a document, with their lines."""
    code = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
    found = []
    for block in code.finditer(document):
        for command in _COMMAND.finditer(block[0]):
            place = block.start() + command.start()
            found.append((document.count("\n", 0, place) + 1, command[1]))
    return found


def dead_links(path: Path) -> Iterator[str]:
    """Links of a document to files that are not there."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for link in _LINK.findall(line):
            target = unquote(link.partition("#")[0])
            outside = "://" in target or target.startswith("mailto:")
            if target and not outside and not (path.parent / target).exists():
                yield f"{path.name}:{number} links to {target}, which is not there"


def newest_version(changelog: str) -> str:
    """The version of the uppermost released section."""
    found = _VERSION.search(changelog)
    return found[1] if found else ""


def loose(requirements: str) -> Iterator[str]:
    """Lines that leave the version open."""
    for number, line in enumerate(requirements.splitlines(), 1):
        wish = line.partition("#")[0].strip()
        if wish and not wish.startswith("-r ") and not _PIN.fullmatch(wish):
            yield f"{number} {wish} is not pinned to one version"
