"""Nothing tells which answer came by which card (DR-02): given files, logs, all codes and
the secret, linking does no better than chance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db import campaigns, cards
from db.cards import digest_of
from db.engine import connect, reading, sweep
from db.migrate import migrate
from db.schema import CampaignRow
from db.submissions import Writer, write
from tests.db.cast import TODAY, campaign_of
from tests.db.voting import VOTERS, Vote, form_with, left

LUCK = 8  # matches that a blind guess has by chance: one on average, more than eight never
LOG_HEAD, FRAME_HEAD = 32, 24  # bytes, as SQLite describes its write-ahead log


@pytest.fixture
def vote(tmp_path: Path) -> Vote:
    made = Vote(tmp_path)
    yield made
    made.engine.dispose()


def _guesses(vote: Vote) -> list[int]:
    """Every order in which an attacker with file, secret and all codes can lay cards beside
    answers."""
    digests = {code: digest_of(vote.secret, code) for code in vote.used}
    printed = [code for code in vote.codes if code in vote.used]
    orders = [printed, sorted(vote.used), sorted(vote.used, key=lambda code: digests[code])]
    answers = [vote.as_they_lie(), vote.by_key()]
    pairs = [(o, a) for order in orders for o in (order, order[::-1]) for a in answers]
    return [vote.right(order, answer) for order, answer in pairs]


def test_while_open_the_database_file_and_all_codes_link_no_better_than_chance(
    vote: Vote,
) -> None:
    sweep(vote.engine)
    assert vote.right(list(vote.used), list(vote.used.values())) == VOTERS  # what is to be found
    assert max(_guesses(vote)) <= LUCK
    data = vote.bytes()
    assert not [code for code in vote.used if digest_of(vote.secret, code) in data]
    assert not [code for code in vote.codes if code.encode() in data]


def _told_by_log(vote: Vote) -> list[tuple[str, str]]:
    """Pairs of card and answer, as whoever copies the log reads them: commit by commit, the codes
    that went from a page beside the answers that came."""
    log = Path(f"{vote.file}-wal").read_bytes()
    digests = {code: digest_of(vote.secret, code) for code in vote.codes}
    answers = {name: f"<<{name}>>".encode() for name in vote.used.values()}
    size = int.from_bytes(log[8:12])
    pages: dict[bytes, bytes] = {}
    found, went, came = [], set[str](), set[str]()
    for at in range(LOG_HEAD, len(log), FRAME_HEAD + size):
        head, page = log[at : at + FRAME_HEAD], log[at + FRAME_HEAD : at + FRAME_HEAD + size]
        before = pages.get(head[:4], page)
        pages[head[:4]] = page
        went |= {code for code, digest in digests.items() if digest in before} - {
            code for code, digest in digests.items() if digest in page
        }
        came |= {n for n, a in answers.items() if a in page} - {
            n for n, a in answers.items() if a in before
        }
        if any(head[4:8]):  # the last page of a commit
            found += [(code, name) for code in went for name in came]
            went, came = set(), set()
    return found


def test_dr_02_once_settled_the_file_its_log_and_all_codes_link_no_better_than_chance(
    tmp_path: Path,
) -> None:
    vote = Vote(tmp_path)
    told = _told_by_log(vote)
    assert sum(vote.used[c] == n for c, n in told if c in vote.used) > LUCK  # the attack works
    settled = Vote(tmp_path / "settled", settled=True)
    assert Path(f"{settled.file}-wal").stat().st_size == 0
    assert max(_guesses(settled)) <= LUCK
    data = settled.bytes()
    assert not [code for code in settled.used if digest_of(settled.secret, code) in data]
    vote.engine.dispose()
    settled.engine.dispose()


def test_who_reads_meanwhile_is_not_held_up_and_the_next_look_settles_it(tmp_path: Path) -> None:
    vote = Vote(tmp_path)
    with vote.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM card")).scalar()
        assert not cards.settle(vote.engine)
    cards.settle_open(vote.engine)
    assert Path(f"{vote.file}-wal").stat().st_size == 0
    vote.engine.dispose()


@pytest.mark.slow
def test_dr_02_once_settled_no_file_of_postgresql_holds_a_card(
    postgres_database: str,
) -> None:
    """Rows tell by xmin and xmax who came and went together, as long as the dead ones are there."""
    engine = connect(postgres_database)
    migrate(engine)
    campaign = campaign_of(engine, "A", cards=True)
    codes = cards.make(engine, campaign.id, {"A": 30})["A"]
    with reading(engine) as session:
        secret = session.get_one(CampaignRow, campaign.id).secret or b""
    burnt = [digest_of(secret, code) for code in codes[:20]]
    forms = [form_with(engine, campaign, str(n), code) for n, code in enumerate(codes[:20])]
    for sent in forms[:10]:
        assert write(engine, [sent]) == [True]
    assert _in_the_files(engine, burnt[:10])  # the attack works
    writer = Writer(engine)
    assert all(writer.keep(sent).result(30) for sent in forms[10:])
    writer.stop()
    assert not _in_the_files(engine, burnt)
    assert len(_in_the_files(engine, [digest_of(secret, code) for code in codes[20:]])) == 10
    engine.dispose()


def test_forms_of_one_commit_lie_in_no_order_of_their_cards(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    codes = cards.make(engine, campaign.id, {"A": VOTERS})["A"]
    sent = [form_with(engine, campaign, f"voter {n:03}", code) for n, code in enumerate(codes)]
    assert all(write(engine, sent))
    place = ", ctid" if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT key{place} FROM submission"))
        lie = [bytes(row[0]) for row in rows]
    came = [form.key for form in sent]
    assert sum(a == b for a, b in zip(lie, came, strict=True)) <= LUCK
    burnt = sorted(sent, key=lambda form: form.card)
    assert sum(a == b.key for a, b in zip(lie, burnt, strict=True)) <= LUCK


def _in_the_files(engine: Engine, digests: Sequence[bytes]) -> list[bytes]:
    """Which of these lie in the files of the server's table of cards and its index."""
    paths = text(
        "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid)"
        " FROM pg_class WHERE relname IN ('card', 'pk_card')"
    )
    raw = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with raw as connection:
        connection.execute(text("CHECKPOINT"))
        data = b"".join(Path(path).read_bytes() for path in connection.scalars(paths))
    return [digest for digest in digests if digest in data]


def test_after_the_close_the_files_and_all_codes_link_no_better_than_chance(vote: Vote) -> None:
    campaigns.close(vote.engine, vote.campaign.id, TODAY)
    assert max(_guesses(vote)) <= LUCK
    files = [path.read_bytes() for path in vote.file.parent.iterdir()]
    for code in vote.codes:
        for trace in (code.encode(), digest_of(vote.secret, code)):
            assert not any(trace in data for data in files)
    assert not any(vote.secret in data for data in files)
    assert left(vote.engine) == 0


def test_after_the_close_no_dead_row_or_transaction_tells_on_a_card(engine: Engine) -> None:
    campaign = campaign_of(engine, "A", cards=True)
    for n, code in enumerate(cards.make(engine, campaign.id, {"A": 12})["A"][:9]):
        write(engine, [form_with(engine, campaign, str(n), code)])
    campaigns.close(engine, campaign.id, TODAY)
    if engine.dialect.name != "postgresql":
        assert left(engine) == 0
        return
    with engine.connect() as connection:
        assert connection.execute(text("SELECT pg_relation_size('card')")).scalar() == 0
        once = text("SELECT count(DISTINCT xmin::text) FROM submission")
        assert connection.execute(once).scalar() == 1
