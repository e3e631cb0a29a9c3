"""What one line of the EURA 2014 list (Finnish ERDF and ESF projects, 2014–2020) says.

The list is not CSV, though it looks so: commas in names and authorities stand unquoted, so that most rows
hold more cells than the header. A line is therefore read from both ends: code and fund from the left, money
from the right, and in the middle the state with the two dates after it. Before the state stand name, priority
and authority; what is left after the dates is the implementer.

Three kinds of rows were damaged by whoever repaired them first, and can still be told for certain:

* The start was overwritten with the money granted (``Toiminnassa,425180,31.12.2015,X OY, ,425180,…, ,;``):
  the start and the last sum are lost.
* The start was overwritten with the end, and stands among the sums (``100000,15.10.2014, 100000,93277``):
  the sum whose place it took is lost.
* The second half of the name slipped into the authority's cell (``Norja ,1, Ruotsi Hämeen elinkeino-…``), and
  the end into the start's: the start is lost. (The lone date is the end: the list is of 2016, one of these
  dates is later though money was spent, and the rows around them all start in the autumn of 2014.)
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ingest.authority_names import split_before_authority, tidy_authority

CODE, FUND, NAME, PRIORITY, AUTHORITY = "Koodi", "Rahasto", "Hankkeen nimi", "Tl", "Viranomainen"
STATE, START, END, IMPLEMENTER = "Tila", "Aloituspvm", "Päättymispvm", "Toteuttajan nimi"
GRANTED_EU_STATE = "Myönnetty EU- ja valtion rahoitus"
SPENT_EU_STATE = "Toteutunut EU- ja valtion rahoitus"
PLANNED_PUBLIC = "Suunniteltu julkinen rahoitus yhteensä"
SPENT_PUBLIC = "Toteutunut julkinen rahoitus yhteensä"

HEADER = (
    CODE, FUND, NAME, PRIORITY, AUTHORITY, STATE, START, END, IMPLEMENTER,
    GRANTED_EU_STATE, SPENT_EU_STATE, PLANNED_PUBLIC, SPENT_PUBLIC,
)  # fmt: skip

_PRIORITIES = range(1, 14)
_CODE_AND_FUND = re.compile(r"(?P<code>[^,]*),(?P<fund>[^,]*),")
_CODE = re.compile(r"[A-Z]\d{5,6}", re.ASCII)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_MONEY = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?", re.ASCII)
_STATE = re.compile(
    r",\s*(?P<state>Toiminnassa|Toiminta päättynyt|Päättynyt|Keskeytynyt|Keskeytetty)\s*"
    r",(?P<start>[^,]*),(?P<end>[^,]*)(?=,)"
)
_PRIORITY_CELL = re.compile(r",\s*(\d{1,2})\s*(?=,)")


class LineProblem(ValueError):
    """Why a line cannot be trusted: the column, the value found there, and the reason.

    The value is never an implementer's cell, nor the whole line: it may hold a person's name.
    """

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} {value!r}: {reason}." if value else f"{column}: {reason}.")
        self.column = column
        self.value = value
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Eura2014Row:
    """One project as the list has it: dates ISO, money in euros, None where the list does not say."""

    code: str
    fund: str
    name: str
    priority: str
    authority: str
    state: str
    start: str | None
    end: str | None
    implementer: str | None
    granted_eu_state: float | None
    spent_eu_state: float | None
    planned_public: float | None
    spent_public: float | None
    authority_unit: str | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the fields that a row should have and this one lacks."""
        return tuple(field for field in _MAY_BE_MISSING if getattr(self, field) is None)


_MAY_BE_MISSING = (
    "start", "end", "implementer",
    "granted_eu_state", "spent_eu_state", "planned_public", "spent_public",
)  # fmt: skip


def is_header(line: str) -> bool:
    """Tell whether `line` is this list's header, whatever its ending."""
    cells = line.lstrip("\ufeff").strip().rstrip(";, ").split(",")
    return tuple(cell.strip() for cell in cells) == HEADER


