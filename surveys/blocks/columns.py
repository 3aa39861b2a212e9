"""The blocks of one partition as arrays, a row a block: small to keep and quick to add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.unsignedinteger]
Rows = NDArray[np.intp]
_SIZES = (np.uint8, np.uint16, np.uint32)


@dataclass(frozen=True, slots=True)
class Block:
    """A group of n people: what they share (`where`) and how many gave each answer.

    `partition` is "main", "sensitive" or "pairs". Tallies by question, zeros left out:
    one answer "P06" -> {"co": 12, "": asked but unanswered}; several answers
    "S01" -> {code: persons, "#": persons who answered, "": …}; ranking "D03" the same with
    "luong:1" for first places; matrix "S05.dat" -> {"1": …}; text "Z01" -> {"#": persons who
    wrote, "": …}; pair "I01*I02.n05" -> {"y3:2": picked three needs with n05 among them and
    rated it 2, "n3:4": did not pick it but rated it 4, "y3:": picked it, did not rate it, …}; two
    rows at once "I01*I02.n05+n07" -> {"uu": picked both and finds both unmet, "um": … and did
    not rate the second, "mu", "mm"}.
    """

    partition: str
    where: Mapping[str, str]
    n: int
    tallies: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What is published under a name: `counts` (blocks, codes) people gave each answer."""

    codes: tuple[str, ...]
    counts: Counts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Column):
            return NotImplemented
        return self.codes == other.codes and np.array_equal(self.counts, other.counts)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All blocks of a partition. `values` are the values of each coordinate that occur, `where`
    (blocks, coordinates) which of them a block has; `n` people by block."""

    partition: str
    coordinates: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    where: Counts
    n: Counts
    columns: Mapping[str, Column]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        names = (self.partition, self.coordinates, self.values)
        return (
            names == (other.partition, other.coordinates, other.values)
            and np.array_equal(self.where, other.where)
            and np.array_equal(self.n, other.n)
            and dict(self.columns) == dict(other.columns)
        )

    def numbers(self, coordinate: str) -> tuple[tuple[str, ...], Counts]:
        """The values of a coordinate, and by block which of them it has."""
        place = self.coordinates.index(coordinate)
        return self.values[place], self.where[:, place]

    def told(self, coordinate: str, unknown: str) -> NDArray[np.str_]:
        """The value of a coordinate, by block."""
        if coordinate not in self.coordinates:
            return np.full(len(self.n), unknown)
        values, number = self.numbers(coordinate)
        return np.array(values, dtype=np.str_)[number]

    def blocks(self) -> Iterator[Block]:
        """Block by block, to look at; figures read the columns."""
        for row, n in enumerate(self.n.tolist()):
            places = zip(self.coordinates, self.values, self.where[row].tolist(), strict=True)
            where = {name: values[place] for name, values, place in places}
            tallies = {name: _tally(column, row) for name, column in self.columns.items()}
            given = {name: tally for name, tally in tallies.items() if tally}
            yield Block(self.partition, where, n, given)


def small(counts: NDArray[np.generic]) -> Counts:
    """The same numbers, none below 0, in the fewest bytes."""
    most = int(counts.max()) if counts.size else 0
    size = next(size for size in _SIZES if most <= np.iinfo(size).max)
    return np.ascontiguousarray(counts, dtype=size)


def coordinates_of(wheres: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """The values that occur, by coordinate."""
    return tuple(tuple(sorted({where[i] for where in wheres})) for i in range(width))


def placed(wheres: Sequence[Sequence[str]], values: Sequence[Sequence[str]]) -> Counts:
    """Which of the values each block has: (blocks, coordinates)."""
    found = np.zeros((len(wheres), len(values)), dtype=np.uint32)
    for place, known in enumerate(values):
        numbers = {value: number for number, value in enumerate(known)}
        found[:, place] = [numbers[where[place]] for where in wheres]
    return small(found)


def tables_of(blocks: Iterable[Block]) -> tuple[Table, ...]:
    """Blocks as tables, one a partition; those of a partition tell the same coordinates."""
    parts: dict[str, list[Block]] = {}
    for block in blocks:
        parts.setdefault(block.partition, []).append(block)
    return tuple(_table(partition, inside) for partition, inside in parts.items())


def taken(table: Table, rows: Rows) -> Table:
    """Some blocks of a table."""
    columns = {name: replace(c, counts=c.counts[rows]) for name, c in table.columns.items()}
    return replace(table, where=table.where[rows], n=table.n[rows], columns=columns)


def joined(tables: Sequence[Table]) -> Table:
    """The blocks of several releases under each other."""
    if len(tables) == 1:
        return tables[0]
    first = tables[0]
    values = tuple(
        tuple(sorted(set().union(*each))) for each in zip(*(t.values for t in tables), strict=True)
    )
    wheres = [_moved(table, values) for table in tables]
    names = dict.fromkeys(name for table in tables for name in table.columns)
    return Table(
        first.partition,
        first.coordinates,
        values,
        small(np.concatenate(wheres)),
        small(np.concatenate([table.n for table in tables])),
        {name: _stacked(tables, name) for name in names},
    )


def added(table: Table, group: Rows, groups: int) -> tuple[Counts, dict[str, Column]]:
    """People and tallies of blocks put together: row i goes to `group[i]`."""
    columns = {
        name: Column(c.codes, _sums(c.counts, group, groups)) for name, c in table.columns.items()
    }
    return _sums(table.n[:, None], group, groups)[:, 0], columns


def _tally(column: Column, row: int) -> dict[str, int]:
    counts = column.counts[row].tolist()
    return {code: n for code, n in zip(column.codes, counts, strict=True) if n}


def _table(partition: str, blocks: Sequence[Block]) -> Table:
    coordinates = tuple(blocks[0].where)
    wheres = [[block.where[name] for name in coordinates] for block in blocks]
    values = coordinates_of(wheres, len(coordinates))
    names = dict.fromkeys(name for block in blocks for name in block.tallies)
    n = small(np.array([block.n for block in blocks]))
    columns = {name: _column(blocks, name) for name in names}
    return Table(partition, coordinates, values, placed(wheres, values), n, columns)


def _column(blocks: Sequence[Block], name: str) -> Column:
    tallies = [block.tallies.get(name, {}) for block in blocks]
    codes = tuple(sorted({code for tally in tallies for code in tally}))
    rows = [[tally.get(code, 0) for code in codes] for tally in tallies]
    return Column(codes, small(np.array(rows, dtype=np.int64).reshape(len(rows), len(codes))))


def _moved(table: Table, values: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    found = np.zeros(table.where.shape, dtype=np.intp)
    for place, known in enumerate(values):
        numbers = np.array([known.index(value) for value in table.values[place]], dtype=np.intp)
        found[:, place] = numbers[table.where[:, place]]
    return found


def _stacked(tables: Sequence[Table], name: str) -> Column:
    known = [table.columns.get(name) for table in tables]
    codes = tuple(sorted({code for column in known if column for code in column.codes}))
    parts = []
    for table, column in zip(tables, known, strict=True):
        part = np.zeros((len(table.n), len(codes)), dtype=np.uint32)
        for place, code in enumerate(column.codes if column else ()):
            assert column is not None
            part[:, codes.index(code)] = column.counts[:, place]
        parts.append(part)
    return Column(codes, small(np.concatenate(parts)))


def _sums(counts: Counts, group: Rows, groups: int) -> Counts:
    columns = [np.bincount(group, weights=column, minlength=groups) for column in counts.T]
    return small(np.column_stack(columns)) if columns else small(np.zeros((groups, 0)))
