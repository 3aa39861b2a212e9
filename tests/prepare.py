"""Sees to it that the machine has what the tests drive: a browser, a server, an office suite.

Runs before the virtual environment exists, on the standard library alone. As root on Debian it
installs what is missing; otherwise it names the packages and stops. It touches no system service:
the tests start a database cluster of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

BROWSER = "chromium-headless-shell"  # Chromium without a window: a sixth less work for the same
WHOLE_BROWSER = "chromium"  # for what that one lacks: sending later, in the background
POSTGRESQL = Path("/usr/lib/postgresql")  # where Debian keeps each version's programs
_TIMES = ("Liberation Serif", "Tinos", "Times New Roman")  # equally wide, line by line
_TIMES_PACKAGE = "fonts-liberation2|fonts-liberation"
_LOCK_SECONDS = 300  # how long to wait for another package job


@dataclass(frozen=True)
class Need:
    """Something the tests drive, and the Debian packages that bring it ("new|old" where the name
    depends on the release)."""

    what: str
    is_here: Callable[[], bool]
    packages: tuple[str, ...]


def main() -> int:
    """Exit status: 0 when everything is here, 1 when something is missing and stays so."""
    lacking = missing()
    if not lacking:
        return 0
    print("Missing for the tests: " + "; ".join(need.what for need in lacking), flush=True)
    packages = [package for need in lacking for package in need.packages]
    installer = _installer()
    if installer is None:
        print(f"Install as root: apt-get install {' '.join(packages)}")
        return 1
    if not _install(installer, packages):
        return 1
    lacking = missing()
    for need in lacking:
        print(f"Still missing after installing {' '.join(need.packages)}: {need.what}")
    return 1 if lacking else 0


def missing() -> list[Need]:
    """What this machine lacks."""
    return [need for need in _NEEDS if not need.is_here()]


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version first; None without a server."""
    for folder in sorted(POSTGRESQL.glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb and shutil.which("pg_ctl") else None


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdecimal())


def _has_office() -> bool:
    program = shutil.which("soffice")
    if program is None:
        return False
    folder = Path(program).resolve().parent
    return all((folder / part).exists() for part in ("libswlo.so", "libsclo.so"))


def _has_font(*names: str) -> bool:
    """Whether one of the fonts is here with all Vietnamese letters (Liberation 1 lacks them)."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=True
    )
    families = {name for line in listed.stdout.splitlines() for name in line.split(",")}
    return bool(families & set(names))


_NEEDS = (
    Need("virtual environments", lambda: find_spec("ensurepip") is not None, ("python3-venv",)),
    Need("Chromium", lambda: shutil.which(WHOLE_BROWSER) is not None, (WHOLE_BROWSER,)),
    Need("Chromium without a window", lambda: shutil.which(BROWSER) is not None, (BROWSER,)),
    Need("PostgreSQL server", lambda: server_programs() is not None, ("postgresql",)),
    Need("LibreOffice", _has_office, ("libreoffice-writer", "libreoffice-calc")),
    Need("esbuild", lambda: shutil.which("esbuild") is not None, ("esbuild",)),
    Need("pdftoppm", lambda: shutil.which("pdftoppm") is not None, ("poppler-utils",)),
    Need("font as wide as Times", lambda: _has_font(*_TIMES), ("fontconfig", _TIMES_PACKAGE)),
    Need("Noto Sans", lambda: _has_font("Noto Sans"), ("fontconfig", "fonts-noto-core")),
)


def _installer() -> list[str] | None:
    """What to put before a command so that it may install; None when nobody may."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _install(prefix: list[str], packages: list[str]) -> bool:
    """Whether the package manager is done; when it is not, what it said is shown."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", f"DPkg::Lock::Timeout={_LOCK_SECONDS}"]
    if not _done([*apt, "update"]):
        return False
    names = sorted({_offered(package) for package in packages})
    print(f"Installing {' '.join(names)}", flush=True)
    return _done([*apt, "install", "--yes", "--no-install-recommends", *names])


def _done(command: list[str]) -> bool:
    said = subprocess.run(
        command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if said.returncode:
        print(said.stdout)
    return said.returncode == 0


def _offered(package: str) -> str:
    """The first of the alternative names that this release knows."""
    *newer, last = package.split("|")
    for name in newer:
        asked = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if asked.returncode == 0:
            return name
    return last


if __name__ == "__main__":
    sys.exit(main())
