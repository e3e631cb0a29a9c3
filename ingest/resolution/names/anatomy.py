"""A body's name taken apart into readings: each a form of body, places, and words of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.resolution.names.known import known_bodies
from ingest.resolution.names.letters import small_letters
from ingest.resolution.names.where import places_at
from ingest.resolution.names.words import FORM, GENERIC, KEPT, RANK, SMALL, WEAK, terms_of

MOST = 300
"""Letters of a name that are looked at."""


class Reading(NamedTuple):
    """One way to read a name: `own` are its own words and terms, sorted, `unit` what stands after the body's name."""

    form: str
    """The form that decides what the body is; `forms` are all that the name tells."""
    forms: frozenset[str]
    places: frozenset[str]
    own: tuple[str, ...]
    own_in_order: str
    """The body's own words glued together, so that a gap or a dash makes no difference."""
    numbers: frozenset[str]
    unit: str = ""
    initials: str = ""
    of_unit: bool = False
    """Whether this is the body in a name that tells a unit of it too."""


_OF_STUDENTS = "student union"
"""A form that a name needs told: its other words are its school's."""


def key_of(form: str, places: Iterable[str], own: Iterable[str]) -> str:
    """Return what names of one body have in common: where and what it is; the form only where it has no word."""
    words = " ".join(sorted({*own, *([form] if form == _OF_STUDENTS and own else [])}))
    return f"{','.join(sorted(places))}|{words or form or 'municipality'}"


def tells(places: Iterable[str], own: Iterable[str]) -> bool:
    """Return whether places and own words tell one body from others."""
    return bool([*places]) or any(word not in GENERIC for word in own)


INSTITUTIONS = frozenset(
    {
        "university", "university of applied sciences", "municipality", "joint authority", "wellbeing county",
        "ministry",
        "ely centre", "congregation",
    }
)  # fmt: skip
"""Forms of body whose units are the body: a name of one may be followed by its unit's."""
_OWN_BODIES = frozenset({"company", "association", "foundation", "cooperative", "student union"})
"""Forms that make a body of their own, whatever stands before."""
_OF_THE_STATE = ("tutkimuskeskus", "laitos", "virasto")
"""Endings of agencies of the state, where the program knows them; any town may have a `vesilaitos`."""
_WHEREVER = ("metsäkeskus", "metsähallitus", "koulutuskonserni")
_UNITS = {("term", "institute"), ("term", "centre"), ("term", "college")}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u00ad"), "-")
_BRACKET = re.compile(r"\(([^()]*)\)?")
_FORMER = re.compile(
    r"^(?:aiemmin|aik|ent|entinen|nyk|nykyisin|nyk|numera|now|f d|tidigare|formerly|ex|uusi nimi(?: on)?)\b[\s.:]*",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r",?\s+(?:ruotsiksi|suomeksi|på svenska|på finska|englanniksi)\s+"
    r"|\s+\d{1,2}\.\d{1,2}\.(?:\d{4})?\s*(?:alkaen|lukien|lähtien)\s+"
)
_ORDINAL = re.compile(r"(?<![\d.])(\d{1,3})\b(?!\.\d)")
_SHORT = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ]{2,7}|[A-ZÅÄÖ][a-zåäö]{1,3}[A-ZÅÄÖ][A-Za-zåäö]{1,4}")
_SHORT_FIRST = re.compile(r"[A-ZÅÄÖ]{3,8}\s*[/–]\s*(\S+ .+)")
_FORM_WORDS = {"OY", "AB", "RY", "RF", "OYJ", "LTD", "SR", "ABP", "OSK", "KY", "AY"}
_DOTTED = re.compile(r"(?<!\w)(r|s|o|f|e)\.\s?(y|f|r|v|d)\.?(?!\w)", re.IGNORECASE)
_OFFICE = re.compile(r"\s(?:[-–—]|/)\s|/|(?<=\S),\s+|\s{2,}|\s*\|\s*|:\s+")
_FI_FORM = re.compile(r"(?<!\w)(?:oyj?|ry|r\.y\.?|osk|säätiö|sr)\.?$|^oy\s", re.IGNORECASE)
_SV_FORM = re.compile(r"(?<!\w)(?:abp?|rf|r\.f\.?|andelslag|stiftelse\w*)\.?$|^ab\s", re.IGNORECASE)
_GLUED = re.compile(r"(OY|RY|KAUPUNKI|KUNTA(?!YHTYM|LIITTO)|YLIOPISTO)(?=[A-ZÅÄÖ]{3})")
_TWO_FORMS = re.compile(r"^(.{4,}\b(?:oy|ry))\s+(\S.{3,}\b(?:ab|rf))$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*-?")


