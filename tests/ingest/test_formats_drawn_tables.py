"""Kumu, Gephi and Graph Commons: drawings kept as tables or JSON, whole or in two files."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.records import named_id
from graph.store import open_store
from ingest.load import load_each
from ingest.reading import Upload, uploads
from tests.ingest.eu_tables import Loaded, loaded, written_csv, written_xlsx

ELEMENTS = (
    {
        "Label": "Keksitty kunta",
        "Type": "Toimija",
        "Tags": "nuoret|työllisyys",
        "Description": "Kysy: a@example.org",
    },
    {"Label": "Yhteinen polku", "Type": "Hanke", "Tags": "", "Description": ""},
    {"Label": "Zebulon Quixley", "Type": "Henkilö", "Tags": "", "Description": ""},
    {"Label": "Maija Keksitty", "Type": "", "Tags": "", "Description": ""},
    {"Label": "Yksin ry", "Type": "", "Tags": "", "Description": ""},
)
CONNECTIONS = (
    {
        "From": "Keksitty kunta",
        "To": "Yhteinen polku",
        "Type": "rahoittaa: Zebulon Quixley",
        "Direction": "directed",
    },
    {"From": "Esimerkki ry", "To": "Keksitty kunta", "Type": "", "Direction": "mutual"},
    {"From": "Zebulon Quixley", "To": "Keksitty kunta", "Type": "", "Direction": "undirected"},
    {"From": "Matti Keksitty", "To": "Keksitty kunta", "Type": "", "Direction": "undirected"},
    {"From": "", "To": "Keksitty kunta", "Type": "", "Direction": ""},
)
KUMU_HEADERS = (("Label", "Type", "Tags", "Description"), ("From", "To", "Type", "Direction"))
ACTORS = {"Keksitty kunta", "Esimerkki ry", "Yksin ry"}


def meaning(done: Loaded) -> set[tuple[str, str, str]]:
    """Each tie by the names of its ends."""

    def name(id_: str) -> str:
        return next(str(v) for k, v in sorted(done.entities[id_].items()) if k.startswith("name_"))

    return {(tie["kind"], name(tie["a"]), name(tie["b"])) for tie in done.ties}


KUMU_TIES = {
    ("FUNDS", "Keksitty kunta", "Yhteinen polku"),
    ("COLLABORATES_WITH", "Keksitty kunta", "Esimerkki ry"),
    ("ABOUT", "Keksitty kunta", "nuoret"),
    ("ABOUT", "Keksitty kunta", "työllisyys"),
}


def kumu_workbook(folder: Path) -> Path:
    return written_xlsx(
        folder / "map.xlsx",
        Elements=(KUMU_HEADERS[0], ELEMENTS), Connections=(KUMU_HEADERS[1], CONNECTIONS),
    )  # fmt: skip


def kumu_blueprint(folder: Path) -> Path:
    small = [{key.lower(): value for key, value in row.items()} for row in (*ELEMENTS, *CONNECTIONS)]
    for element in small[: len(ELEMENTS)]:
        element["tags"] = [tag for tag in element["tags"].split("|") if tag]  # type: ignore[assignment]
    path = folder / "map.json"
    whole = {"elements": small[: len(ELEMENTS)], "connections": small[len(ELEMENTS) :]}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def kumu_export(folder: Path) -> Path:
    """A project's export, which calls elements by id."""
    ids = {row["Label"]: f"elem-{at}" for at, row in enumerate(ELEMENTS)} | {
        "Esimerkki ry": "elem-x", "Matti Keksitty": "elem-y",
    }  # fmt: skip
    more = (
        {"Label": "Esimerkki ry", "Type": "", "Tags": ""},
        {"Label": "Matti Keksitty", "Type": "", "Tags": ""},
    )
    elements = [
        {"_id": ids[row["Label"]], "attributes": {
            "label": row["Label"], "element type": row["Type"], "tags": [tag for tag in row["Tags"].split("|") if tag],
        }} for row in (*ELEMENTS, *more)
    ]  # fmt: skip
    connections = [
        {"_id": f"conn-{at}", "from": ids.get(row["From"], ""), "to": ids[row["To"]], "direction": row["Direction"],
         "attributes": {"connection type": row["Type"]}} for at, row in enumerate(CONNECTIONS)
    ]  # fmt: skip
    path = folder / "export.json"
    path.write_text(json.dumps({"elements": elements, "connections": connections}), encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [kumu_workbook, kumu_blueprint, kumu_export])
def test_a_kumu_map(written: Any, tmp_path: Path) -> None:
    done = loaded(tmp_path, written(tmp_path))
    assert done.report.format == "kumu"
    assert meaning(done) == KUMU_TIES
    assert done.named("actor") == ACTORS
    assert done.named("project") == {"Yhteinen polku"}
    assert done.report.left_out == 3
    assert [column for _, column in done.rejected] == ["source"]
    for word in (b"Quixley", b"Maija", b"Matti", b"@example.org"):
        assert word not in done.data


