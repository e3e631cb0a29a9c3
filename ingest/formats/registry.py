"""The formats that are recognised, in the order they are asked."""

from __future__ import annotations

from graph.errors import DataError
from ingest.formats.base import Format
from ingest.reading import Upload
from ingest.reading.xml import declares_doctype


def formats() -> tuple[Format, ...]:
    """Return one of each format; add yours here, or to the list of its kind."""
    from ingest.formats.elsewhere import elsewhere
    from ingest.formats.eu_lists import eu_lists
    from ingest.formats.eura2007 import Eura2007
    from ingest.formats.eura2014 import Eura2014
    from ingest.formats.eura2021 import Eura2021
    from ingest.formats.fi_coordination_areas import FiCoordinationAreas
    from ingest.formats.fi_municipalities import FiMunicipalities
    from ingest.formats.fi_partners import FiPartners
    from ingest.formats.fi_successions import FiSuccessions
    from ingest.formats.fi_theme import FiTheme
    from ingest.formats.h2020 import H2020
    from ingest.formats.iati_json import IatiJson
    from ingest.formats.labour_area import LabourArea
    from ingest.formats.labour_occupation import LabourOccupation
    from ingest.formats.networks import networks
    from ingest.formats.own import OwnNdjson
    from ingest.formats.se_projects import SeProjects
    from ingest.formats.uk_esif import UkEsif

    return (
        OwnNdjson(),
        Eura2007(),
        Eura2014(),
        FiMunicipalities(),
        FiCoordinationAreas(),
        FiSuccessions(),
        FiPartners(),
        FiTheme(),
        H2020(),
        LabourArea(),
        LabourOccupation(),
        SeProjects(),
        UkEsif(),
        IatiJson(),
        Eura2021(),
        *eu_lists(),
        *elsewhere(),
        *networks(),
    )


def known_format(upload: Upload) -> Format | None:
    """Return the format that recognises a file by its header, None where none does."""
    return next((format_ for format_ in formats() if format_.recognises(upload)), None)


def format_of(upload: Upload, called: str = "") -> Format:
    """Return the format of a file by its header, else the mapping proposed for its table where that is sure.

    `called` is a name for the list, where somebody gave it one: codes that no authority gave are named after it.

    Raise DataError where no format knows the file and no proposal is sure, with what it is unsure of.
    """
    known = known_format(upload)
    if known is not None:
        return known
    if declares_doctype(upload):
        raise DataError(
            f"{upload.path} declares a document type (DOCTYPE), which could make a small file grow without end; take "
            "that line out. Nothing was loaded."
        )
    if b"\0" in upload.head and not upload.is_workbook and not upload.is_table_text:
        raise DataError(
            f"{upload.path} is no table or text that Solmu reads (it holds zero bytes); nothing was loaded."
        )
    return _proposed(upload, called)


def _proposed(upload: Upload, called: str) -> Format:
    from ingest.formats.mapped import Mapped
    from ingest.proposal import propose

    proposal = propose(upload, called)
    out_of_it = " Take it out of the archive if it is no list." if upload.file != upload.path else ""
    if proposal is None and not upload.is_workbook and not upload.is_table_text:
        raise DataError(
            f"{upload.path} is JSON or XML of no form that Solmu knows, and a mapping can be given for tables only. "
            f"`solmu ingest --help` lists the formats; nothing was loaded.{out_of_it}"
        )
    if proposal is None and not any(table.has_rows for table in upload.tables):
        raise DataError(f"{upload.path} holds no row under a header; nothing was loaded.{out_of_it}")
    if proposal is None:
        raise DataError(
            f"{upload.path} is of no format that Solmu knows: no format and no kind of record has its columns. "
            f"`solmu ingest --help` lists the formats; nothing was loaded.{out_of_it}"
        )
    if not proposal.sure:
        raise DataError(
            f"{upload.path} is of no format that Solmu knows, and what its columns hold is not sure: "
            f"{'; '.join(proposal.doubts)}. Save the proposed mapping with --save-mapping FILE, correct it, and load "
            "with --mapping FILE; nothing was loaded."
        )
    return Mapped.proposed(proposal)