def readings(name: str) -> tuple[Reading, ...]:
    """Return the readings of a name; () where it holds no word.

    The whole is one, and where it names a unit, the body whose unit that is; each of its names in brackets or in
    another language is one too.

    >>> [r.form for r in readings("Jyväskylän yliopiston ylioppilaskunta")]
    ['student union']
    >>> readings("Åbo stad")[0].places == readings("Turun kaupunki")[0].places
    True
    """
    found: dict[Reading, None] = {}
    for part in parts_of(name):
        for reading in _read(part):
            found.setdefault(reading)
    return tuple(found)


@lru_cache(maxsize=1_000)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the names that a cell holds: outside and inside brackets, before and after a change, in two languages."""
    name = unicodedata.normalize("NFKC", name)[:MOST].translate(_DASHES)
    name = _DOTTED.sub(r"\1\2", name.strip().strip("\"'“”«»").replace("0Y", "OY"))
    outside, inside = _BRACKET.sub(" ", name).strip(), [b.strip() for b in _BRACKET.findall(name)]
    parts: list[str] = []
    for whole in _SINCE.split(outside):
        parts += _languages(_without_short(whole))
    for text in inside:
        plain = _FORMER.sub("", _SINCE.sub(" ", text + " ").strip()).strip()
        if plain and (plain != text or _names_a_body(plain)):
            plain = re.sub(r"^\d[\d. ]*(?:alkaen|lukien|lähtien)\s*", "", plain)
            parts += _languages(plain)
    return tuple(part for part in parts if part) or (name,)


def of_part(name: str, found: Sequence[Reading]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places and the numbers that a name tells beside its body's own name: of a branch, a district, a part.

    `found` are its readings. () and () for a body whose parts are the body wherever they are (a university, a city, an
    agency).

    >>> polku, palvelu = "Vihreä Polku ry, 1. osasto", "Kuopion kaupunki, Vehmersalmen palvelupiste"
    >>> of_part(polku, readings(polku))[1], of_part(palvelu, readings(palvelu))
    (frozenset({'1'}), (frozenset(), frozenset()))
    """
    name = unicodedata.normalize("NFKC", name)[:MOST].translate(_DASHES)
    if not found or found[0].forms & INSTITUTIONS or _is_agency(name):
        return frozenset(), frozenset()
    body = found[-1] if found[-1].of_unit else found[0]
    head, beside = body_and_unit(_BRACKET.sub(" ", name).strip())
    for text in _BRACKET.findall(name):
        if _FORMER.sub("", text) == text and not _names_a_body(text):
            beside += f" {text}"
    items = _items_of(beside)
    places = _places(items) | (_places(_items_of(head)) if body.of_unit else frozenset())
    return places - body.places, frozenset(_ORDINAL.findall(beside))


def is_one_wherever(name: str) -> bool:
    """Return whether a name is of a body that is one wherever its parts are: a university, a city, an agency."""
    return any(reading.forms & INSTITUTIONS for reading in readings(name)) or _is_agency(name)


def _is_short(word: str) -> bool:
    """Return whether a word of a name is an abbreviation of it: in capitals, no form and no country."""
    return (
        bool(_SHORT.fullmatch(word)) and word not in _FORM_WORDS and not places_at([small_letters(word)], 0)
    )


def _without_short(name: str) -> str:
    """Return a name without the abbreviation that stands before or after it; an abbreviation alone stays."""
    if before := _SHORT_FIRST.match(name):
        name = before[1]
    words = name.split()
    for end, others in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        if len(others) > 2 and end == [_initials(others).upper()]:
            return " ".join(others)
    if name.isupper():
        at = next((n for n, word in enumerate(words) if word in ("OY", "RY", "AB")), len(words))
        return " ".join(words[: at + 1]) if at and at + 2 == len(words) and len(words[-1]) < 7 else name
    kept = list(words)
    while len(kept) > 1 and _is_short(kept[0]):
        kept = kept[1:]
        while kept and kept[0] in ("-", "–", "/"):
            kept = kept[1:]
    tail = [word for word in kept[-2:] if word.strip(".").upper() in _FORM_WORDS][-1:]
    body = kept[: len(kept) - len(tail)] if tail and kept[-1] == tail[0] else kept
    while len(body) > 1 and _is_short(body[-1]):
        body = body[:-1]
    short = " ".join([*body, *(tail if body is not kept and kept[-1:] == tail else [])]).strip(" -–,/")
    items = _items_of(short)
    told = len(_own(items)) + bool(_places(items)) > 1 or forms_of(short) - _OWN_BODIES
    return short if _is_told(short) and told else name


