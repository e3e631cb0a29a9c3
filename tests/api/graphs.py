"""A small graph of made-up projects that overlap in known ways, written to a real store."""

from __future__ import annotations

from graph.records import Actor, Claim, Project, Rank, Region, Source, Tie, TieKind, Value
from graph.store import Store

SOURCE = Source(name="list", rank=Rank.COLLECTION, title="A list", url="https://example.org/list")
HOSTILE = "</script><script>alert('x')</script> \"Oy\" & <b>"
TEXT = (
    "Rakennusalan kohtaantovalmennus verkottaa kivityömaiden nosturinkuljettajat ja elementtiasentajat "
    "mentorointipiireihin, joissa muunnetaan hiljaista osaamista koulutuspoluiksi."
)
OTHER = (
    "Hoiva-alan perehdytysmalli tukee kotihoidon lähihoitajia kielikylpyjen, työparien ja "
    "simulaatiopajojen avulla maaseutukunnissa."
)


def actor(local: str, name: str, **fields: Value) -> Claim:
    """An organisation."""
    id_ = f"actor:x:{local}"
    return Claim(id_, "list", Actor.of(id_, {"name_fi": name, **fields}).fields())


def project(
    local: str, name: str, text: str, start: str = "2019-01-01", end: str = "2021-12-31", **more: Value
) -> Claim:
    """A project that describes itself with a text."""
    fields: dict[str, Value] = {"name_fi": name, "description_fi": text, "code": local, "valid_from": start}
    id_ = f"project:x:{local}"
    return Claim(id_, "list", Project.of(id_, {**fields, "valid_to": end, **more}).fields())


def region(local: str, name: str, codes: list[str]) -> Claim:
    """A region of some municipalities."""
    id_ = f"region:x:{local}"
    return Claim(id_, "list", Region.of(id_, {"name_fi": name, "municipalities_2025": codes}).fields())


def tie(kind: TieKind, a: str, b: str, role: str = "") -> Claim:
    """A tie."""
    record = Tie(kind=kind, a=a, b=b, role=role)
    return Claim(record.id, "list", record.fields())


def fill(store: Store) -> None:
    """Two projects that do the same in two regions and know nothing of each other, one that does another thing."""
    takes_part, located = TieKind.PARTICIPATES_IN, TieKind.LOCATED_IN
    claims = [
        actor("a", "Itäinen ammattiopisto", sector="public"), actor("b", HOSTILE), actor("c", "Kunta C"),
        actor("f", "Rahoittaja"), region("ita", "Itä-Suomi", ["1", "2"]), region("pohjoinen", "Pohjois-Suomi", ["3"]),
        region("kunta", "Pikkukunta", ["2"]),
        project("P1", "Nosturista koulutukseen", TEXT, url="javascript:alert(1)"),
        project("P2", f"Nosturipolku {HOSTILE}", TEXT + " Piirit kokoontuvat kuukausittain."),
        project("P3", "Hoivakylpy", OTHER),
        tie(takes_part, "actor:x:a", "project:x:P1", "lead"), tie(takes_part, "actor:x:c", "project:x:P1", "partner"),
        tie(takes_part, "actor:x:b", "project:x:P2", "lead"), tie(takes_part, "actor:x:a", "project:x:P3", "lead"),
        tie(TieKind.FUNDS, "actor:x:f", "project:x:P1"), tie(located, "project:x:P1", "region:x:ita"),
        tie(located, "project:x:P2", "region:x:pohjoinen"), tie(located, "project:x:P3", "region:x:kunta"),
    ]  # fmt: skip
    with store.open_batch("import", sources=[SOURCE], file="list.csv") as batch:
        batch.write(claims)
        batch.close()
