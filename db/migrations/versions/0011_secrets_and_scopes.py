"""Secrets of second steps are sealed, those that lie open at the next start; officers of clusters
work for nodes of the organisation instead of names"""

from itertools import count

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_CLUSTER = "cum"
_officer = sa.table("officer", sa.column("id"), sa.column("places", sa.JSON))
_unit = sa.table(
    "unit",
    *(sa.column(name) for name in ("id", "code", "name", "type", "sector", "place", "cluster")),
    *(sa.column(name) for name in ("workers", "members", "level")),
    *(sa.column(name, sa.Boolean) for name in ("has_union", "agreement", "gathers", "sample")),
)
_link = sa.table(
    "org_link", *(sa.column(name) for name in ("child_id", "parent_id", "kind", "valid_to"))
)


def upgrade() -> None:
    op.add_column("second_step", sa.Column("sealed", sa.Text(), nullable=True))
    op.add_column("second_step", sa.Column("plain", sa.String(64), nullable=True))
    op.execute("UPDATE second_step SET plain = secret")
    op.drop_column("second_step", "secret")
    _scopes()


def _scopes() -> None:
    """Nobody sees more or less than before: a name becomes every node of that name, or a new one
    with all units that bear it."""
    connection = op.get_bind()
    for officer, places in connection.execute(sa.select(_officer.c.id, _officer.c.places)).all():
        named = [_nodes(place) or [place] for place in places or ()]
        changed = list(dict.fromkeys(code for codes in named for code in codes))
        if changed != places:
            connection.execute(
                sa.update(_officer).where(_officer.c.id == officer).values(places=changed)
            )


def _nodes(place: str) -> list[str]:
    connection = op.get_bind()
    members = sa.select(_unit.c.id, _unit.c.sample).where(_unit.c.cluster == place)
    found = connection.execute(members).all()
    if not found:
        return []
    called = sa.select(_unit.c.code).where(_unit.c.name == place, _unit.c.level == _CLUSTER)
    nodes = list(connection.scalars(called.order_by(_unit.c.code)))
    nodes = nodes or [_made(place, sample=all(sample for _, sample in found))]
    if len(nodes) == 1:
        _put(nodes[0], [number for number, _ in found])
    both = sa.select(_unit.c.code).where(_unit.c.code == place)
    return [*connection.scalars(both), *nodes]


def _made(name: str, *, sample: bool) -> str:
    connection = op.get_bind()
    used = set(connection.scalars(sa.select(_unit.c.code)))
    code = next(code for n in count(1) if (code := f"CUM-{n}") not in used)
    words = {"code": code, "name": name, "type": "", "sector": "khac", "place": "", "cluster": ""}
    flags = {"has_union": False, "agreement": False, "gathers": False, "sample": sample}
    values = {**words, **flags, "workers": 0, "members": 0, "level": _CLUSTER}
    connection.execute(sa.insert(_unit).values(values))
    return code


def _put(code: str, members: list[int]) -> None:
    """The units into the cluster, except those that the tree has in another one."""
    connection = op.get_bind()
    node = connection.scalar(sa.select(_unit.c.id).where(_unit.c.code == code))
    standing = sa.select(_link.c.child_id).where(
        _link.c.kind == _CLUSTER, _link.c.valid_to.is_(None)
    )
    elsewhere = set(connection.scalars(standing))
    rows = [
        {"child_id": number, "parent_id": node, "kind": _CLUSTER}
        for number in members
        if number not in elsewhere and number != node
    ]
    if rows:
        connection.execute(sa.insert(_link), rows)


def downgrade() -> None:
    """Sealed secrets cannot be opened here: those officers sign in without a code. Codes of nodes
    are places to older versions, too."""
    op.execute("DELETE FROM second_step WHERE plain IS NULL")
    op.add_column(
        "second_step", sa.Column("secret", sa.String(64), nullable=False, server_default="")
    )
    op.execute("UPDATE second_step SET secret = plain")
    op.drop_column("second_step", "plain")
    op.drop_column("second_step", "sealed")
