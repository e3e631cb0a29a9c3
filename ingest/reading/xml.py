"""XML read piece by piece: no document type, hence no entity, within bounds of depth and text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from graph.errors import DataError
from ingest.reading.limits import DEEPEST, LONGEST_CELL
from ingest.reading.upload import Upload

_AT_ONCE = 2**16
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def begins_with(upload: Upload, *names: str) -> bool:
    """Return whether the file's first element is one of these, in whatever namespace."""
    head = upload.head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return False
    at = 0
    while (at := head.find("<", at)) >= 0:
        if head[at + 1 : at + 2] not in ("?", "!"):
            word = head[at + 1 : at + 200].replace(">", " ").replace("/", " ").split(None, 1)
            return bool(word) and word[0].rpartition(":")[2] in names
        at += 1
    return False


def elements(upload: Upload, *names: str) -> Iterator[tuple[int, Element]]:
    """Yield each element of these names (namespaces left out) with its number from 1, whole; it is emptied afterwards.

    Raise DataError where the file is no XML, names a document type, or is too deep.
    """
    number = depth = 0
    stack: list[Element] = []
    for event, element in _events(upload):
        if event == "start":
            depth += 1
            stack.append(element)
            if depth > DEEPEST:
                raise DataError(f"{upload.path} is {DEEPEST} elements deep; nothing was loaded.")
            continue
        depth -= 1
        stack.pop()
        if local(element) in names:
            number += 1
            yield number, element
            element.clear()
            if stack:
                stack[-1].remove(element)


def _events(upload: Upload) -> Iterator[tuple[str, Element]]:
    _refuse_document_type(upload)
    parser: Any = XMLPullParser(["start", "end"])
    with upload.opened() as file:
        try:
            while data := cast("IO[bytes]", file).read(_AT_ONCE):
                parser.feed(data)
                yield from cast("Iterator[tuple[str, Element]]", parser.read_events())
            parser.close()
            yield from cast("Iterator[tuple[str, Element]]", parser.read_events())
        except ParseError as problem:
            line = problem.position[0]
            raise DataError(f"{upload.path} is no XML at line {line}; nothing was loaded.") from None


class _Begun(Exception):
    """The first element was met."""


def _refuse_document_type(upload: Upload) -> None:
    """Raise DataError where a document type stands before the first element: what it defines could be a bomb."""

    def refuse(*_: object) -> None:
        raise DataError(
            f"{upload.path} names a document type (DOCTYPE), which is not read; take that line out."
        )

    def begun(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begun
    with upload.opened() as file:
        try:
            while data := file.read(_AT_ONCE):
                parser.Parse(data, False)
        except _Begun:
            return
        except expat.ExpatError as problem:
            raise DataError(
                f"{upload.path} is no XML at line {problem.lineno}; nothing was loaded."
            ) from None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag: Any = element.tag  # of a comment it is a function
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child_texts(element: Element, name: str) -> Iterator[tuple[Element, str]]:
    """Yield the direct children of a name with the text in them."""
    for child in element:
        if local(child) == name:
            yield child, " ".join("".join(child.itertext()).split())[:LONGEST_CELL]
