"""GraphML and GEXF: networks that people drew, and what Solmu itself exported, which comes back the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.records import Actor, Network, Project, Source, Tie, TieKind
from graph.store import Store, open_store
from ingest.gather import Gathered
from ingest.load import load
from solmu.export import write
from tests.ingest.eu_tables import loaded

NODES = (
    ("1", "Keksitty kunta", "Toimija"),
    ("2", "Esimerkki ry", ""),
    ("3", "Yhteinen polku", "Hanke"),
    ("4", "Pohjoinen verkosto", "verkosto"),
    ("5", "Maija Keksitty", "Organisation"),
    ("6", "Zebulon Quixley", "Person"),
    ("7", "Toinen polku", "projekt"),
    ("8", "Kävelypalaveri", "Hyvä käytäntö"),
)
EDGES = (
    ("2", "1", ""),  # bodies work together, in whatever order
    ("1", "3", "koordinaattori"),
    ("3", "2", "osatoteuttaja"),
    ("1", "3", "rahoittaa"),
    ("1", "4", ""),
    ("5", "1", ""),  # a natural person: no tie
    ("3", "7", ""),  # two projects, and nothing said
    ("3", "7", "jatkoa"),
    ("2", "8", "kehitti"),
    ("1", "9", ""),  # no such node
    ("1", "1", ""),
)
MEANT = {
    ("COLLABORATES_WITH", "Keksitty kunta", "Esimerkki ry", ""),
    ("PARTICIPATES_IN", "Keksitty kunta", "Yhteinen polku", "lead"),
    ("PARTICIPATES_IN", "Esimerkki ry", "Yhteinen polku", "partner"),
    ("FUNDS", "Keksitty kunta", "Yhteinen polku", ""),
    ("MEMBER_OF", "Keksitty kunta", "Pohjoinen verkosto", ""),
    ("CONTINUES", "Yhteinen polku", "Toinen polku", ""),
    ("PRODUCED", "Esimerkki ry", "Kävelypalaveri", ""),
}


def graphml(path: Path) -> Path:
    nodes = "".join(
        f'<node id="n{id_}"><data key="d0">{label}</data><data key="d1">{kind}</data></node>\n'
        for id_, label, kind in NODES
    )
    edges = "".join(
        f'<edge source="n{a}" target="n{b}"><data key="d2">{word}</data></edge>\n' for a, b, word in EDGES
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        '<key id="d0" for="node" attr.name="Label" attr.type="string"/>\n'
        '<key id="d1" for="node" attr.name="Tyyppi" attr.type="string"/>\n'
        '<key id="d2" for="edge" attr.name="Relation" attr.type="string"/>\n'
        f'<graph edgedefault="undirected">\n{edges}{nodes}</graph></graphml>',
        encoding="utf-8",
    )
    return path


def gexf(path: Path) -> Path:
    nodes = "".join(
        f'<node id="{id_}" label="{label}"><attvalues><attvalue for="0" value="{kind}"/></attvalues></node>\n'
        for id_, label, kind in NODES
    )
    edges = "".join(
        f'<edge id="{at}" source="{a}" target="{b}" type="undirected" label="{word}"/>\n'
        for at, (a, b, word) in enumerate(EDGES)
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph>\n'
        '<attributes class="node"><attribute id="0" title="Type" type="string"/></attributes>\n'
        f"<edges>\n{edges}</edges><nodes>\n{nodes}</nodes></graph></gexf>",
        encoding="utf-8",
    )
    return path


DRAWN = {"graphml": graphml, "gexf": gexf}


def names_of(store: Store) -> dict[str, str]:
    return {row.id: str(row.fields["name_und"]) for kind in ("actor", "project", "network", "practice")
            for row in store.rows(kind)}  # fmt: skip


@pytest.mark.parametrize("format_", DRAWN)
def test_a_drawing_becomes_records_and_ties(format_: str, tmp_path: Path) -> None:
    done = loaded(tmp_path, DRAWN[format_](tmp_path / f"Oma kartta.{format_}"))
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        names = names_of(store)
    assert (done.report.format, done.report.source) == (format_, f"{format_}-oma-kartta")
    assert done.report.left_out == 2
    assert {
        (tie["kind"], names[tie["a"]], names[tie["b"]], tie.get("role", "")) for tie in done.ties
    } == MEANT
    assert set(names.values()) == {label for _, label, _ in NODES} - {"Maija Keksitty", "Zebulon Quixley"}
    assert b"Quixley" not in done.data
    assert b"Maija" not in done.data


@pytest.mark.parametrize("format_", DRAWN)
def test_lines_that_mean_nothing_are_refused_with_the_reason(format_: str, tmp_path: Path) -> None:
    done = loaded(tmp_path, DRAWN[format_](tmp_path / f"map.{format_}"))
    reasons = [row.rejected.reason for row in done.report.rejected if row.rejected]
    assert done.report.read == len(NODES) + len(EDGES) == done.report.loaded + len(reasons)
    assert [column for _, column in done.rejected] == ["edge", "target", "edge"]
    assert "joins a project and a project" in reasons[0]
    assert "does not describe" in reasons[1]
    assert "to itself" in reasons[2]
    assert all("line " in reason for reason in reasons)


def known(store: Store) -> tuple[dict[str, dict[str, Any]], set[tuple[Any, ...]]]:
    entities = {
        row.id: dict(row.fields) for kind in ("actor", "project", "network") for row in store.rows(kind)
    }
    ties = {
        (row.id, *(row.fields.get(key) for key in ("kind", "a", "b", "role"))) for row in store.rows("tie")
    }
    return entities, ties


@pytest.mark.parametrize("format_", DRAWN)
def test_our_own_export_comes_back_the_same(format_: str, tmp_path: Path) -> None:
    gathered = Gathered("a-list")
    gathered.add((
        Actor(id="actor:fi:0245437-2", name={"fi": "Esimerkki ry", "sv": "Exempel rf"}, also=("Esim", "Esimerkki"),
              business_id="0245437-2", country="FI"),
        Actor(id="actor:name:fi-0123456789ab", name={"und": "Keksitty <kunta> & co"}),
        Project(id="project:fi:S90001", name={"fi": "Yhteinen polku"}, planned_total=1250.5, currency="EUR",
                valid_from=date(2021, 1, 1), description={"fi": "Rivi yksi.\nRivi kaksi."}),
        Network(id="network:name:fi-aaaaaaaaaaaa", name={"fi": "Pohjoinen"}, form="network"),
        Tie(kind=TieKind.PARTICIPATES_IN, a="actor:fi:0245437-2", b="project:fi:S90001", role="lead"),
        Tie(kind=TieKind.COLLABORATES_WITH, a="actor:name:fi-0123456789ab", b="actor:fi:0245437-2"),
        Tie(kind=TieKind.MEMBER_OF, a="project:fi:S90001", b="network:name:fi-aaaaaaaaaaaa"),
    ))  # fmt: skip
    path = tmp_path / f"export.{format_}"
    with open_store(f"sqlite:///{tmp_path / 'first.db'}") as store:
        with store.open_batch("import", sources=[Source(name="a-list")]) as batch:
            batch.write(list(gathered.claims()))
            batch.close()
        write(store, path, format_)
        before = known(store)
    with open_store(f"sqlite:///{tmp_path / 'second.db'}") as store:
        report = load(store, path)
        after = known(store)
    assert (report.format, report.loaded, report.rejected) == (format_, 7, [])
    assert after == before


def test_labels_as_yed_draws_them_and_nodes_within_nodes(tmp_path: Path) -> None:
    path = tmp_path / "yed.graphml"
    path.write_text(
        """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d6"><y:ShapeNode><y:Fill color="#FFCC00"/>
