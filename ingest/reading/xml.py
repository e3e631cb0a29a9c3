"""Read an XML document as a stream of the elements that are asked for, one whole element at a time.

A document type is refused, and with it every entity but the five of the language itself. Depth and size of what is
held at once are bounded; what is not asked for is passed over and never held.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from graph.errors import DataError
from ingest.reading.limits import DEEPEST, LARGEST_XML_ELEMENT
from ingest.reading.upload import Upload

_BLOCK = 2**16
_APART = " "
_OVERHEAD = 64
"""What a tag counts for beside its letters."""


@dataclass(slots=True)
class XmlElement:
    """An element with all that it holds; names of tags and attributes are without their namespace."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    """Its own text, without that of the elements within."""
    children: list[XmlElement] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute without the space around it; "" where it is absent."""
        return self.attributes.get(name, "").strip()

    def all(self, *path: str) -> Iterator[XmlElement]:
        """Yield the elements that a path of tags leads to, in their order."""
        for child in self.children:
            if child.tag == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.all(*path[1:])


class _Found(Exception):
    """The first element is known."""


def root_tag(upload: Upload) -> str:
    """Return the tag of the outermost element, or the one that a document type names; "" where it is no XML."""
    if not upload.head[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ""
    found: list[str] = []

    def note(name: str, *_: object) -> None:
        found.append(_local(name))
        raise _Found

    parser = expat.ParserCreate(namespace_separator=_APART)
    parser.StartElementHandler = note
    parser.StartDoctypeDeclHandler = note
    with suppress(_Found, expat.ExpatError, LookupError, ValueError):
        parser.Parse(upload.head[:_BLOCK], False)
    return found[0] if found else ""


def declares_doctype(upload: Upload) -> bool:
    """Return whether a text is XML whose document type is declared, which no list needs."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda name, *_: found.append(name)
    with suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(upload.head[:_BLOCK], False)
    return bool(found)


def elements(upload: Upload, tags: Container[str]) -> Iterator[XmlElement]:
    """Yield each outermost element of these tags, whole.

    Raise DataError where the file is no well-formed XML, has a document type, or goes beyond the bounds.
    """
    reader = _Reader(upload, tags)
    with upload.opened() as file:
        while block := upload.guarded(lambda: file.read(_BLOCK)):
            reader.feed(block)
            yield from reader.taken()
    reader.feed(b"", last=True)
    yield from reader.taken()


def _local(name: str) -> str:
    return name.rpartition(_APART)[2].rpartition(":")[2]


class _Reader:
    """Expat with its handlers, and the elements that are complete but not yet taken."""

    def __init__(self, upload: Upload, tags: Container[str]) -> None:
        self._path, self._tags = upload.path, tags
        self._depth = 0
        self._open: list[XmlElement] = []
        self._texts: list[list[str]] = []
        self._size = self._waiting = 0
        self._complete: list[XmlElement] = []
        self._parser = expat.ParserCreate(namespace_separator=_APART)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Read one more block of bytes."""
        self._waiting += len(block)
        before = self._parser.CurrentByteIndex
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as problem:
            self._refuse(f"is no whole XML at line {problem.lineno}: {expat.ErrorString(problem.code)}")
        except (LookupError, ValueError) as problem:
            self._refuse(f"is XML in an encoding that cannot be read ({problem})")
        if self._parser.CurrentByteIndex != before:
            self._waiting = 0
        elif self._waiting > LARGEST_XML_ELEMENT:
            self._too_large()

    def taken(self) -> list[XmlElement]:
        """Return the elements that are complete, and forget them."""
        complete, self._complete = self._complete, []
        return complete

    def _refuse(self, why: str) -> None:
        raise DataError(f"{self._path} {why}; nothing was loaded.") from None

    def _too_large(self) -> None:
        self._refuse(
            f"holds more than {LARGEST_XML_ELEMENT // 2**20} MiB in one element at line "
            f"{self._parser.CurrentLineNumber}"
        )

    def _doctype(self, *_: object) -> None:
        self._refuse(
            "declares a document type (DOCTYPE), which could make a small file grow without end; take that line out"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(f"nests elements more than {DEEPEST} deep at line {self._parser.CurrentLineNumber}")
        tag = _local(name)
        if not self._open:
            if tag not in self._tags:
                return
            self._size = 0
        self._size += _OVERHEAD + len(tag) + sum(len(k) + len(v) + _OVERHEAD for k, v in attributes.items())
        if self._size > LARGEST_XML_ELEMENT:
            self._too_large()
        plain = {_local(key): value for key, value in attributes.items()}
        self._open.append(XmlElement(tag, plain, self._parser.CurrentLineNumber))
        self._texts.append([])

    def _data(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size > LARGEST_XML_ELEMENT:
                self._too_large()
            self._texts[-1].append(text)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        done = self._open.pop()
        done.text = "".join(self._texts.pop())
        if self._open:
            self._open[-1].children.append(done)
        else:
            self._complete.append(done)
