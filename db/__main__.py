"""The command line of the storage: python -m db migrate | demo | backup | restore | purge | grant |
verify-releases | verify-record | key | codeoff."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from db import demo, events, officers, releases, retention, roles, second_steps
from db.backup import BadCopy, NotSqlite, back_up, has_tables, restore
from db.hardship.store import back_up_beside
from db.migrate import migrate
from db.releases import Verified
from db.sealing import new_key
from surveys.texts import LANGUAGES, say
from surveys.texts.numbers import number

LANG = LANGUAGES[0]  # of the customer, whose machine this is
REFUSED = 2  # exit code
FAULTY = 1  # exit code where something kept was found to be wrong


@dataclass(frozen=True, slots=True)
class Ground:
    """What commands work on."""

    engine: Engine
    today: date
    now: datetime
    base_url: str
    data_dir: Path
    support_url: str = ""


class Refused(Exception):
    """A command that cannot be done; the message says why and what to do."""


class Faulty(Exception):
    """A command that was done and found something wrong; the message says what."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; exit code 0, 1 when it found something wrong, or 2 with a sentence on the
    error stream."""
    if {"-h", "--help"} & set(arguments):
        print(say("db.command.usage", LANG))
        return 0
    try:
        asked = _parser().parse_args(arguments)
        print(run(_ground(), asked))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except Faulty as found:
        print(found)
        return FAULTY
    return 0


def run(ground: Ground, asked: Namespace) -> str:
    """Do what was asked; the sentence to print. Refused when it cannot be done."""
    try:
        command: Callable[[Ground, Namespace], str] = asked.command
        return command(ground, asked)
    except CommandError as problem:
        raise Refused(say("db.fault.version", LANG)) from problem
    except SQLAlchemyError as problem:
        raise Refused(say("db.fault.database", LANG, problem=_first_line(problem))) from problem


def _ground() -> Ground:
    from pages import settings  # the one import upwards, see pyproject.toml

    try:
        given = settings.settings()
    except SystemExit as stop:  # how a bad setting stops a program
        raise Refused(stop.code) from stop
    ground = settings.engine(), settings.today(), settings.now()
    return Ground(*ground, given.base_url, given.data_dir, given.support_url)


def _migrate(ground: Ground, _asked: Namespace) -> str:
    migrate(ground.engine)
    return say("db.command.migrated", LANG)


def _demo(ground: Ground, asked: Namespace) -> str:
    migrate(ground.engine)
    return _remove(ground) if asked.remove else _load(ground, asked)


def _load(ground: Ground, asked: Namespace) -> str:
    progress = _tell if sys.stderr.isatty() else None
    try:
        loaded = demo.load(
            ground.engine,
            ground.today,
            ground.now,
            answers=asked.answers,
            seed=asked.seed,
            progress=progress,
        )
    except demo.NamesTaken as taken:
        names = ", ".join(taken.args)
        raise Refused(say("db.fault.names_taken", LANG, names=names)) from taken
    form, office = f"{ground.base_url}/k/{loaded.code}", ground.base_url
    logins = "\n".join(
        say("db.command.login", LANG, login=login, password=password)
        for login, password in loaded.logins
    )
    return say("db.command.loaded", LANG, form=form, office=office, logins=logins)


def _remove(ground: Ground) -> str:
    try:
        gone = demo.remove(ground.engine)
    except demo.NoAdminLeft as problem:
        raise Refused(say("db.fault.no_admin", LANG)) from problem
    counts = {name: number(getattr(gone, name), LANG) for name in _COUNTED}
    said = [say("db.command.removed", LANG, **counts)]
    if gone.kept_units:
        said.append(say("db.command.kept", LANG, units=number(gone.kept_units, LANG)))
    return "\n".join(said)


def _backup(ground: Ground, asked: Namespace) -> str:
    try:
        back_up(ground.engine, asked.file)
        copied = back_up_beside(ground.support_url, asked.file)
    except NotSqlite as problem:
        raise Refused(say("db.fault.not_sqlite", LANG, file=asked.file)) from problem
    except FileExistsError as problem:
        raise Refused(say("db.fault.file_exists", LANG, file=asked.file)) from problem
    except (OSError, BadCopy) as problem:
        raise Refused(say("db.fault.file", LANG, file=asked.file)) from problem
    files = ", ".join(str(file) for file in (asked.file, copied) if file)
    return say("db.command.backed_up", LANG, file=files)


def _restore(ground: Ground, asked: Namespace) -> str:
    """Not over a database in use, unless that is said."""
    if not asked.replace and has_tables(ground.engine):
        raise Refused(say("campaign_life.restore.in_use", LANG))
    try:
        restore(ground.engine, asked.file, ground.data_dir, ground.today, ground.now)
    except NotSqlite as problem:
        raise Refused(say("campaign_life.restore.not_sqlite", LANG)) from problem
    except (OSError, BadCopy) as problem:
        raise Refused(say("campaign_life.restore.bad", LANG, file=asked.file)) from problem
    return say("campaign_life.restore.done", LANG, file=asked.file)


def _purge(ground: Ground, _asked: Namespace) -> str:
    migrate(ground.engine)
    deleted = retention.purge(ground.engine, ground.today, ground.now, ground.data_dir)
    if not deleted:
        return say("db.command.nothing_due", LANG)
    return "\n".join(
        say("db.command.purged", LANG, title=title, count=number(count, LANG))
        for title, count in deleted
    )


def _verify(ground: Ground, _asked: Namespace) -> str:
    found = list(releases.verified(ground.engine))
    told = "\n".join(map(_told, found)) or say("db.verify.nothing", LANG)
    if any(release.faults for release in found):
        raise Faulty(told)
    return told


def _verify_record(ground: Ground, _asked: Namespace) -> str:
    migrate(ground.engine)
    broken, end = events.first_broken(ground.engine), events.end(ground.engine)
    counts = {"lines": number(end.lines, LANG), "kept": number(end.kept, LANG)}
    if broken is not None:
        raise Faulty(say("db.record.broken", LANG, at=f"{broken:%d/%m/%Y %H:%M} UTC"))
    if not end.whole:
        raise Faulty(say("db.record.cut_off", LANG, **counts))
    return say("db.record.good", LANG, seal=end.short_seal or "–", **counts)


def _told(release: Verified) -> str:
    """A line for a release."""
    if not release.faults:
        counted = {"groups": release.groups, "answers": release.answered}
        numbers = {name: number(count, LANG) for name, count in counted.items()}
        return say("db.verify.good", LANG, title=release.title, number=release.number, **numbers)
    what = "; ".join(say(f"db.verify.{fault}", LANG) for fault in release.faults)
    return say("db.verify.bad", LANG, title=release.title, number=release.number, what=what)


def _grant(ground: Ground, asked: Namespace) -> str:
    migrate(ground.engine)
    try:
        roles.grant(ground.engine, asked.role)
    except roles.NoRoles as problem:
        raise Refused(say("db.fault.no_roles", LANG)) from problem
    except roles.Unknown as problem:
        raise Refused(say("db.fault.no_role", LANG, role=asked.role)) from problem
    return say("db.command.granted", LANG, role=asked.role)


def _key(_ground: Ground, _asked: Namespace) -> str:
    return new_key()


def _code_off(ground: Ground, asked: Namespace) -> str:
    """For the last administrator, whose phone and recovery codes, or whose key are lost."""
    migrate(ground.engine)
    officer_id = officers.id_of(ground.engine, asked.login)
    if officer_id is None:
        raise Refused(say("db.fault.no_officer", LANG, login=asked.login))
    second_steps.turn_off(ground.engine, officer_id)
    events.note(ground.engine, ground.now, None, "second_step_off", asked.login)
    return say("db.command.code_off", LANG, login=asked.login)


_COUNTED = ("campaigns", "submissions", "units", "activities", "officers")


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(say("db.command.usage", LANG))


def _parser() -> ArgumentParser:
    parser = _Parser(prog="python -m db", add_help=False)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("migrate", add_help=False).set_defaults(command=_migrate)
    samples = commands.add_parser("demo", add_help=False)
    samples.set_defaults(command=_demo)
    samples.add_argument("--answers", type=_count)
    samples.add_argument("--seed", type=_count, default=demo.SEED)
    samples.add_argument("--remove", action="store_true")
    copy = commands.add_parser("backup", add_help=False)
    copy.set_defaults(command=_backup)
    copy.add_argument("file", type=Path)
    back = commands.add_parser("restore", add_help=False)
    back.set_defaults(command=_restore)
    back.add_argument("file", type=Path)
    back.add_argument("--replace", action="store_true")
    commands.add_parser("purge", add_help=False).set_defaults(command=_purge)
    commands.add_parser("verify-releases", add_help=False).set_defaults(command=_verify)
    commands.add_parser("verify-record", add_help=False).set_defaults(command=_verify_record)
    rights = commands.add_parser("grant", add_help=False)
    rights.set_defaults(command=_grant)
    rights.add_argument("role")
    commands.add_parser("key", add_help=False).set_defaults(command=_key)
    code = commands.add_parser("codeoff", add_help=False)
    code.set_defaults(command=_code_off)
    code.add_argument("login")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _tell(share: float) -> None:
    end = "\n" if share == 1 else ""
    print(f"\r{share:4.0%}", end=end, file=sys.stderr, flush=True)


def _first_line(problem: SQLAlchemyError) -> str:
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    return (str(cause).splitlines() or [type(problem).__name__])[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
