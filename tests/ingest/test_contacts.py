"""What tells of a person is taken out of texts, however it is written; what only looks like it stays."""

from __future__ import annotations

import pytest

from ingest.contacts import without_contacts

GONE = {
    "Lisätietoja: Marjo Kettunen.": "Lisätietoja: .",
    "Projektipäällikkö Marjo Kettunen, 040 1234567": "Projektipäällikkö , ",
    "Kontakt: Lars Mikkelsen": "Kontakt: ",
    "Kontakt Mette Frederiksborg på 08-555 12 32": "Kontakt  på ",
    "ring Anna Karlsson 070-123 45 67 eller": "ring   eller",
    "Herr Dieter Schmidtbauer, 0421/361124": "Herr , ",
    "(09) 123 4567": "",
    "call 020 7946 0953 now": "call  now",
    "maija(at)example.fi": "",
    "maija.k [at] example [dot] fi": "",
    "hetu 010150-123X": "hetu ",
    "010150-123 1": "",
    "personnummer 19640823-3234": "personnummer ",
    "cpr 070761-4285": "cpr ",
}
KEPT = (
    "kunnat 091 092 106 205", "09-2016 - 05-2018", "01-02-2023", "01/02/2023 ja 01/2023", "556036-0793", "202100-4284",
    "0245437-2", "CPV 03000000-1 ja 2014-2020", "Project manager Training Programme", "Contact: European Commission",
    "Kontakt: Region Skåne", "08-10 vuotiaat 2014-2020", "010203-4567", "08-16 2010-2012", "Ring Oslo", "S20123",
)  # fmt: skip


@pytest.mark.parametrize("text", GONE)
def test_it_goes(text: str) -> None:
    assert without_contacts(text) == GONE[text]


@pytest.mark.parametrize("text", KEPT)
def test_it_stays(text: str) -> None:
    assert without_contacts(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Lead: Keijo Keksitty, 040 123 4567", "Keijo Keksitty, 040 123 4567, vastaa kyselyihin.",
        "Yhteyshenkilönä toimii Keijo Keksitty, p. 040 123 4567", "Vetäjä: Keijo Keksitty", "Yht.hlö Keijo Keksitty",
        "Ilmoittautumiset: a@example.fi / Keijo Keksitty", "Hanke g (Keijo Keksitty, 0401234567)",
        "Soita Keijo Keksitty +358 40 1234567",
    ],
)  # fmt: skip
def test_a_name_beside_an_address_or_after_a_label_goes_with_it(text: str) -> None:
    kept = without_contacts(text)
    assert "eksitty" not in kept
    assert "Keijo" not in kept
    assert not any(map(str.isdigit, kept))


def test_what_is_no_person_stays_beside_a_number() -> None:
    assert without_contacts("Kajaanin Kaupunki, 040 123 4567").startswith("Kajaanin Kaupunki")
    assert without_contacts("Water works @example.org") == "Water works "
