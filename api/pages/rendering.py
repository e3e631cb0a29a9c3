"""How a page is made: its language, its links, and the template filled in with everything escaped."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.static import address
from api.texts import TEXTS, language_of

OF_BODIES = ("/silos", "/bridges", "/links", "/invite", "/changes", "/follow-up", "/done/")
"""The pages about the network of bodies, one section."""


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page of a template in the language of the request."""
    language = page_language(request)
    page = (
        _environment()
        .get_template(template)
        .render(t=TEXTS[language], language=language, languages=TEXTS, here=_Here(request), **values)
    )
    return HTMLResponse(
        page, status_code=status, headers={"Content-Language": language, "Vary": "Accept-Language"}
    )


def page_language(request: Request) -> str:
    """Return the language in which to answer a person."""
    return language_of(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def in_language(request: Request, path: str) -> str:
    """Return an address of ours to go on to, in the language that was chosen in the address of the request."""
    lang = request.query_params.get("lang", "")
    return path + (f"?lang={lang}" if lang in TEXTS else "")


def page_texts(request: Request) -> Mapping[str, str]:
    """Return the words in the language of the request."""
    return TEXTS[page_language(request)]


class _Here:
    """Links that keep what was chosen: the language where it came in the address."""

    def __init__(self, request: Request) -> None:
        self._asked = dict(request.query_params)
        self.path = request.url.path
        lang = self._asked.get("lang")
        self.lang = lang if lang in TEXTS else None

    @property
    def section(self) -> str:
        """The entry of the navigation that this page belongs to."""
        return "/silos" if self.path.startswith(OF_BODIES) else self.path

    def link(self, path: str, **query: Any) -> str:
        """Return an address of ours with these parameters, those that are empty left out."""
        wanted = {
            key: value for key, value in {**query, "lang": self.lang}.items() if value not in (None, "")
        }
        return path + ("?" + urlencode(wanted) if wanted else "")

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen of the graph, for links that lead on."""
        return {
            name: self._asked[name]
            for name in ("theme", "region", "programme", "ties")
            if self._asked.get(name)
        }

    def same(self, **changed: Any) -> str:
        """Return this page's address with some parameters changed."""
        wanted = {key: value for key, value in {**self._asked, **changed}.items() if value not in (None, "")}
        return quote(self.path, safe="/:~%") + ("?" + urlencode(wanted) if wanted else "")

    def entity(self, id_: str) -> str:
        """Return the address of an entity's page."""
        return self.link("/entity/" + quote(id_, safe=":~"))

    def finding(self, id_: str) -> str:
        """Return the address of a finding's page."""
        return self.link("/finding/" + quote(id_, safe=":~"))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("api"), PackageLoader("visualize")]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["static"] = address
    environment.filters |= {
        "web": web_address,
        "number": number,
        "percent": percent,
        "tenth": tenth,
        "part": part,
        "heat": heat,
        "signed": signed,
        "p": p_value,
    }
    return environment


def web_address(text: object) -> str | None:
    """Return an address if it is one of the web (`http` or `https`), else None: nothing else becomes a link."""
    try:
        parts = urlsplit(str(text))
    except ValueError:
        return None
    return str(text) if parts.scheme in ("http", "https") and parts.netloc else None


def number(value: float) -> str:
    """Return a number with its thousands parted by a no-break space.

    >>> number(1234567.0).split(chr(160)), number(0.25)
    (['1', '234', '567'], '0.25')
    """
    if not math.isfinite(value):
        return str(value)
    return (f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}").replace(",", chr(160))


def percent(share: float | None) -> str:
    """Return a share (0–1) as whole per cents."""
    return "–" if share is None else f"{share * 100:.0f}{chr(160)}%"


def part(weight: float) -> str:
    """Return a part of a score with two decimals and a true minus.

    >>> part(0.314), part(-0.06), part(-0.001)
    ('0.31', '−0.06', '0.00')
    """
    return f"{round(weight, 2) + 0.0:.2f}".replace("-", "−")


def heat(ratio: float | None) -> int:
    """Return how warm a cell is, −3 (far fewer than expected) to 3 (far more): the binary logarithm, rounded.

    >>> heat(1.0), heat(0.0), heat(5.0), heat(None)
    (0, -3, 2, 0)
    """
    if ratio is None:
        return 0
    return max(-3, min(3, round(math.log2(ratio)))) if ratio > 0 else -3


def signed(value: float | None) -> str:
    """Return a number from −1 to 1 with its sign and two decimals, a true minus."""
    return "–" if value is None else f"{round(value, 2) + 0.0:+.2f}".replace("-", "−")


def p_value(value: float | None) -> str:
    """Return a p-value or a q-value with as many digits as a reader needs."""
    return "–" if value is None else "< 0.002" if value < 0.002 else f"{value:.3f}"


def tenth(share: float | None) -> str:
    """Return a share (0–1) as per cents with one decimal."""
    return "–" if share is None else f"{share * 100:.1f}{chr(160)}%"