def test_elements_that_are_nearly_all_people_are_left_out_one_by_one(tmp_path: Path) -> None:
    people = [
        {"Label": f"{given} Keksitty"} for given in ("Maija", "Matti", "Liisa", "Pekka", "Anna", "Juha")
    ]
    path = written_xlsx(
        tmp_path / "map.xlsx",
        Elements=(KUMU_HEADERS[0], [*people, ELEMENTS[0]]),
        Connections=(KUMU_HEADERS[1], [{"From": one["Label"], "To": "Keksitty kunta"} for one in people]),
        Notes=(("What", "Why"), [{"What": "a", "Why": "b"}]),
    )
    done = loaded(tmp_path, path)
    assert (done.report.format, done.report.left_out, done.rejected) == ("kumu", 6, [])
    assert done.named("actor") == {"Keksitty kunta"}
    assert b"Liisa" not in done.data


def test_a_row_of_the_second_sheet_is_told_with_its_sheet(tmp_path: Path) -> None:
    done = loaded(tmp_path, kumu_workbook(tmp_path))
    (row,) = done.report.rejected
    assert row.rejected
    assert "sheet Connections, row 6" in row.rejected.reason
    assert row.number > 1 + max(len(ELEMENTS), len(CONNECTIONS))


def test_kumu_in_two_files_finds_what_the_elements_are(tmp_path: Path) -> None:
    written_csv(tmp_path / "Map - Elements.csv", KUMU_HEADERS[0], ELEMENTS)
    connections = written_csv(tmp_path / "map_connections.csv", KUMU_HEADERS[1], CONNECTIONS)
    done = loaded(tmp_path, connections)
    assert (done.report.format, done.report.source) == ("kumu", "kumu-map")
    assert meaning(done) == KUMU_TIES
    assert b"Quixley" not in done.data


GEPHI_NODES = (
    {"Id": "10", "Label": "Keksitty kunta", "Type": "kommun"},
    {"Id": "11", "Label": "Esimerkki ry", "Type": ""},
    {"Id": "12", "Label": "Zebulon Quixley", "Type": "person"},
)
GEPHI_EDGES = (
    {"Source": "10", "Target": "11", "Type": "Undirected", "Weight": "2"},
    {"Source": "12", "Target": "11", "Type": "Undirected", "Weight": "1"},
    {"Source": "10", "Target": "13", "Type": "Undirected", "Weight": "1"},
)
GEPHI_HEADERS = (("Id", "Label", "Type"), ("Source", "Target", "Type", "Weight"))
GEPHI_TIES = {("COLLABORATES_WITH", "Keksitty kunta", "Esimerkki ry")}


def test_gephi_edges_find_their_labels_beside_them(tmp_path: Path) -> None:
    written_csv(tmp_path / "map [Nodes].csv", GEPHI_HEADERS[0], GEPHI_NODES)
    written_csv(tmp_path / "other [Nodes].csv", GEPHI_HEADERS[0], [{"Id": "10", "Label": "Ihan muu ry"}])
    edges = written_csv(tmp_path / "map [Edges].csv", GEPHI_HEADERS[1], GEPHI_EDGES)
    done = loaded(tmp_path, edges)
    assert (done.report.format, done.report.source) == ("gephi", "gephi-map")
    assert meaning(done) == GEPHI_TIES
    assert done.named("actor") == {"Keksitty kunta", "Esimerkki ry"}
    assert done.rejected == [(4, "target")]
    assert b"Quixley" not in done.data


def test_gephi_in_an_archive(tmp_path: Path) -> None:
    nodes = written_csv(tmp_path / "solmut.csv", GEPHI_HEADERS[0], GEPHI_NODES)
    edges = written_csv(tmp_path / "viivat.csv", GEPHI_HEADERS[1], GEPHI_EDGES)
    packed = tmp_path / "packed"
    packed.mkdir()
    with zipfile.ZipFile(packed / "kartta.zip", "w") as archive:
        archive.write(edges, "viivat.csv")
        archive.write(nodes, "solmut.csv")
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        reports = list(load_each(store, packed / "kartta.zip"))
        ties = [row.fields["kind"] for row in store.rows("tie")]
        actors = sorted(str(row.fields["name_und"]) for row in store.rows("actor"))
    assert [report.format for report in reports] == ["gephi", "gephi"]
    assert ties == ["COLLABORATES_WITH"]
    assert actors == ["Esimerkki ry", "Keksitty kunta"]


