"""A finding in plain words, in the three languages: the sentences that a coordinator reads.

Command line and pages take them from here, so that a finding is told the same wherever it appears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.records.findings import Overlap, OverlapKind, Reason, Recipients

LANGUAGES = ("en", "fi", "sv")

_KIND = {
    OverlapKind.DUPLICATE: {
        "en": "These two do the same, in one place and at one time: stop one, or merge them.",
        "fi": "Nämä kaksi tekevät samaa, samassa paikassa ja samaan aikaan: lopeta toinen tai yhdistä ne.",
        "sv": "De här två gör samma sak, på samma plats och samtidigt: avsluta den ena eller slå ihop dem.",
    },
    OverlapKind.PARALLEL: {
        "en": "These two do the same in other places or at other times: connect them and share what works.",
        "fi": "Nämä kaksi tekevät samaa eri paikoissa tai eri aikaan: yhdistä tekijät ja jaa hyvät käytännöt.",
        "sv": "De här två gör samma sak på olika platser eller tider: för dem samman och dela god praxis.",
    },
    OverlapKind.COMPLEMENTARY: {
        "en": "These two do different things for the same people or in the same place: coordinate them.",
        "fi": "Nämä kaksi tekevät eri asioita samoille ihmisille tai samassa paikassa: sovita ne yhteen.",
        "sv": "De här två gör olika saker för samma människor eller på samma plats: samordna dem.",
    },
    OverlapKind.CONTINUATION: {
        "en": "The later one goes on with what the earlier one did: carry the results over.",
        "fi": "Jälkimmäinen jatkaa siitä, mihin edellinen jäi: vie tulokset eteenpäin.",
        "sv": "Det senare fortsätter där det tidigare slutade: för resultaten vidare.",
    },
    OverlapKind.FAMILY: {
        "en": "These {n} belong together: one text or one group-project code, told once.",
        "fi": "Nämä {n} kuuluvat yhteen: sama teksti tai sama ryhmähanketunnus, kerrottu kerran.",
        "sv": "De här {n} hör ihop: samma text eller samma gruppkod, nämnda en gång.",
    },
}
_REASON = {
    "content": {
        "en": "Both speak of {what}.", "fi": "Molemmat puhuvat samasta: {what}.", "sv": "Båda talar om {what}.",
    },
    "place": {
        "en": "Both work in {what}.", "fi": "Molemmat toimivat alueella {what}.", "sv": "Båda arbetar i {what}.",
    },
    "time": {
        "en": "They run at one time ({what}).", "fi": "Ne ovat käynnissä samaan aikaan ({what}).",
        "sv": "De pågår samtidigt ({what}).",
    },
    "bodies": {
        "en": "{what} takes part in both.", "fi": "{what} on mukana molemmissa.", "sv": "{what} är med i båda.",
    },
    "target_groups": {
        "en": "Both serve {what}.", "fi": "Molempien kohderyhmä: {what}.", "sv": "Bådas målgrupp: {what}.",
    },
}  # fmt: skip
_KNOWS = {
    True: {
        "en": "They seem not to know of each other: nothing on record joins them within four steps.",
        "fi": "Ne eivät näytä tietävän toisistaan: mikään tiedossa oleva ei yhdistä niitä neljän askeleen sisällä.",
        "sv": "De tycks inte känna till varandra: inget känt förenar dem inom fyra steg.",
    },
    False: {
        "en": "They may know of each other: {n} steps apart.",
        "fi": "Ne saattavat tietää toisistaan: etäisyys {n} askelta.",
        "sv": "De kan känna till varandra: {n} steg ifrån varandra.",
    },
    None: {
        "en": "Whether they know of each other cannot be told from these sources.",
        "fi": "Näistä lähteistä ei voi päätellä, tietävätkö ne toisistaan.",
        "sv": "Av de här källorna framgår inte om de känner till varandra.",
    },
}
_SHARED = {
    "en": "The body they share knows both; who else does cannot be told from these sources.",
    "fi": "Yhteinen toimija tuntee molemmat; muista ei näiden lähteiden perusteella voi päätellä.",
    "sv": "Den gemensamma aktören känner båda; om andra framgår inget av de här källorna.",
}
_LARGE = {
    "en": "The body they share is so large that this alone does not mean they know of each other.",
    "fi": "Yhteinen toimija on niin suuri, että siitä ei vielä voi päätellä niiden tietävän toisistaan.",
    "sv": "Den gemensamma aktören är så stor att det i sig inte betyder att de känner till varandra.",
}
_INTRODUCERS = {
    "en": "The shortest way between them goes through {what}.",
    "fi": "Lyhin tie niiden välillä kulkee näiden kautta: {what}.",
    "sv": "Den kortaste vägen mellan dem går genom {what}.",
}
_TELL_ALL = {
    "en": "Tell all the bodies concerned.",
    "fi": "Kerro kaikille toteuttajille.",
    "sv": "Berätta för alla genomförare.",
}
_TELL = {
    Recipients.BOTH_BODIES: {
        "en": "Tell both bodies.", "fi": "Kerro molemmille toteuttajille.", "sv": "Berätta för båda genomförarna.",
    },
    Recipients.FUNDER: {
        "en": "Tell the funder: one body, the same work, place and time.",
        "fi": "Kerro rahoittajalle: sama toteuttaja, työ, paikka ja aika.",
        "sv": "Berätta för finansiären: samma genomförare, arbete, plats och tid.",
    },
    Recipients.NOBODY_NEW: {
        "en": "Nobody new needs to hear: one body leads both.",
        "fi": "Uutta kerrottavaa ei ole: sama toteuttaja vetää molempia.",
        "sv": "Inget nytt att berätta: samma genomförare leder båda.",
    },
}  # fmt: skip
_MOST = 6


@dataclass(frozen=True)
class Words:
    """Tells findings in one language; `names` maps ids to what to call them."""

    names: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def name(self, id_: str) -> str:
        """Return what to call an id."""
        return self.names.get(id_, id_)

    def sentences(self, overlap: Overlap) -> list[str]:
        """Return the whole finding: what, why, whether they know, who should hear."""
        why = [self.reason(reason) for reason in overlap.reasons]
        return [self.what(overlap), *(text for text in why if text), *self.knows(overlap), self.tell(overlap)]

    def what(self, overlap: Overlap) -> str:
        """Return what the projects are to each other, and what to do."""
        return _KIND[overlap.kind][self.language].format(n=len(overlap.projects))

    def reason(self, reason: Reason) -> str:
        """Return one reason as a sentence; "" where it has no evidence to show."""
        shown = [self.name(item) for item in reason.evidence[:_MOST]]
        if not shown or reason.kind not in _REASON:
            return ""
        return _REASON[reason.kind][self.language].format(what=", ".join(shown))

    def knows(self, overlap: Overlap) -> list[str]:
        """Return whether the projects know of each other, and who stands between them."""
        shared = any(reason.kind == "bodies" for reason in overlap.reasons)
        if overlap.blind is None and shared:
            said = [(_LARGE if overlap.distance is None else _SHARED)[self.language]]
        else:
            said = [_KNOWS[overlap.blind][self.language].format(n=overlap.distance)]
        if overlap.introducers:
            who = ", ".join(self.name(id_) for id_ in overlap.introducers)
            said.append(_INTRODUCERS[self.language].format(what=who))
        return said

    def tell(self, overlap: Overlap) -> str:
        """Return who should hear of it."""
        if overlap.members and overlap.recipients is Recipients.BOTH_BODIES:
            return _TELL_ALL[self.language]
        return _TELL[overlap.recipients][self.language]
