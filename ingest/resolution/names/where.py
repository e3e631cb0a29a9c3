"""Which places a body's name holds, whatever the language and the case: Helsingin, Helsingfors, City of Helsinki."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ingest.places import known_areas
from ingest.resolution.names.letters import small_letters
from ingest.resolution.names.words import longest_by_first

_BEYOND = """
suomi|finland|finska|finnish|finlands; lounais-suomi|sydvästra finland|southwestern finland;
kaakkois-suomi|sydöstra finland|southeastern finland|southeast finland; länsi-suomi|västra finland|western
finland; järvi-suomi; sisä-suomi|inre finland|inner finland; savo|savolax; häme|tavastland;
karjala|karelen|karelia; lounais-häme; ylä-savo; itä-savo; pohjois- ja itä-lappi|norra och östra lappland;
pohjoismaat|nordic; vaasanseutu; pohjanmaa|österbotten|ostrobothnia; eurooppa|european|europe;
sweden|sverige|swedish|svenska; norway|norge|norwegian|norsk; denmark|danish|danmark;
germany|german|deutschland; belgium|belgian; kuwait; luxembourg; usa|united states|us|american; mali; uk|united
kingdom|british; france|french; italy|italian|italia; japan|japanese; canada|canadian; spain|spanish;
switzerland|swiss; austria|austrian; netherlands|dutch; ireland|irish; australia|australian; somalia|somali;
kenya; ethiopia; sudan; uganda; turkey|turkish; qatar; saudi arabia|saudi; china|chinese; russia|russian; åbo
akademi; puntland; somaliland; mogadishu; baidoa|baidoba; african|africa
"""
"""Places that the table of areas lacks: names of each parted by |, places by ;."""
_GENITIVES = """
uusimaa:uudenmaan nki:ngin nka:ngan nko:ngon nkki:nkin joki:joen niemi:niemen järvi:järven lahti:lahden hti:hden
vesi:veden salmi:salmen saari:saaren mäki:mäen suomi:suomen koski:kosken nmaa:nmaan turku:turun kunta:kunnan
nta:nnan lappi:lapin ranta:rannan linna:linnan häme:hämeen nto:nnon mpi:mmin kki:kin kko:kon kka:kan ppi:pin
tti:tin tta:tan nen:sen nen:sten ti:din lto:llon lta:llan uki:uen is:iin us:uden s:ksen as:aan es:een ri:ren
i:en e:een inkää:inkään ko:on aka:aan ki:en pohja:pohjan ave:apeen mpere:mpereen vi:ven lpi:lven rvi:rven ta:dan
tä:dän to:don
"""
"""How names of places end, and how they do in the genitive."""


def _forms(name: str) -> Iterable[str]:
    """Yield how a place's name stands in the name of a body: as it is, and in the genitive."""
    yield name
    yield name + "n"
    yield name + "s"
    yield name + "ks"
    for ending, genitive in _endings():
        if name.endswith(ending):
            yield name[: -len(ending)] + genitive


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = (pair.split(":") for pair in _GENITIVES.split())
    return tuple((ending, genitive) for ending, genitive in pairs)


@cache
def _by_form() -> dict[tuple[str, ...], str]:
    """Return places by the words of each form of their names; the first that bears a form keeps it."""
    found: dict[tuple[str, ...], str] = {}
    for group in " ".join(_BEYOND.split()).split("; "):
        names = group.split("|")
        for name in names:
            for form in _forms(name):
                found.setdefault(tuple(form.split()), names[0])
    for id_, names_ in known_areas():
        for name in names_:
            plain = small_letters(name)
            for form in _forms(plain):
                found.setdefault(tuple(form.split()), id_)
    return found


@cache
def _longest() -> dict[str, int]:
    return longest_by_first(_by_form())


_JOINED = re.compile(r"^(.{3,}n)(?:seudun|seutu|alueen)$")
_DIRECTION_WORDS = """
south etelä södra southern; north pohjois norra northern; east itä östra eastern; west länsi västra western;
central keski mellersta; southwest lounais sydvästra southwestern; southeast kaakkois sydöstra southeastern;
northeast koillis nordöstra northeastern; northwest luoteis nordvästra; upper ylä övre; lower ala nedre
"""
_DIRECTIONS = {word: group.split()[0] for group in _DIRECTION_WORDS.split(";") for word in group.split()}


def places_at(words: list[str], at: int) -> tuple[tuple[str, ...], int] | None:
    """Return the places whose names stand at a word, and over how many words; None where none does."""
    table = _by_form()
    for size in range(min(_longest().get(words[at], 0), len(words) - at), 0, -1):
        found = table.get(tuple(words[at : at + size]))
        if found:
            return (found,), size
    joined = _JOINED.match(words[at])
    if joined and (found := table.get((joined[1],))):
        return (found,), 1
    if (
        (part := _DIRECTIONS.get(words[at]))
        and at + 1 < len(words)
        and (found := table.get((words[at + 1],)))
    ):
        return (f"{part} of {found}",), 2
    return _hyphened(words[at], table)


def _hyphened(word: str, table: dict[tuple[str, ...], str]) -> tuple[tuple[str, ...], int] | None:
    parts = word.split("-")
    if len(parts) < 2:
        return None
    if (part := _DIRECTIONS.get(parts[0])) and (found := table.get((parts[1],))) and len(parts) == 2:
        return (f"{part} of {found}",), 1
    all_ = [table.get((one,)) for one in parts]
    return (tuple(one for one in all_ if one), 1) if all(all_) else None
