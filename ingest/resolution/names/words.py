"""Words that tell what a body is, in Finnish, Swedish and English: one term for each meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Term:
    """What some words mean. `phrases` are whole words (parted by `|`, `_` for any gap), `endings` ends of compounds.

    `form` is the class of body that it makes; "" where it only says what the body does.
    """

    term: str
    phrases: str
    endings: str = ""
    form: str = ""


# Read from the top: what stands higher decides what a body is, as a student union of a university is no university.
TERMS: tuple[Term, ...] = (
    Term(
        "studentunion",
        "ylioppilaskunta|opiskelijakunta|studentkår|studentkåren|studentkåren_vid|student union|student union of the|"
        "student union of",
        "ylioppilaskunta opiskelijakunta studentkår",
        "student union",
    ),
    Term(
        "parishes",
        "seurakuntayhtymä|kyrklig samfällighet|kyrkliga samfälligheten i|kyrkliga samfällighet|parish union",
        "seurakuntayhtymä",
        "congregation",
    ),
    Term("parish", "seurakunta|församling|församlingen|parish", "seurakunta församling", "congregation"),
    Term(
        "uas",
        "ammattikorkeakoulu|amk|yrkeshögskola|yrkeshögskolan|university of applied sciences|uas|"
        "universities of applied sciences|polytechnic",
        "ammattikorkeakoulu yrkeshögskola yrkeshögskolan ammattikorkeakouluosakeyhtiö",
        "university of applied sciences",
    ),
    Term(
        "hospital district",
        "sairaanhoitopiiri|sairaanhoitopiirin kuntayhtymä|sairaanhoitopiirin ky|sjukvårdsdistrikt|"
        "sjukvårdsdistriktet|samkommunen för sjukvårdsdistrikt|hospital district",
        "sairaanhoitopiiri",
        "hospital district",
    ),
    Term(
        "joint",
        "kuntayhtymä|kuntayhtymän|ky|skn|samkommun|samkommunen|joint municipal authority|joint authority|"
        "municipal federation|"
        "maakuntayhtymä",
        "kuntayhtymä samkommun koulutusyhtymä",
        "joint authority",
    ),
    Term(
        "county",
        "hyvinvointialue|välfärdsområde|välfärdsområdet|wellbeing services county|wellbeing services county of|"
        "the wellbeing services county of",
        "",
        "wellbeing county",
    ),
    Term(
        "ely",
        "elinkeino-? liikenne-? ja ympäristökes\\w*|ely keskus|ely|ntm centralen|närings-? trafik-? och miljöcentralen|"
        "ely centre|centre for economic development transport and the environment|"
        "centre for economic development transport and the environment of",
        "",
        "ely centre",
    ),
    Term(
        "evk",
        "elinvoimakeskus|livskraftscentral|livskraftscentralen|economic development centre",
        "",
        "economic development centre",
    ),
    Term(
        "te office",
        "te toimisto|työ-? ja elinkeinotoimisto|te byrån|arbets-? och näringsbyrån|te office|"
        "employment and economic development office|työvoimatoimisto",
        "",
        "te office",
    ),
    Term(
        "te centre",
        "te keskus|työvoima-? ja elinkeinokeskus|te centralen|arbetskrafts-? och näringscentralen",
        "",
        "te centre",
    ),
    Term(
        "environment centre",
        "ympäristökeskus|miljöcentral|miljöcentralen|environment centre",
        "",
        "environment centre",
    ),
    Term(
        "avi",
        "aluehallintovirasto|regionförvaltningsverket|avi|regional state administrative agency",
        "",
        "avi",
    ),
    Term(
        "employment area",
        "työllisyysalue|työllisyysalueen|sysselsättningsområde|sysselsättningsområdet|employment area|"
        "employment services",
        "työllisyysalue",
        "employment area",
    ),
    Term(
        "council",
        "maakuntaliitto|maakunnan liitto|landskapsförbund|regional council|regional council of|"
        "the regional council of|satakuntaliitto",
        "maakuntaliitto landskapsförbund",
        "regional council",
    ),
    Term(
        "ministry",
        "ministeriö|ministeriet|ministry|ministry of|ministry of the|ministry for|min of",
        "ministeriö ministeriet ministerium",
        "ministry",
    ),
    Term("sr", "sr|rs|stichting", "", "foundation"),
    Term(
        "foundation",
        "säätiö|säätiön|stiftelse|stiftelsen|foundation|stiftelsen för",
        "säätiö stiftelse stiftelsen",
        "foundation",
    ),
    Term(
        "cooperative",
        "osuuskunta|osk|andelslag|andelslaget|cooperative",
        "osuuskunta andelslag",
        "cooperative",
    ),
    Term(
        "company",
        "oy|oyj|ab|abp|ltd|limited|inc|llc|gmbh|plc|osakeyhtiö|aktiebolag|oü|as|aps|bv|srl|spa",
        "",
        "company",
    ),
    Term("firm", "yhtiö|bolag", "yhtiö", "company"),
    Term("partnership", "kommandiittiyhtiö|avoin yhtiö|ay|kommanditbolag|öppet bolag", "", "partnership"),
    Term(
        "registered",
        "ry|rf|rekisteröity yhdistys|registrerad förening|registered association|reg assoc",
        "",
        "association",
    ),
    Term(
        "university",
        "yliopisto|universitet|universitetet|university|university of|univ|univ of|universite|korkeakoulu|akademi",
        "yliopisto",
        "university",
    ),
    Term(
        "union",
        "liitto|förbund|förbundet|federation|fed|keskusliitto|union|league",
        "keskusliitto liitto förbund",
    ),
    Term(
        "society",
        "yhdistys|förening|föreningen|association|assoc|assn|seura|sällskap|sällskapet|society|soc",
        "yhdistys förening föreningen seura",
    ),
    Term(
        "institute",
        "instituutti|institut|institutet|institute|inst|forskningsinstitut|research institute",
        "instituutti",
    ),
    Term(
        "college", "ammattiopisto|yrkesinstitut|vocational college|yrkesskola|koulutuskeskus", "ammattiopisto"
    ),
    Term("department", "liikelaitos|affärsverk", "liikelaitos"),
    Term(
        "municipality",
        "kaupunki|kunta|stad|staden|stads|kommun|city|city of|the city of|municipality of|municipality|town of|town|"
        "kaupungin|kunnan|kaupunginhallitus|kunnanhallitus",
        "kaupunki",
        "municipality",
    ),
    Term("organization", "organization|organisation|organisations|organizations|järjestö|org", "järjestö"),
    Term("development", "development|kehitys|kehittämis|utveckling|developement"),
    Term("government", "government of|government|govt of|govt|gov't|valtio"),
    Term("centre", "keskus|centre|center|ctr|centralen|central"),
    Term("part of a state", "department|dept|departement|department of|dept of"),
    Term("united nations", "united nations|un"),
    Term("international", "international|int'l|intl|internationale"),
    Term("national", "national|nat'l|natl|nationale"),
    Term("secretariat", "secretariat|sihteeristö|sekretariat|sekretariatet"),
    Term("and", "and|ja|och|&|und"),
)
SMALL = frozenset(
    [
        "committee",
        "of",
        "the",
        "for",
        "in",
        "at",
        "to",
        "a",
        "an",
        "by",
        "i",
        "on",
        "with",
        "och",
        "för",
        "av",
        "vid",
        "på",
        "de",
        "la",
        "du",
        "des",
        "and",
        "ja",
        "&",
        "und",
        "seudun",
        "seutu",
        "alueen",
        "alue",
        "region",
        "seudulla",
        "finland's",
        "mbh",
    ]
)
"""Words that tell no body from another."""
KEPT = frozenset({"foundation"})
"""Forms that are a word of the name too: a foundation is not what it is named after."""
WEAK = frozenset({"and", "organization", "department", "secretariat"})
"""Terms that may be missing from a name of the same body."""
GENERIC = SMALL | frozenset(
    [
        "foundation",
        "kiinteistö",
        "asunto",
        "koulutus",
        "development",
        "centre",
        "institute",
        "college",
        "union",
        "society",
        "organization",
        "koulutuskonserni",
        "ammatillisen",
        "koulutuksen",
        "palvelut",
        "services",
        "service",
        "relief",
        "aid",
        "international",
        "support",
        "project",
        "group",
        "fund",
        "national",
        "education",
        "training",
    ]
)
"""Words that many bodies share: alone they name nobody."""


@dataclass(frozen=True, slots=True)
class _Table:
    phrases: dict[tuple[str, ...], Term]
    longest: dict[str, int]
    """Words of the longest phrase that begins with a word."""
    pattern: re.Pattern[str]
    of_pattern: dict[str, str]
    endings: tuple[tuple[str, Term], ...]
    tails: tuple[str, ...]
    """The endings, and their genitives."""


@cache
def _table() -> _Table:
    phrases: dict[tuple[str, ...], Term] = {}
    patterns: list[str] = []
    of_pattern: dict[str, str] = {}
    endings: list[tuple[str, Term]] = []
    for term in TERMS:
        for phrase in term.phrases.split("|"):
            if "\\" in phrase or "?" in phrase:
                of_pattern[f"p{len(patterns)}"] = term.term.replace(" ", "_")
                patterns.append(f"(?P<p{len(patterns)}>{phrase})")
            else:
                phrases.setdefault(tuple(phrase.replace("_", " ").split()), term)
        endings += [(ending, term) for ending in term.endings.split()]
    return _Table(
        phrases,
        longest_by_first(phrases),
        re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"),
        of_pattern,
        tuple(sorted(endings, key=lambda e: -len(e[0]))),
        tuple(ending + genitive for ending, _ in endings for genitive in ("", "n")),
    )


def longest_by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Return of how many words the longest phrase is that begins with a word."""
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