def _initials(words: Iterable[str]) -> str:
    """Return the first letters of the words that tell something, in small letters."""
    return "".join(word[0] for word in map(small_letters, words) if word not in SMALL)


def _names_a_body(text: str) -> bool:
    return bool(forms_of(text))


def forms_of(text: str) -> set[str]:
    """Return the forms of body that a text tells of, those in the genitive left out."""
    return {FORM[value] for kind, value in _items_of(text) if kind == "term"} - {""}


def _languages(text: str) -> list[str]:
    """Return a name in each of its languages where a dash, a slash or nothing parts two that end in their forms."""
    glued = _GLUED.search(text)
    if glued and text[: glued.end()].isupper() and len(text) - glued.end() > 3:
        return [text[: glued.end()], text[glued.end() :]]
    if split := _TWO_FORMS.match(text):
        return [split[1], split[2]]
    for head, tail in _parted(text):
        if _are_two(head, tail):
            return [text]
        if (_FI_FORM.search(head) and _SV_FORM.search(tail)) or (
            _SV_FORM.search(head) and _FI_FORM.search(tail)
        ):
            return [head, tail]
        where = _places(_items_of(head))
        if where and where == _places(_items_of(tail)):
            return [head, tail]
        if len(head.split()) <= 2 and _tells(head) and not forms_of(head) and forms_of(tail) & INSTITUTIONS:
            return [tail]
    return [text]