<y:NodeLabel>Keksitty kunta</y:NodeLabel></y:ShapeNode></data><graph id="n0:">
<node id="n0::n0"><data key="d6"><y:ShapeNode>
<y:NodeLabel>Esimerkki ry</y:NodeLabel></y:ShapeNode></data></node></graph></node>
<edge id="e0" source="n0" target="n0::n0"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>yhteistyö</y:EdgeLabel>
</y:PolyLineEdge></data></edge></graph></graphml>""",
        encoding="utf-8",
    )
    done = loaded(tmp_path, path)
    assert done.named("actor") == {"Keksitty kunta", "Esimerkki ry"}
    (tie,) = done.ties
    assert (tie["kind"], tie["note"]) == ("COLLABORATES_WITH", "yhteistyö")


def test_an_own_id_with_a_wrong_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.gexf"
    path.write_text(
        '<gexf><graph><attributes class="node"><attribute id="0" title="valid_from"/></attributes><nodes>'
        '<node id="project:fi:S1" label="Hanke"><attvalues><attvalue for="0" value="soon"/></attvalues></node>'
        '<node id="project:fi:S2" label="Toinen"/></nodes></graph></gexf>',
        encoding="utf-8",
    )
    done = loaded(tmp_path, path)
    assert done.rejected == [(1, "node")]
    assert set(done.of("project")) == {"project:fi:S2"}