def read_lines(source: str | os.PathLike[str] | Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each row of the list with its number, from a path or from an open text.

    The number is that of the physical line, from 1. The header is line 1; it and blank lines are passed over.
    No row of the published list spans lines, so a line is a row.

    Raises `OSError` and `UnicodeDecodeError` as opening and reading a file do.
    """
    if isinstance(source, str | os.PathLike):
        with open(source, encoding="utf-8-sig") as lines:
            yield from read_lines(lines)
        return
    for number, line in enumerate(source, start=1):
        if line.strip() and not (number == 1 and is_header(line)):
            yield number, line.rstrip("\r\n")


def parse_line(line: str) -> Eura2014Row:
    """Return what one line says, or raise `LineProblem` where that is not certain.

    A row without implementer, date or sum is still a row: see `Eura2014Row.missing`.

    >>> row = parse_line(
    ...     "S20001,ESR,Työtä, taitoa,3,Hämeen elinkeino-, liikenne- ja ympäristökeskus,Toiminnassa,"
    ...     "1.8.2015,30.6.2017,Esimerkkilä, kuntayhtymä,200,100.5,400,100.5;"
    ... )
    >>> row.name, row.priority, row.authority
    ('Työtä, taitoa', '3', 'Hämeen elinkeino-, liikenne- ja ympäristökeskus')
    >>> row.start, row.implementer, row.spent_eu_state
    ('2015-08-01', 'Esimerkkilä, kuntayhtymä', 100.5)
    """
    text = _unwrapped(line)
    code, fund, after_fund = _code_and_fund(text)
    anchors = list(_STATE.finditer(text, after_fund))
    if not anchors:
        raise LineProblem(STATE, "", "no known state with the cells of two dates after it")
    anchor = anchors[-1]
    head = _name_priority_authority(text[after_fund : anchor.start()])
    tail = _implementer_and_money(text[anchor.end() + 1 :], anchor["start"].strip(), anchor["end"].strip())
    start, end = tail.start, tail.end
    if head.name_was_split and start and not end:
        start, end = None, start
    iso_start, iso_end = _iso_date(START, start), _iso_date(END, end)
    if iso_start and iso_end and iso_end < iso_start:
        raise LineProblem(END, end or "", f"the project would end before it starts ({iso_start})")
    authority = tidy_authority(head.authority)
    return Eura2014Row(
        code,
        fund,
        head.name,
        head.priority,
        authority.name,
        anchor["state"],
        iso_start,
        iso_end,
        tail.implementer,
        *tail.sums,
        authority_unit=authority.unit,
    )


def _unwrapped(line: str) -> str:
    """The line without its ending and, where it was quoted whole, without that quoting."""
    text = line.lstrip("\ufeff").strip().rstrip("; ")
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    return text


def _code_and_fund(text: str) -> tuple[str, str, int]:
    found = _CODE_AND_FUND.match(text)
    code = found["code"].strip() if found else ""
    if found is None or not _CODE.fullmatch(code):
        raise LineProblem(CODE, _shown(code), "the line does not begin with a project code such as S20187")
    fund = found["fund"].strip()
    if fund not in ("EAKR", "ESR"):
        raise LineProblem(FUND, _shown(fund), "the fund is neither EAKR nor ESR")
    return code, fund, found.end()


class _Head(NamedTuple):
    name: str
    priority: str
    authority: str
    name_was_split: bool


def _name_priority_authority(head: str) -> _Head:
    """Split at the last lone number that an authority, and nothing else, follows.

    Only where no number is so followed may the name's second half stand before the authority.
    """
    split: _Head | None = None
    for number in reversed(list(_PRIORITY_CELL.finditer(head))):
        parts = split_before_authority(head[number.end() + 1 :].strip(' "'))
        if parts is None:
            continue
        second_half, authority = parts
        name = head[: number.start()]
        if not second_half:
            split = _Head(name, number[1], authority, False)
            break
        if split is None:
            split = _Head(f"{name}, {second_half}", number[1], authority, True)
    if split is None:
        last_cell = head.rsplit(",", 1)[-1].strip()
        raise LineProblem(AUTHORITY, last_cell, "no priority and known authority before the state")
    if int(split.priority) not in _PRIORITIES:
        raise LineProblem(PRIORITY, split.priority, "the programme has priorities 1 to 13")
    name = _tidy_name(split.name)
    if not name:
        raise LineProblem(NAME, "", "the project has no name")
    return split._replace(name=name, priority=str(int(split.priority)))


_Sums = tuple[float | None, float | None, float | None, float | None]


class _Tail(NamedTuple):
    start: str | None
    end: str | None
    implementer: str | None
    sums: _Sums


def _implementer_and_money(tail: str, start: str, end: str) -> _Tail:
    """Read the sums from the right; what is left is the implementer."""
    written = [cell.strip() for cell in tail.split(",")]
    cells = list(written)
    while cells and not cells[-1]:
        cells.pop()
    sums = _sums_at_end(cells)
    start_is_money = bool(_MONEY.fullmatch(start))
    match sums:
        case [granted, spent, planned] if start_is_money and granted == float(start) and cells[-4:-3] == [""]:
            return _Tail(None, end, _implementer(cells[:-4]), (granted, spent, planned, None))
        case _ if start_is_money:
            raise LineProblem(START, start, "a sum stands in the place of the date")
        case [granted, spent, planned, spent_public]:
            return _Tail(start, end, _implementer(cells[:-4]), (granted, spent, planned, spent_public))
        case [_, granted, spent, planned, spent_public] if len(cells) == 5:  # a number for an implementer
            return _Tail(start, end, None, (granted, spent, planned, spent_public))
        case [granted, spent, planned] if len(written) > len(cells):  # the last sum is blank
            return _Tail(start, end, _implementer(cells[:-3]), (granted, spent, planned, None))
        case [planned, spent_public] if start == end and _DATE.fullmatch((cells[-3:-2] or [""])[0]):
            match _sums_at_end(cells[:-3]):
                case [granted]:
                    sums_left = (granted, None, planned, spent_public)
                    return _Tail(cells[-3], end, _implementer(cells[:-4]), sums_left)
    found = "1 sum stands" if len(sums) == 1 else f"{len(sums) or 'no'} sums stand"
    shown = ",".join(cells[len(cells) - len(sums) :])
    raise LineProblem(GRANTED_EU_STATE, shown, f"{found} where four are due")


def _sums_at_end(cells: list[str]) -> list[float]:
    sums: list[float] = []
    for cell in reversed(cells):
        if not _MONEY.fullmatch(cell):
            break
        sums.insert(0, float(cell))
    return sums


def _implementer(cells: list[str]) -> str | None:
    text = ", ".join(cells).strip(", ")
    return _tidy_text(_unquoted(text)) or None


def _shown(cell: str) -> str:
    """The cell as a problem may show it: nothing that could be a person's name in the wrong place."""
    return cell if len(cell) <= 20 and any(letter.isdigit() for letter in cell) else ""


def _iso_date(column: str, text: str | None) -> str | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    raise LineProblem(column, _shown(text), "this is no date of the form d.m.yyyy")


def _tidy_name(text: str) -> str:
    return _tidy_text(_unquoted(text.strip()))


def _tidy_text(text: str) -> str:
    """The text with commas and lost characters put back, and single spaces."""
    text = re.sub(r"\s*\|\s*", ", ", text).replace("\u00ad", "")
    text = re.sub(r"(?<=\w)¿(?=\w)", "’", text)  # Kid¿s
    text = re.sub(r"(?<=\s)¿(?=\w)", "-", text)  # luovuuteen ¿valmennus
    text = re.sub(r"\s*¿\s*", " – ", text)
    return re.sub(r"\s+,", ",", " ".join(text.split()))


def _unquoted(cell: str) -> str:
    """The cell without CSV quoting, and with the quotation mark put back that the export dropped."""
    if '""' not in cell:
        return cell[1:-1] if cell.count('"') == 2 and cell[0] == cell[-1] == '"' else cell
    if _leading_quotes(cell) % 2:
        cell = cell[1:]
    if _leading_quotes(cell[::-1]) % 2:
        cell = cell[:-1]
    cell = cell.replace('""', '"')
    before, mark, after = cell.partition('"')
    if not mark or '"' in after:
        return cell
    closes = bool(before) and not before[-1].isspace()
    return f'"{cell}' if closes else f'{cell}"'


def _leading_quotes(text: str) -> int:
    return len(text) - len(text.lstrip('"'))
