"""Contact data of people: which columns hold it, and how it is taken out of what is kept.

No name, telephone number or e-mail address from a column of contact persons is kept anywhere: not in the graph, not in
rejects, not in logs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.names import is_given, is_given_abroad
from ingest.persons import PersonKind, person_kind
from ingest.sectors import sector_of

_HEADER = re.compile(
    r"yhteyshenkil|vastuuhenkil|yhteystie|yhteydenotto|puhelin|(?<!\w)puh(?!\w)|(?<!\w)gsm|sähköposti|s-posti|"
    r"matkapuh|projektipäällik|hankepäällik|projektivastaav|hankevastaav|laatija|täyttäjä|vastaajan nimi|allekirjoitta|"
    r"kontakt(?!pedagog)|contact|e-?mail|e-?post(?!n)|telefon|mobil(?!ity|is|it)|(?<!\w)tel(?!\w)|(?<!\w)tlf|phone|(?<!\w)fax|faksi|"
    r"telefax|projektledare|ansvarig person|handläggare|project manager|projektleder|ansprechpartner|ansprechperson|"
    r"projektleit|responsible person|person responsible|person in charge|first name|last name|surname|etunimi|sukunimi|"
    r"förnamn|efternamn|fornavn|efternavn|vorname|nachname|principal investigator|persona de contacto|"
    r"(?<!\w)courriel|correo electr|téléphone|teléfono|(?<!\w)sposti|"
    r"osoite \(henkil|henkilötunnus|personnummer|syntymäaika|date of birth",
    re.IGNORECASE,
)
_NOT = re.compile(r"palvelu|service|network|verkost|country|maa(?!\w)|type|rooli|role", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+%'-]{0,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.UNICODE)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+|00)\d{1,3}[\s().-]{0,2}(?:\(0\)\s?)?\d(?:[\s().-]{0,2}\d){5,11}(?![\w])"
    r"|(?<![\w.,/-])0(?:4\d{1,2}|50\d?)[ \u00a0-]{0,2}\d(?:[ \u00a0-]?\d){5,7}(?!\w)"
    r"|(?<![\w.,/-])0(?:[2-9]|1\d)[ \u00a0]\d{3}(?:[ \u00a0]?\d){2,5}(?!\w)"
    r"|(?<![\w.,/-])\(0\d{1,4}\)[ \u00a0]{0,2}\d(?:[ \u00a0-]?\d){4,8}(?!\w)"
    r"|(?<![\w.,/-])0[1-9]\d{0,3}(?:[-/]|[ \u00a0][-/][ \u00a0])(?!\d{1,2}[-/.]|(?:\d\d[ \u00a0])?(?:19|20)\d\d(?!\d))"
    r"\d{2}(?:[ \u00a0-]?\d){3,7}(?!\w)"
    r"|(?<![\w.,/-])0(?:\d{2,3}[ \u00a0]\d{3,4}[ \u00a0]\d{4}|\d{4}[ \u00a0]\d{6})(?!\w)"
    r"|(?<!\w)(?:puh|tel|tlf|gsm|phone|mobile?|fax|puhelin|telefon)\b[\s.:]{0,3}\+?\d(?:[\s().-]{0,2}\d){5,12}",
    re.IGNORECASE,
)
_HIDDEN_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[\[({] ?(?:at|ät|ätt|ät-merkki|miuku|snabel-?a) ?[\])}] ?[\w-]{1,63}"
    r"(?: ?(?:\.|[\[({] ?(?:dot|piste|punkt|prikk) ?[\])}]) ?[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
_PERSONAL_CODE = re.compile(
    r"(?<![\w.,/-])(?:19|20)?(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(?:[-+ABCDEFYXWVU]\d{3} ?[0-9A-FHJ-NPR-Y]?|[-+]\d{4})(?!\w)"
)
"""A Finnish, Swedish or Danish personal identity code: a day, a sign, and what tells persons of one day apart."""
_LABEL = re.compile(
    r"(?<!\w)(?:lisätieto(?:ja|a)|lisätiedot|tiedustelut|yhteyshenkilöt?|yhteyshenkilönä(?: toimii| on)?|"
    r"yhteyshlö|yht\.? ?hlö|ota yhteyttä|ilmoittautumi(?:set|nen)|(?:hankkeen )?vetäjä|lead(?:er)?|"
    r"(?:projekti|hanke)(?:päällikkö|koordinaattori|vastaava)|contact(?: person)?|project manager|"
    r"kontakt(?:person(?:er)?|aperson)?|ansprech(?:partner(?:in)?|person)|projekt(?:ledare|leder|leiter(?:in)?)|"
    r"verksamhetsledare|ring|herr|frau|mr|mrs|ms)"
    r"(?: (?:antaa|ger|on|is|till?|med|to))?[\s:.,–-]{1,4}(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_][\w'’-]{0,40}(?: [^\W\d_][\w'’-]{0,40}){1,3}")
_ONLY_PHONE = re.compile(r"(?:\+|00|0)[\d\s().-]{6,18}")
_NO_PHONE = re.compile(r"\d{4}-\d\d-\d\d|\d{6,7}-\d$")
"""A day, or a Finnish business id, which may begin with 0 too."""
_PIECES = re.compile(r"[,;/|\n\t()<>:]|\s-\s|\s–\s|(?<!\w)(?:ja|och|and|und|og)(?!\w)")


@lru_cache(maxsize=4_096)
def is_contact_header(header: str) -> bool:
    """Return whether a column of this name holds contact data of people.

    >>> [is_contact_header(one) for one in ("Kontaktperson / Contacts", "Puhelin", "Hankkeen nimi", "Yhteysverkosto")]
    [True, True, False, False]
    """
    return _HEADER.search(header) is not None and _NOT.search(header) is None


def contact_columns(
    header: Sequence[str], sample: Sequence[Sequence[str]], known: Iterable[int] = ()
) -> frozenset[int]:
    """Return the columns that hold contact data: by their name, or because most of their cells do.

    `known` are columns of beneficiaries, where a personal name is a natural person's and is dealt with as such.
    """
    bodies = set(known)
    found = {at for at, name in enumerate(header) if is_contact_header(name)}
    for at in range(len(header)):
        cells = [row[at].strip() for row in sample if at < len(row) and row[at].strip()]
        if at in found or len(cells) < 3:
            continue
        addresses = sum(_MAIL.fullmatch(cell) is not None or _is_phone(cell) for cell in cells)
        names = (
            0
            if at in bodies
            else sum(person_kind(cell) is PersonKind.PERSONAL_NAME for cell in cells if len(cell) < 60)
        )
        if max(addresses, names) > len(cells) * 0.6:
            found.add(at)
    return frozenset(found)


def _is_phone(cell: str) -> bool:
    digits = sum(map(str.isdigit, cell))
    spaced = any(sign in cell for sign in " +()-")
    return (
        _ONLY_PHONE.fullmatch(cell) is not None and 7 <= digits <= 15 and spaced and not _NO_PHONE.match(cell)
    )


def without_contacts(text: str) -> str:
    """Return a text without e-mail addresses, telephone numbers, personal identity codes and people to turn to.

    >>> without_contacts("Lisätietoja: a.b@example.org, puh. 040 123 4567, hanke S12345")
    'Lisätietoja: , , hanke S12345'
    >>> without_contacts("Soita 040 765 4321 tai (09) 310 1691; 044 energia, 01-02-2023, 0245437-2")
    'Soita  tai ; 044 energia, 01-02-2023, 0245437-2'
    >>> without_contacts("Yhteyshenkilö: Maija Virtanen, maija (at) example.fi, 010150-123X. Kontakt: Region Skåne")
    'Yhteyshenkilö: , , . Kontakt: Region Skåne'
    """
    if _GONE in text:
        text = text.replace(_GONE, "")
    if "@" in text:
        text = _MAIL.sub(_GONE, text)
    if _AROUND_AT.search(text):
        text = _HIDDEN_MAIL.sub(_GONE, text)
    if "-" in text or "+" in text or _CENTURY.search(text):
        text = _PERSONAL_CODE.sub(lambda found: _code_kept(found[0], text), text)
    if "+" in text or _MAY_BE_PHONE.search(text):
        text = _PHONE.sub(_GONE, text)
    if _GONE in text:
        text = _AFTER.sub(_without_name, _BEFORE.sub(_without_name, text)).replace(_GONE, "")
    return _without_labelled(text)


_GONE = "\ue000"
"""Stands where an address or a number stood, until the name beside it is gone too."""
_PERSON = r"(?P<name>[^\W\d_a-zåäö][\w'’-]{1,40}(?: [^\W\d_a-zåäö][\w'’-]{1,40}){1,2})"
_BEFORE = re.compile(
    rf"(?<![\w-]){_PERSON}(?=[\s,;:/(\[–-]{{0,4}}(?:(?:p|puh|gsm|tel|s-posti|sähköposti|e-?mail|mob)[\s.:,]{{0,3}})?{_GONE})",
)
_AFTER = re.compile(rf"(?<={_GONE})[\s,;:/)\]–-]{{0,4}}{_PERSON}(?![\w-])")


def _without_name(found: re.Match[str]) -> str:
    """Return what stands beside an address without the person's name in it: of three words the last two may be it."""
    said, words = found[0], found["name"].split(" ")
    for first in range(len(words) - 1):
        name = " ".join(words[first:])
        if _names_at(name) == len(name):
            return said.removesuffix(name)
    return said