RANK = {term.term: place for place, term in enumerate(TERMS)}
FORM = {term.term: term.form for term in TERMS}


def terms_of(words: list[str]) -> list[tuple[str, bool, bool]]:
    """Return words with what they mean in place of them: (word or term, whether a term, whether in the genitive)."""
    table = _table()
    text = " ".join(words)
    text = table.pattern.sub(lambda found: "\0" + table.of_pattern[str(found.lastgroup)], text)
    words = text.split()
    found: list[tuple[str, bool, bool]] = []
    at = 0
    while at < len(words):
        if words[at].startswith("\0"):
            found.append((words[at][1:].replace("_", " "), True, False))
            at += 1
            continue
        for size in range(min(table.longest.get(words[at], 0), len(words) - at), 0, -1):
            term = table.phrases.get(tuple(words[at : at + size]))
            if term is not None:
                found.append((term.term, True, False))
                at += size
                break
        else:
            found += _part(words[at])
            at += 1
    return found


@lru_cache(maxsize=100_000)
def _part(word: str) -> tuple[tuple[str, bool, bool], ...]:
    """Return the parts of a word that is no phrase: in the genitive (`yliopiston`), a compound, or itself."""
    table = _table()
    if word.endswith("n") and (term := table.phrases.get((word[:-1],))):
        return ((term.term, True, True),)
    if match := _OF_TOWN.match(word):
        return ("municipality", True, True), (match[1], False, False)
    if not word.endswith(table.tails):
        return ((word, False, False),)
    for ending, term in table.endings:
        for tail, genitive in ((ending, False), (ending + "n", True)):
            if word.endswith(tail) and len(word) > len(tail) + 2:
                return (word[: -len(tail)].rstrip("-"), False, False), (term.term, True, genitive)
    return ((word, False, False),)


_OF_TOWN = re.compile(r"^(?:kaupungin|kunnan)(\w{4,})$")
