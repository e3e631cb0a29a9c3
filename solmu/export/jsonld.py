"""JSON-LD: entities and ties in words that linked-data tools know (schema.org, SKOS, Dublin Core)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from graph.records import KINDS

if TYPE_CHECKING:
    from graph.store import Store

_CONTEXT = {
    "@vocab": "urn:solmu:",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "name": {"@id": "schema:name", "@container": "@language"},
    "description": {"@id": "schema:description", "@container": "@language"},
    "valid_from": {"@id": "schema:startDate", "@type": "xsd:date"},
    "valid_to": {"@id": "schema:endDate", "@type": "xsd:date"},
    "url": {"@id": "schema:url", "@type": "@id"},
    "also": "schema:alternateName",
    "source": "dcterms:source",
}
_TYPES = {
    "actor": "schema:Organization", "project": "schema:ResearchProject", "network": "schema:Organization",
    "theme": "skos:Concept", "region": "schema:AdministrativeArea", "event": "schema:Event",
    "programme": "schema:FundingScheme",
}  # fmt: skip


def write(store: Store, path: Path) -> int:
    """Write one document with all entities, their ties inside them, and return the number of entities."""
    ties: dict[str, dict[str, list[dict[str, str]]]] = {}
    for tie in store.rows("tie"):
        kind = str(tie.fields["kind"]).lower()
        ties.setdefault(tie.a, {}).setdefault(kind, []).append({"@id": f"urn:solmu:{tie.b}"})
    graph = []
    for kind in KINDS:
        for row in store.rows(kind):
            node: dict[str, Any] = {
                "@id": f"urn:solmu:{row.id}",
                "@type": _TYPES.get(kind, kind.capitalize()),
            }
            for key, value in row.fields.items():
                head, _, language = key.partition("_")
                if head in ("name", "description") and language:
                    node.setdefault(head, {})[language] = value
                else:
                    node[key] = value
            node["source"] = row.source.split("|")
            graph.append({**node, **ties.get(row.id, {})})
    path.write_bytes(orjson.dumps({"@context": _CONTEXT, "@graph": graph}, option=orjson.OPT_INDENT_2))
    return len(graph)