def _code_kept(code: str, cell: str) -> str:
    """Return a code that fills its cell and may be a project's (six digits and four) as it is, any other as ""."""
    from stdnum.fi import hetu

    alone = code == cell.strip() and code[-4:].isdigit()
    return code if alone and not hetu.is_valid(code) else ""


def _without_labelled(text: str) -> str:
    """Return a text without the names that stand after what announces a person."""
    if len(text) < 8 or " " not in text:
        return text
    kept, done = [], 0
    for label in _LABEL.finditer(text):
        name = _CAPITALISED.match(text, label.end())
        if name is None or name.start() < done:
            continue
        words = _names_at(name[0])
        if words:
            kept += [text[done : name.start()]]
            done = name.start() + words
    return "".join([*kept, text[done:]]) if kept else text


@lru_cache(maxsize=4_096)
def _names_at(text: str) -> int:
    """Return how many letters of a text's beginning are a person's name, 0 for none.

    After what announces a person a given name is enough, whatever follows it: unlike `person_kind`, which must not take
    a firm for a person.
    """
    words = text.split(" ")
    capital = 0
    while capital < len(words) and words[capital][:1].isupper():
        capital += 1
    for count in range(capital, 1, -1):
        said = " ".join(words[:count])
        if sector_of(said) is None and (
            is_given(words[0].casefold()) or is_given_abroad(words[0].casefold())
        ):
            return len(said)
    return 0


_AROUND_AT = re.compile(r"[\[({] ?(?:at|ät|miuku|snabel)", re.IGNORECASE)
_CENTURY = re.compile(r"\d[ABCDEFYXWVU]\d{3}")
_MAY_BE_PHONE = re.compile(r"00|(?<![\d.,])0[1-9]|puh|tel|tlf|gsm|phone|mobil|fax", re.IGNORECASE)


def people_in(cell: str) -> list[str]:
    """Return the names of people that a contact cell holds, to be taken out of the row's other cells."""
    text = without_contacts(cell)
    pieces = [" ".join(re.sub(r"[\d+@.]+", " ", piece).split()) for piece in _PIECES.split(text)]
    return [piece for piece in dict.fromkeys(pieces) if 2 <= len(piece.split()) <= 4 and piece[:1].isupper()]
