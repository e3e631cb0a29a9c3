"""Plain text of a cell that holds HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_MARKED = re.compile(r"<[a-zA-Z/!]|&#?\w{1,10};")


def html_text(text: str) -> str:
    """Return what a reader of the page would see; a text without any markup stays as it is.

    >>> html_text("<p>Vi hittar <b>på</b>.</p><ul><li>ett&nbsp;&amp;</li><li>två</li></ul>")
    'Vi hittar på.\\nett &\\ntvå'
    >>> html_text("fler än 3 < 4")
    'fler än 3 < 4'
    """
    if _MARKED.search(text) is None:
        return text.strip()
    seen = _Seen()
    seen.feed(text)
    seen.close()
    lines = (" ".join(line.split()) for line in "".join(seen.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Seen(HTMLParser):
    """Gathers the text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
