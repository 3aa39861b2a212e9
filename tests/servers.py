"""A PostgreSQL cluster for the tests: made in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.prepare import server_programs

_OWNER = "postgres"  # the server refuses to run as root
_START_SECONDS = 60
_TRIES = 3  # somebody may take the free port before the server does


@contextmanager
def postgres_cluster() -> Iterator[str]:
    """A running server on loopback; its address, with a password, without a database name."""
    programs = server_programs()
    if programs is None:
        raise RuntimeError("no PostgreSQL server on this machine: run python3 tests/prepare.py")
    folder = Path(tempfile.mkdtemp(prefix="lang-nghe-pg-"))
    password = secrets.token_urlsafe(12)
    try:
        _create(programs, folder, password)
        port = _start(programs, folder)
        try:
            yield f"postgresql+psycopg://{_OWNER}:{password}@127.0.0.1:{port}"
        finally:
            _as_owner(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unused_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _create(programs: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        owner = pwd.getpwnam(_OWNER)
        for path in (folder, secret):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    options = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync")
    data = folder / "data"
    _as_owner(programs / "initdb", "-D", data, f"-U{_OWNER}", f"--pwfile={secret}", *options)


def _start(programs: Path, folder: Path) -> int:
    log = folder / "log"
    for _ in range(_TRIES):
        port = unused_port()
        server = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        how = ("-D", folder / "data", "-l", log, "-o", server, "-w", f"-t{_START_SECONDS}")
        try:
            _as_owner(programs / "pg_ctl", *how, "start")
        except subprocess.CalledProcessError:
            continue
        return port
    raise RuntimeError(f"the PostgreSQL server does not start:\n{log.read_text()}")


def _as_owner(program: Path, *arguments: str | Path) -> None:
    """Run quietly as the cluster's owner; the error carries what the program said."""
    prefix = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
    command = [*prefix, str(program), *map(str, arguments)]
    # pg_ctl's server would keep a pipe open for ever: what is said goes to a file
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            command, check=False, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        if done.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(done.returncode, command, said.read())