def test_gephi_without_nodes_has_names_for_ids(tmp_path: Path) -> None:
    rows = [{"Source": "Keksitty kunta", "Target": "Esimerkki ry"}, {"Source": "1", "Target": "Esimerkki ry"}]
    done = loaded(tmp_path, written_csv(tmp_path / "edges.csv", GEPHI_HEADERS[1], rows))
    assert meaning(done) == GEPHI_TIES
    assert set(done.of("actor")) == {named_id("actor", "Keksitty kunta"), named_id("actor", "Esimerkki ry")}
    assert done.rejected == [(3, "source")]


GC_NODES = (
    {
        "Type": "Organization",
        "Name": "Keksitty kunta",
        "Description": "Kunta",
        "Reference": "https://example.org",
    },
    {"Type": "Project", "Name": "Yhteinen polku"},
    {"Type": "Person", "Name": "Zebulon Quixley"},
)
GC_EDGES = (
    {"From Type": "Organization", "From Name": "Keksitty kunta", "Edge": "LEADS", "To Type": "Project",
     "To Name": "Yhteinen polku", "Weight": "1"},
    {"From Type": "Network", "From Name": "Pohjoinen", "Edge": "HAS", "To Type": "Organization",
     "To Name": "Keksitty kunta", "Weight": "1"},
    {"From Type": "Person", "From Name": "Zebulon Quixley", "Edge": "KNOWS", "To Type": "Organization",
     "To Name": "Keksitty kunta", "Weight": "1"},
)  # fmt: skip
GC_HEADERS = (
    ("Type", "Name", "Description", "Image", "Reference"),
    ("From Type", "From Name", "Edge", "To Type", "To Name", "Weight"),
)
GC_TIES = {
    ("PARTICIPATES_IN", "Keksitty kunta", "Yhteinen polku"),
    ("MEMBER_OF", "Keksitty kunta", "Pohjoinen"),
}


def commons_workbook(folder: Path) -> Path:
    return written_xlsx(
        folder / "graph.xlsx", Nodes=(GC_HEADERS[0], GC_NODES), Edges=(GC_HEADERS[1], GC_EDGES)
    )


def commons_json(folder: Path) -> Path:
    names = {"Organization": "t1", "Project": "t2", "Person": "t3", "Network": "t4"}
    nodes = [
        {"id": f"{row['Type']}-{row['Name']}", "type_id": names[row["Type"]], "name": row["Name"],
         "reference": row.get("Reference")}
        for row in (*GC_NODES, {"Type": "Network", "Name": "Pohjoinen"})
    ]  # fmt: skip
    edges = [
        {"from": f"{row['From Type']}-{row['From Name']}", "to": f"{row['To Type']}-{row['To Name']}",
         "name": row["Edge"]} for row in GC_EDGES
    ]  # fmt: skip
    types = [{"id": id_, "name": name} for name, id_ in names.items()]
    path = folder / "graph.json"
    path.write_text(
        json.dumps({"graph": {"nodes": nodes, "edges": edges, "nodeTypes": types}}), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("written", [commons_workbook, commons_json])
def test_a_graph_of_graph_commons(written: Any, tmp_path: Path) -> None:
    done = loaded(tmp_path, written(tmp_path))
    assert (done.report.format, done.report.source) == ("graph-commons", "graph-commons-graph")
    assert meaning(done) == GC_TIES
    assert {tie["role"] for tie in done.ties if tie["kind"] == "PARTICIPATES_IN"} == {"lead"}
    assert done.of("actor")[named_id("actor", "Keksitty kunta")]["url"] == "https://example.org"
    assert (done.report.left_out, done.rejected) == (1, [])
    assert b"Quixley" not in done.data


def test_edges_of_graph_commons_alone(tmp_path: Path) -> None:
    done = loaded(tmp_path, written_csv(tmp_path / "edges.csv", GC_HEADERS[1], GC_EDGES))
    assert meaning(done) == GC_TIES


def test_beside_passes_over_links_and_other_names(tmp_path: Path) -> None:
    for name in ("a-nodes.csv", "a-edges.csv", "b-nodes.csv", "a-nodes.txt"):
        (tmp_path / name).write_text("Id,Label\n1,x\n")
    (tmp_path / "a-elements.csv").symlink_to(tmp_path / "b-nodes.csv")

    def alike(name: str) -> str:
        return name[0]

    assert [one.name for one in Upload.at(tmp_path / "a-edges.csv").beside(alike)] == ["a-nodes.csv"]
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(tmp_path / "a-nodes.csv", "x.csv")
        archive.write(tmp_path / "a-edges.csv", "y.csv")
    with uploads(tmp_path / "two.zip") as (first, second):
        assert [one.name for one in first.beside(alike)] == ["y.csv"]
        assert [one.name for one in second.beside(alike)] == ["x.csv"]
