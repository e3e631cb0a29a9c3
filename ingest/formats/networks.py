"""The files of grant makers, of aid, of registers and of programs that draw networks, in the order of asking."""

from __future__ import annotations

from ingest.formats.base import Format


def networks() -> tuple[Format, ...]:
    """Return one of each format."""
    from ingest.formats.gephi import Gephi
    from ingest.formats.gexf import Gexf
    from ingest.formats.graph_commons import GraphCommons
    from ingest.formats.graphml import GraphMl
    from ingest.formats.iati_xml import IatiXml
    from ingest.formats.kumu import Kumu
    from ingest.formats.threesixty_giving import ThreeSixtyGiving
    from ingest.formats.ytj import Ytj

    return (ThreeSixtyGiving(), IatiXml(), GraphMl(), Gexf(), Kumu(), Gephi(), GraphCommons(), Ytj())
