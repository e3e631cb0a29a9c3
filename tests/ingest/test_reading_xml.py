"""XML is read as a stream, within bounds; what could harm is refused with one sentence."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from graph.errors import DataError
from ingest.reading import Upload
from ingest.reading.limits import DEEPEST, LARGEST_XML_ELEMENT
from ingest.reading.xml import elements, root_tag

BOMB = """<?xml version="1.0"?>
<!DOCTYPE list [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<list><item>&b;</item></list>
"""
OUTSIDE = """<!DOCTYPE list SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<list><item>&x;</item></list>"""


def upload(folder: Path, text: str | bytes) -> Upload:
    path = folder / "list.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Upload.at(path)


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(DataError) as refusal:
        list(elements(upload(folder, text), {"item"}))
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert "list.xml" in sentence
    return sentence


def test_elements_come_whole_without_namespaces(tmp_path: Path) -> None:
    text = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <a:list xmlns:a="urn:a"><head>passed over</head>
    <a:item xml:lang=" fi "><a:name>Ty&#246; &amp; tuki</a:name><name>&lt;b&gt;</name></a:item></a:list>"""
    file = upload(tmp_path, text)
    assert root_tag(file) == "list"
    (item,) = elements(file, {"item"})
    assert (item.tag, item.get("lang"), item.line) == ("item", "fi", 3)
    assert [one.text for one in item.all("name")] == ["Tyo & tuki".replace("Tyo", "Työ"), "<b>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    name = {"latin-1": "iso-8859-1", "cp1252": "windows-1252"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?><list><item>Hämeenlinnan työpajat</item></list>'
    file = upload(tmp_path, text.encode(encoding))
    assert root_tag(file) == "list"
    assert [one.text for one in elements(file, {"item"})] == ["Hämeenlinnan työpajat"]


def test_packed(tmp_path: Path) -> None:
    file = upload(tmp_path, gzip.compress(b"<list><item>a</item><item>b</item></list>"))
    assert [one.text for one in elements(file, {"item"})] == ["a", "b"]


def test_packed_and_cut_off(tmp_path: Path) -> None:
    assert "cut off" in refused(tmp_path, gzip.compress(b"<list><item>a</item></list>")[:-9])


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_a_document_type_is_refused(tmp_path: Path, text: str) -> None:
    assert "document type" in refused(tmp_path, text)


def test_what_is_no_whole_xml_is_told_with_the_line(tmp_path: Path) -> None:
    assert "line 3" in refused(tmp_path, "<list>\n<item>\n</list>")
    assert "line 2" in refused(tmp_path, "<list>\n<item>a</item>")
    assert "line 1" in refused(tmp_path, "<list>&nbsp;</list>")
    assert "line 1" in refused(tmp_path, b"<list><item>\xe4</item></list>")


def test_an_unknown_encoding(tmp_path: Path) -> None:
    assert "encoding" in refused(tmp_path, '<?xml version="1.0" encoding="klingon"?><list/>')


def test_too_deep(tmp_path: Path) -> None:
    deep = DEEPEST + 1
    assert "deep" in refused(tmp_path, "<list>" * deep + "</list>" * deep)


@pytest.mark.parametrize(
    "text",
    [
        "<list><item>" + "a" * (LARGEST_XML_ELEMENT + 1) + "</item></list>",
        "<list><item>" + "<b/>" * (LARGEST_XML_ELEMENT // 60) + "</item></list>",
        "<list><item a='" + "a" * (2 * LARGEST_XML_ELEMENT) + "'/></list>",
        "<list><!--" + "a" * (2 * LARGEST_XML_ELEMENT) + "--><item/></list>",
    ],
    ids=["text", "tags", "attribute", "comment"],
)
def test_too_large(tmp_path: Path, text: str) -> None:
    assert "MiB in one element" in refused(tmp_path, text)


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        file = upload(tmp_path, "<list>" + "<item><name>a name</name></item>" * count + "</list>")
        tracemalloc.start()
        assert sum(1 for _ in elements(file, {"item"})) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(40_000) < 2 * peak(10_000)


def test_what_is_no_xml_has_no_root(tmp_path: Path) -> None:
    assert root_tag(upload(tmp_path, "a,b\n1,2\n")) == ""
    assert root_tag(upload(tmp_path, "<")) == ""
