"""The files of others who coordinate many projects, of registers and of graph programs, in the order of asking."""

from __future__ import annotations

from ingest.formats.base import Format


def elsewhere() -> tuple[Format, ...]:
    """Return one of each format."""
    from ingest.formats.fi_boundaries import FiBoundaries
    from ingest.formats.fi_research_bodies import FiResearchBodies
    from ingest.formats.hxl import Hxl
    from ingest.formats.iati_names import IatiNames
    from ingest.formats.ips_cases import IpsCases
    from ingest.formats.template import Template

    return (
        Template(),
        FiBoundaries(),
        FiResearchBodies(),
        IatiNames(),
        IpsCases(),
        Hxl(),
    )
