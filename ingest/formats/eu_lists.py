"""The lists of European funds that are recognised, in the order they are asked."""

from __future__ import annotations

from ingest.formats.base import Format


def eu_lists() -> tuple[Format, ...]:
    """Return one of each format; the list of operations, known by synonyms alone, comes last."""
    from ingest.formats.cordis import CordisOrganizations, CordisProjects
    from ingest.formats.da_list import DaList
    from ingest.formats.keep_eu import KeepEu
    from ingest.formats.kohesio import Kohesio
    from ingest.formats.list_of_operations import ListOfOperations
    from ingest.formats.se_esf_bank import SeEsfBank

    return (
        SeEsfBank(),
        Kohesio(),
        KeepEu(),
        CordisProjects(),
        CordisOrganizations(),
        DaList(),
        ListOfOperations(),
    )