def holds_two(name: str) -> bool:
    """Return whether a name is those of two bodies, parted by a dash or a slash: of two forms, each told by its own.

    >>> holds_two("Porin kaupunki / Prizztech Oy"), holds_two("Folkhälsan rf - Kansanterveys ry")
    (True, False)
    """
    return any(_are_two(head, tail) for head, tail in _parted(name.translate(_DASHES)))


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each dash or slash."""
    for match in re.finditer(r"\s[-–—]\s|\s?/\s?", text):
        yield text[: match.start()].strip(), text[match.end() :].strip()


def _are_two(head: str, tail: str) -> bool:
    one, other = forms_of(head), forms_of(tail)
    return bool(
        one
        and other
        and not one & other
        and (one | other) & _OWN_BODIES
        and _is_told(head)
        and _is_told(tail)
    )


def _words(text: str) -> list[str]:
    folded = re.sub(r"(?<=\w)-\s+(?!ja\b|och\b|and\b|, )", "-", small_letters(text))
    folded = re.sub(r"(?<=\w)\s+-(?=\w)", "-", folded)
    folded = folded.replace("ev.lut.", "evlut ").replace("ev.lut", "evlut").replace("’", "'")
    return _WORD.findall(folded)


_OF_TWO_LANGUAGES = 3
"""Own words of a firm that is `Ab` and `Oy` at once: two of them are its Swedish name, two its Finnish one."""
_Item = tuple[str, str]
"""`place`, `term`, `of` (a term in the genitive) or `word`, and which."""


@lru_cache(maxsize=20_000)
def _items_of(text: str) -> tuple[_Item, ...]:
    return tuple(_items(_words(text)))


def _items(words: list[str]) -> list[_Item]:
    """Return the places, terms and words of a name, in their order."""
    items: list[_Item] = []
    between: list[str] = []
    at = 0
    while at < len(words):
        found = places_at(words, at)
        if found:
            items += _meant(between)
            between = []
            items += [("place", one) for one in found[0]]
            at += found[1]
        else:
            between += [part for part in words[at].split("-") if part]
            at += 1
    return items + _meant(between)


def _meant(words: list[str]) -> list[_Item]:
    if not words:
        return []
    return [
        (("of" if genitive else "term") if is_term else "word", word)
        for word, is_term, genitive in terms_of(words)
    ]


def _read(text: str) -> Iterator[Reading]:
    head, unit = body_and_unit(text)
    words, items = _words(head), _items_of(head)
    if not items:
        return
    initials = _initials(words)
    whole = _reading(items, unit, initials)
    yield whole
    if body := _body(items, whole.form):
        yield _reading(body, unit, "")
    if len(whole.own) == _OF_TWO_LANGUAGES and {"ab", "oy"} <= {*words}:
        for left_out in whole.own:
            yield _reading([item for item in items if item[1] != left_out], unit, "")


def _reading(items: Sequence[_Item], unit: str, initials: str) -> Reading:
    forms = [term for kind, term in items if kind == "term" and FORM[term]]
    forms = forms or [term for kind, term in items if kind == "of" and FORM[term]]
    term = min(forms, key=RANK.__getitem__, default="")
    own = _own(items)
    if own == ["union"] and term in ("", "joint") and _places(items):
        term, own = "council", []
    return Reading(
        FORM.get(term, ""), frozenset(FORM[one] for one in (*forms, term) if one), _places(items),
        tuple(sorted(set(own))),
        "".join(own), frozenset(word for word in own if any(map(str.isdigit, word))), unit, initials, not initials,
    )  # fmt: skip


def _places(items: Sequence[_Item]) -> frozenset[str]:
    return frozenset(value for kind, value in items if kind == "place")


def _own(items: Sequence[_Item]) -> list[str]:
    return [
        value
        for kind, value in items
        if kind != "place"
        and not (kind in ("term", "of") and ((FORM[value] and value not in KEPT) or value in WEAK))
        and value not in SMALL
    ]


def _body(items: Sequence[_Item], form: str) -> Sequence[_Item]:
    """Return the part of a name that names the body, where a unit or a remark stands before or after; else [].

    What has an association's or a foundation's form is no unit. After a company's form more may stand.
    """
    if form == "company":
        at = next((at for at, item in enumerate(items) if at and item == ("term", "company")), None)
        if at is None or at + 1 == len(items) or items[at + 1] == ("term", "company") or _places(items[:at]):
            return []
        return items[: at + 1] if tells((), _own(items[:at])) else []
    if form not in INSTITUTIONS and form != "":
        return []
    at = next((at for at in range(len(items)) if _is_institution(items, at, form)), None)
    if at is None:
        return []
    end = at + 1
    if at == 0 and items[at][0] == "term" and items[end : end + 1] and items[end][0] == "place":
        end += 1
    start = 0
    if end == len(items):
        start = max((n + 1 for n in range(at) if items[n] in _UNITS), default=0)
    body = items[start:end]
    return body if len(body) < len(items) and tells(_places(body), _own(body)) else []


def _is_institution(items: Sequence[_Item], at: int, form: str) -> bool:
    kind, value = items[at]
    if kind in ("term", "of"):
        return FORM[value] == form and form in INSTITUTIONS
    if kind != "word" or not value.endswith((*_OF_THE_STATE, *_WHEREVER)):
        return False
    before = items[at - 1][1] if at else ""
    return value.endswith(_WHEREVER) or not {("", value), (before, value)}.isdisjoint(_agencies())


@cache
def _agencies() -> frozenset[tuple[str, str]]:
    """Return the word by which each agency known is one in the country, and the word before it where it needs one."""
    named = (_words(name) for names in known_bodies() for name in names)
    return frozenset(
        (before or "" if word in (*_OF_THE_STATE, "tutkimuslaitos") else "", word)
        for words in named
        for before, word in zip([None, *words], words, strict=False)
        if word.endswith(_OF_THE_STATE)
    )


def body_and_unit(text: str) -> tuple[str, str]:
    """Return the body's name and the unit of it that stands after, or before a slash."""
    for match in _OFFICE.finditer(text):
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if not _tells(head) or not tail or (forms_of(tail) and not _is_told(tail)):
            continue
        if "," not in match.group() and _are_two(head, tail):
            continue
        if forms_of(tail) & _OWN_BODIES:
            return (tail, head) if not forms_of(head) or "," in match.group() else (head, tail)
        if _names_a_body(head) or _is_agency(head):
            return head, tail
        if forms_of(tail) & INSTITUTIONS:
            return tail, head
    return text.strip(), ""


def _tells(text: str) -> bool:
    """Return whether a text holds a word of its own."""
    return bool(_own(_items_of(text))) or bool(forms_of(text) & INSTITUTIONS)


def _is_told(text: str) -> bool:
    """Return whether a text tells one body from others."""
    items = _items_of(text)
    return tells(_places(items), _own(items))


def _is_agency(text: str) -> bool:
    items = _items_of(text)
    return any(_is_institution(items, at, "") for at in range(len(items)))
