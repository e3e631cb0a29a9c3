"""Files as people really have them: each loads, or is told precisely what is wrong and where."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph.errors import DataError
from graph.store import Store, open_store
from ingest.load import Report, load
from ingest.reading import Upload

TITLES = (
    "Hankekoodi",
    "Hankkeen nimi",
    "Toteuttajan nimi",
    "Aloituspvm",
    "Päättymispvm",
    "Kokonaiskustannukset (EUR)",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("S90001", "Keksityt polut", "Keksilän kaupunki", "1.2.2022", "31.12.2023", "1 234,50"),
    ("S90002", "Toiset polut", "Keksitty Koulutus Oy", "15.3.2022", "30.6.2024", "20 000,00"),
    ("S90003", "Kolmannet polut", "Keksintö ry", "1.4.2022", "31.3.2024", "999,90"),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'x.db'}")


def text(path: Path, *rows: tuple[Any, ...], delimiter: str = ";") -> Path:
    """Write rows as text, parted by a sign."""
    path.write_text("\n".join(delimiter.join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def as_some_programs_write(path: Path) -> Path:
    """A workbook whose formulas keep no value, as programs write it that never calculate."""
    to = path.with_name("bare.xlsx")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(to, "w") as bare:
        for name in book.namelist():
            bare.writestr(name, book.read(name).replace(b"<v></v>", b""))
    return to


def total(store: Store, code: str = "S90001") -> tuple[Any, Any, Any]:
    """The start, the end and the sum of a project."""
    (row,) = [row for row in store.rows("project") if row.fields.get("code") == code]
    return row.fields["valid_from"], row.fields["valid_to"], row.fields.get("planned_total")


def all_there(store: Store, report: Report) -> None:
    """The three projects, with their days and sums."""
    assert (report.read, report.loaded) == (3, 3)
    assert total(store) == ("2022-02-01", "2023-12-31", 1234.5)
    assert total(store, "S90003") == ("2022-04-01", "2024-03-31", 999.9)


def test_semicolons_with_decimal_commas(store: Store, tmp_path: Path) -> None:
    all_there(store, load(store, text(tmp_path / "a.csv", TITLES, *ROWS)))


def test_merged_cells_above_the_header(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Hankkeet")
        sheet.merge_range(0, 0, 0, 5, "Käynnissä olevat hankkeet 2024")
        for at, row in enumerate((TITLES, *ROWS), 2):
            sheet.write_row(at, 0, row)
    all_there(store, load(store, path))


def test_cells_merged_over_several_rows_are_said_of_each(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Hankkeet")
        sheet.write_row(0, 0, (*TITLES, "Osatoteuttaja"))
        for at, row in enumerate(ROWS):
            for column, cell in enumerate(row):
                sheet.merge_range(1 + 3 * at, column, 3 + 3 * at, column, cell)
            for n in range(3):
                sheet.write(1 + 3 * at + n, len(row), f"Keksitty Kumppani {at}{n} Oy")
    report = load(store, path)
    assert (report.read, len(report.rejected)) == (9, 0)
    assert store.counts()["project"] == len(ROWS)
    assert store.counts()["PARTICIPATES_IN"] == len(ROWS) * 4


def test_two_header_rows(store: Store, tmp_path: Path) -> None:
    above = ("Hanke", "", "Toteuttaja", "Aika", "", "Rahoitus")
    below = (
        "Hankekoodi",
        "Hankkeen nimi",
        "Toteuttajan nimi",
        "Aloituspvm",
        "Päättymispvm",
        "Kokonaiskustannukset (EUR)",
    )
    all_there(store, load(store, text(tmp_path / "two.csv", above, below, *ROWS)))


def test_totals_at_the_bottom(store: Store, tmp_path: Path) -> None:
    all_there(
        store,
        load(store, text(tmp_path / "totals.csv", TITLES, *ROWS, ("Yhteensä", "", "", "", "", "22 234,40"))),
    )


def test_empty_columns(store: Store, tmp_path: Path) -> None:
    wide = [("", *row[:2], "", *row[2:], "") for row in (TITLES, *ROWS)]
    all_there(store, load(store, text(tmp_path / "gaps.csv", *wide)))


def test_duplicate_headers(store: Store, tmp_path: Path) -> None:
    rows = [(*row, note) for row, note in zip((TITLES, *ROWS), ("Hankkeen nimi", "", "", ""), strict=True)]
    all_there(store, load(store, text(tmp_path / "twice.csv", *rows)))


def test_mixed_encodings_are_told_with_the_line(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    lines = [";".join(map(str, row)) + "\n" for row in (TITLES, *ROWS)]
    path.write_bytes(lines[0].encode() + lines[1].encode("cp1252") + lines[2].encode() + lines[3].encode())
    with pytest.raises(DataError, match=r"mixed\.csv.*line \d"):
        load(store, path)
    assert store.batches() == []


def test_dates_as_text_in_many_styles(store: Store, tmp_path: Path) -> None:
    styles = ("2022-02-01", "1.2.2022", "01.02.2022")
    rows = [(*row[:3], style, *row[4:]) for row, style in zip(ROWS, styles, strict=True)]
    load(store, text(tmp_path / "days.csv", TITLES, *rows))
    assert {row.fields["valid_from"] for row in store.rows("project")} == {"2022-02-01"}


def test_a_date_that_is_none_is_told_with_row_and_column(store: Store, tmp_path: Path) -> None:
    wrong = ("S90004", "Rikki", "Keksintö ry", "31.2.2022", "", "1,00")
    report = load(store, text(tmp_path / "wrong.csv", TITLES, *ROWS, wrong))
    (rejected,) = report.rejected
    assert rejected.rejected is not None
    assert (rejected.number, rejected.rejected.column, rejected.rejected.value) == (
        5,
        "Aloituspvm",
        "31.2.2022",
    )


def test_a_hidden_sheet_is_not_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        old = book.add_worksheet("Vanhat")
        shown = book.add_worksheet("Hankkeet")
        for at, row in enumerate((TITLES, *ROWS)):
            shown.write_row(at, 0, row)
        for at, row in enumerate((TITLES, ("S80001", "Vanha", "Vanha Oy", "1.1.2000", "1.1.2001", "1"))):
            old.write_row(at, 0, row)
        shown.activate()
        shown.set_first_sheet()
        old.hide()
    all_there(store, load(store, path))


def test_a_formula_without_its_value_is_told_with_its_cell_and_one_with_it_is_read(
    store: Store, tmp_path: Path
) -> None:
    for name, value in (("with", 1234.5), ("without", "")):
        path = tmp_path / f"{name}.xlsx"
        with xlsxwriter.Workbook(str(path), {"default_date_format": "d.m.yyyy"}) as book:
            sheet = book.add_worksheet("Hankkeet")
            sheet.write_row(0, 0, TITLES)
            sheet.write_row(1, 0, ROWS[0][:3])
            sheet.write_datetime(1, 3, date(2022, 2, 1))
            sheet.write_datetime(1, 4, date(2023, 12, 31))
            sheet.write_formula(1, 5, "=1000+234.5", None, value)
        if not value:
            path = as_some_programs_write(path)
        if name == "with":
            load(store, path)
            assert total(store)[2] == 1234.5
        else:
            with pytest.raises(DataError, match="F2"):
                load(store, path)


def test_a_cell_that_shows_an_error_rejects_its_row_with_the_column(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Ohje & malli")
        sheet = book.add_worksheet("Hankkeet & rahat")
        for at, row in enumerate((TITLES, *ROWS)):
            sheet.write_row(at, 0, row)
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    report = load(store, path)
    (rejected,) = report.rejected
    assert rejected.rejected is not None
    assert (rejected.number, rejected.rejected.column, rejected.rejected.value) == (
        3,
        "Aloituspvm",
        "#DIV/0!",
    )


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(store: Store, tmp_path: Path) -> None:
    rows = [*ROWS[:1], ("S90002", '"Toiset polut', *ROWS[1][2:]), *ROWS[2:]]
    with pytest.raises(DataError, match="in line 3 is never closed"):
        load(store, text(tmp_path / "quote.csv", TITLES, *rows))
    inside = [*ROWS[:1], ("S90002", 'Toiset "polut', *ROWS[1][2:]), *ROWS[2:]]
    assert load(store, text(tmp_path / "inside.csv", TITLES, *inside)).loaded == 3


def test_the_sign_that_old_programs_end_files_with_hides_no_row(store: Store, tmp_path: Path) -> None:
    path = text(tmp_path / "old.csv", TITLES, *ROWS[:1], ("\x1a",), *ROWS[1:])
    assert [line.cells[0] for line in Upload.at(path).tables[0].lines()] == [
        "S90001",
        "\x1a",
        "S90002",
        "S90003",
    ]


def test_a_code_alone_in_the_last_row_is_a_row_and_a_note_is_none(store: Store, tmp_path: Path) -> None:
    path = text(tmp_path / "code.csv", TITLES, *ROWS, ("S90004", "", "", "", "", ""))
    assert load(store, path).read == 4
    noted = text(tmp_path / "note.csv", TITLES, *ROWS, ("Lähde: oma luettelo", "", "", "", "", ""))
    assert load(store, noted).read == 3


def test_totals_say_nothing_of_what_codes_look_like(store: Store, tmp_path: Path) -> None:
    path = text(tmp_path / "totals.csv", TITLES, *ROWS, ("Yhteensä", "", "", "", "", "22 234,40"))
    load(store, path)
    assert {row.id for row in store.rows("project")} == {f"project:fi:{row[0]}" for row in ROWS}


def test_rejects_are_never_written_over_and_belong_to_the_list_when_mended(
    store: Store, tmp_path: Path
) -> None:
    path = text(
        tmp_path / "list.csv", TITLES, *ROWS[:2], ("S90003", "Kolmannet", "Keksintö ry", "31.2.2022", "", "")
    )
    first = load(store, path, rejects_dir=tmp_path).rejects_file
    assert first == tmp_path / "list.csv.rejects.csv"
    assert load(store, path, rejects_dir=tmp_path, dry_run=True).rejects_file == first, (
        "the same rows, the same file"
    )
    mended = first.read_text(encoding="utf-8-sig").replace("31.2.2022", "1.3.2022")
    first.write_text(mended, encoding="utf-8-sig")
    again = load(store, path, rejects_dir=tmp_path, dry_run=True)
    assert again.rejects_file == tmp_path / "list.csv.rejects-2.csv"
    assert first.read_text(encoding="utf-8-sig") == mended
    report = load(store, first)
    assert (report.loaded, report.source) == (1, load(store, path).source)


LAST_LINES: dict[str, tuple[tuple[Any, ...], ...]] = {
    "whole, without an end of line": ROWS,
    "rows that leave out empty cells": tuple(row[:5] for row in ROWS),
    "totals": (*ROWS, ("Yhteensä", "22 234,40")),
}


@pytest.mark.parametrize("rows", LAST_LINES.values(), ids=LAST_LINES)
def test_a_last_line_without_its_end_is_read(
    store: Store, tmp_path: Path, rows: tuple[tuple[Any, ...], ...]
) -> None:
    path = text(tmp_path / "last.csv", TITLES, *rows)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    report = load(store, path)
    assert (report.read, report.loaded) == (3, 3)


def test_a_last_row_that_is_cut_off_is_told_with_its_number(store: Store, tmp_path: Path) -> None:
    path = text(tmp_path / "cut.csv", TITLES, *ROWS)
    path.write_bytes(path.read_bytes()[: -len(";31.3.2024;999,90\n")])
    with pytest.raises(DataError, match=r"cut\.csv is cut off in its last row, 4: it has 4 cells"):
        load(store, path)
    assert store.batches() == []
