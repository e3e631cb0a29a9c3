"""Aid activities as a publisher gives them out (IATI XML): one `iati-activity` a project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from graph.records import Rank, Source
from ingest.bodies import NOWHERE
from ingest.cells import CellError
from ingest.dates import any_day
from ingest.formats.iati_json import language_of
from ingest.formats.table_rows import row_of
from ingest.identifiers import identifier
from ingest.project_row import FUNDER, LEAD, PARTNER, STEERING, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.xml import LANGUAGE, begins_with, child_texts, elements, local
from ingest.rows import Rejected, RowOf

_PARTS = {"1": FUNDER, "2": STEERING, "3": PARTNER, "4": PARTNER}
"""A body's part by its role: funding, accountable, extending, implementing; a lone implementing body leads."""
_START, _END = ("2", "1"), ("4", "3")
"""Types of day: the actual one before the planned one."""


class IatiXml:
    """Titles and descriptions in every language they are given in; contact data is never read."""

    name = "iati-xml"
    title = "IATI activities (xml)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first element is IATI's."""
        return begins_with(upload, "iati-activities", "iati-activity")

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: each publisher has its own."""
        stem = upload.path.name.partition(".")[0].casefold()
        return Source(name=f"iati-{stem}", rank=Rank.COLLECTION, title=f"IATI: {upload.name}")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each activity, numbered from 1, as a project with its bodies, sectors and places."""
        for number, activity in elements(upload, "iati-activity"):
            try:
                yield row_of(number, _activity(activity))
            except CellError as problem:
                yield RowOf(number, rejected=Rejected("activity-date", "", str(problem)))


def _activity(activity: Element) -> ProjectRow:
    default = activity.get(LANGUAGE, "")
    codes = [text for _, text in child_texts(activity, "iati-identifier") if text]
    names = _narratives(activity, "title", default)
    return ProjectRow(
        code=codes[0] if codes else "", scheme="iati", country=NOWHERE, language=default or "en", names=names,
        descriptions=_narratives(activity, "description", default), bodies=list(_bodies(activity)),
        start=_day(activity, _START), end=_day(activity, _END, last=True),
        status=next((one.get("code", "") for one, _ in child_texts(activity, "activity-status")), ""),
        themes=list(dict.fromkeys(text for _, text in child_texts(activity, "sector") if text)),
        places=list(dict.fromkeys([
            *(text for _, text in child_texts(activity, "recipient-region") if text),
            *(text for _, text in child_texts(activity, "recipient-country") if text),
        ])),
    )  # fmt: skip


def _narratives(activity: Element, name: str, default: str) -> dict[str, str]:
    """Return the texts of the first element of a name, by language; text without narratives is of the default one."""
    found: dict[str, str] = {}
    for element in activity:
        if local(element) != name or found:
            continue
        for narrative, text in child_texts(element, "narrative"):
            language = narrative.get(LANGUAGE) or default or language_of(text)
            if text:
                found.setdefault(language.partition("-")[0].casefold(), text)
        own = (element.text or "").strip()
        if own and not found:
            found[default or language_of(own)] = " ".join(own.split())
    return found


def _bodies(activity: Element) -> Iterator[BodyRow]:
    named = [
        (one.get("role", ""), one.get("ref", ""), text)
        for one, text in child_texts(activity, "participating-org")
        if text
    ]
    doing = [name for role, _, name in named if role == "4"]
    running = [name for role, _, name in named if role == "2"]
    lead = running[:1] or (doing if len(doing) == 1 else [])
    for role, ref, name in named:
        found = identifier(ref)
        part = LEAD if name in lead and role in ("2", "4") else _PARTS.get(role, PARTNER)
        yield BodyRow(name, PARTNER if part == STEERING else part, (found,) if found else ())


def _day(activity: Element, types: tuple[str, ...], *, last: bool = False) -> date | None:
    told = {one.get("type", ""): one.get("iso-date", "") for one, _ in child_texts(activity, "activity-date")}
    return next((any_day(told[type_], last=last) for type_ in types if told.get(type_)), None)
