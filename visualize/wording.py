"""A finding in plain words, in the three languages: the sentences that a coordinator reads.

Command line and pages take them from here, so that a finding is told the same wherever it appears.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.records.findings import NearProject, Overlap, OverlapKind, Reason, Recipients

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
_DUPLICATE_SOMEWHERE = {
    "en": "These two do the same at one time, led by one body; where is not on record: see whether they are one.",
    "fi": "Nämä kaksi tekevät samaa samaan aikaan, sama vetäjä; paikka ei ole tiedossa: katso, ovatko ne yksi.",
    "sv": "De här två gör samma sak samtidigt, ledda av samma aktör; platsen är okänd: se om de är ett och samma.",
}
_NEAR: Mapping[OverlapKind | None, Mapping[str, str]] = {
    OverlapKind.DUPLICATE: {
        "en": "It does what you plan in one place, as far as is known at one time: join it, or plan what it lacks.",
        "fi": "Se tekee samaa samassa paikassa, tietojen mukaan samaan aikaan: liity mukaan tai tee se, mikä puuttuu.",
        "sv": "Det gör vad du planerar på samma plats, såvitt känt samtidigt: gå med, eller planera det som saknas.",
    },
    OverlapKind.PARALLEL: {
        "en": "It does what you plan, as far as is known elsewhere or at another time: ask what worked.",
        "fi": "Se tekee samaa kuin aiot, tietojen mukaan muualla tai muulloin: kysy, mikä toimi.",
        "sv": "Det gör vad du planerar, såvitt känt på annan plats eller vid annan tid: fråga vad som fungerade.",
    },
    OverlapKind.COMPLEMENTARY: {
        "en": "It does another thing for the same people, place or body: agree who does what.",
        "fi": "Se tekee muuta samoille ihmisille, samassa paikassa tai saman toimijan voimin: sovi työnjaosta.",
        "sv": "Det gör något annat för samma människor, på samma plats eller av samma aktör: kom överens om arbetet.",
    },
    OverlapKind.CONTINUATION: {
        "en": "One of the two goes on with what the other does, with a body in both: carry the results over.",
        "fi": "Toinen jatkaa toisen työtä, ja niillä on yhteinen toimija: vie tulokset eteenpäin.",
        "sv": "Det ena fortsätter vad det andra gör, med en gemensam aktör: för resultaten vidare.",
    },
    None: {
        "en": "It only comes near: see whether it is of use to you.",
        "fi": "Se on vain lähellä: katso, onko siitä sinulle hyötyä.",
        "sv": "Det ligger bara nära: se om du har nytta av det.",
    },
}
"""What a project would be to a draft, and what to do."""
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
        "en": "In both: {what}.", "fi": "Mukana molemmissa: {what}.", "sv": "Med i båda: {what}.",
    },
    "target_groups": {
        "en": "Both serve {what}.", "fi": "Molempien kohderyhmä: {what}.", "sv": "Bådas målgrupp: {what}.",
    },
    "programme": {
        "en": "Both are funded under {what}.", "fi": "Molempien rahoitus: {what}.",
        "sv": "Båda finansieras ur {what}.",
    },
}  # fmt: skip
_LESS = {
    "bodies": {
        "en": "Both are a firm's own project: the likeness counts less.",
        "fi": "Molemmat ovat yrityksen oma hanke: samankaltaisuus painaa vähemmän.",
        "sv": "Båda är ett företags eget projekt: likheten väger mindre.",
    },
    "time": {
        "en": "They do not run at one time.", "fi": "Ne eivät ole käynnissä samaan aikaan.",
        "sv": "De pågår inte samtidigt.",
    },
}  # fmt: skip
"""Reasons that show nothing and speak against."""
_UNDATED = {
    "en": "A start or end is unknown, so that the time says little.",
    "fi": "Alku tai loppu ei ole tiedossa, joten aika kertoo vähän.",
    "sv": "En början eller ett slut är okänt, så tiden säger lite.",
}
_MOSTLY = {
    "content": {
        "en": "What they do is alike.", "fi": "Ne tekevät samankaltaisia asioita.", "sv": "De gör liknande saker.",
    },
    "place": {
        "en": "Some of them work in one place.", "fi": "Osa toimii samassa paikassa.",
        "sv": "Några av dem arbetar på samma plats.",
    },
    "time": {
        "en": "How far apart they began speaks for it.", "fi": "Alkujen väli puhuu sen puolesta.",
        "sv": "Avståndet i tid talar för det.",
    },
    "bodies": {
        "en": "Some of them share a body.", "fi": "Osalla on yhteinen toimija.",
        "sv": "Några av dem har en gemensam aktör.",
    },
    "target_groups": {
        "en": "Some of them serve the same people.", "fi": "Osalla on sama kohderyhmä.",
        "sv": "Några av dem har samma målgrupp.",
    },
    "programme": {
        "en": "Some of them are funded under one priority.", "fi": "Osalla on sama rahoitus.",
        "sv": "Några av dem finansieras ur samma prioritet.",
    },
}  # fmt: skip
"""Reasons that speak for a family although not all members share one thing: two in the middle of it do."""
_PRIORITY = {"en": "{fund}, priority {priority}", "fi": "{fund}, toimintalinja {priority}",
             "sv": "{fund}, prioritet {priority}"}  # fmt: skip
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
    "en": "Who could introduce them: {what}.",
    "fi": "Heidät voisi tutustuttaa: {what}.",
    "sv": "Kan föra dem samman: {what}.",
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
_TELL_OF_ONE_BODY = {
    "en": "Tell the funder: one body, the same work and time.",
    "fi": "Kerro rahoittajalle: sama toteuttaja, työ ja aika.",
    "sv": "Berätta för finansiären: samma genomförare, arbete och tid.",
}
_RETURNED = {
    "en": "It had been dismissed; it is back because its evidence has changed.",
    "fi": "Tämä oli hylätty; se palaa, koska sen perusteet ovat muuttuneet.",
    "sv": "Den här hade avfärdats; den är tillbaka eftersom underlaget har ändrats.",
}
_ADDED = {"en": "New: {what}.", "fi": "Uutta: {what}.", "sv": "Nytt: {what}."}
_GONE = {"en": "Gone: {what}.", "fi": "Poissa: {what}.", "sv": "Borta: {what}."}
_MORE = {"en": "and {n} more", "fi": "ja {n} muuta", "sv": "och {n} till"}
_BARE = {
    "content": {"en": "what they do", "fi": "mitä ne tekevät", "sv": "vad de gör"},
    "place": {"en": "the same place", "fi": "sama paikka", "sv": "samma plats"},
    "time": {"en": "the same time", "fi": "sama aika", "sv": "samma tid"},
    "bodies": {"en": "a body in both", "fi": "yhteinen toimija", "sv": "en gemensam aktör"},
    "target_groups": {"en": "the same people", "fi": "sama kohderyhmä", "sv": "samma målgrupp"},
    "programme": {"en": "funding under {what}", "fi": "rahoitus: {what}", "sv": "finansiering ur {what}"},
}
"""What to call a reason that has no terms."""
_MOST = 6


def changed_terms(overlap: Overlap) -> list[str]:
    """Return the terms (words and ids) in which the evidence of a finding has changed, to look up their names."""
    if overlap.changed is None:
        return []
    return [item.partition(":")[2] for item in (*overlap.changed.added, *overlap.changed.gone)]


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
        why = [self.reason(reason, undated=overlap.undated) for reason in overlap.reasons]
        return [
            *self.returned(overlap), self.what(overlap), *(text for text in why if text), *self.knows(overlap),
            self.tell(overlap),
        ]  # fmt: skip

    def returned(self, overlap: Overlap) -> list[str]:
        """Return that a finding was dismissed and is back, and what has changed; nothing for any other."""
        if overlap.changed is None:
            return []
        said = [_RETURNED[self.language]]
        for sentence, items in ((_ADDED, overlap.changed.added), (_GONE, overlap.changed.gone)):
            if items:
                said.append(sentence[self.language].format(what=self._terms(items)))
        return said

    def what(self, overlap: Overlap) -> str:
        """Return what the projects are to each other, and what to do."""
        if overlap.kind is OverlapKind.DUPLICATE and not _in_a_place(overlap):
            return _DUPLICATE_SOMEWHERE[self.language]
        return _KIND[overlap.kind][self.language].format(n=len(overlap.projects))

    def near(self, near: NearProject) -> str:
        """Return what a project would be to the draft that it is near, and what to do."""
        return _NEAR[near.kind][self.language]

    def reason(self, reason: Reason, *, undated: bool = False) -> str:
        """Return one reason as a sentence; where it shows nothing, why it still weighs; "" where it does not.

        `undated` says whether a start or end is unknown.
        """
        if reason.kind in _REASON and reason.evidence:
            return _REASON[reason.kind][self.language].format(what=", ".join(self.evidence(reason)))
        if reason.weight < 0 and reason.kind == "time" and undated:
            return _UNDATED[self.language]
        table = _LESS if reason.weight < 0 else _MOSTLY if reason.weight else {}
        return table.get(reason.kind, {}).get(self.language, "")

    def evidence(self, reason: Reason) -> list[str]:
        """Return what a reason shows, by name, cut off after a few; fund and priority as one."""
        if reason.kind == "programme" and len(reason.evidence) == 2:
            fund, priority = reason.evidence
            return [_PRIORITY[self.language].format(fund=fund, priority=priority)]
        return [self.name(item) for item in reason.evidence[:_MOST]]

    def knows(self, overlap: Overlap) -> list[str]:
        """Return whether the projects know of each other, and who stands between them."""
        shared = {body for reason in overlap.reasons if reason.kind == "bodies" for body in reason.evidence}
        if overlap.blind is None and shared:
            said = [(_LARGE if overlap.distance is None else _SHARED)[self.language]]
        else:
            said = [_KNOWS[overlap.blind][self.language].format(n=overlap.distance)]
        others = [id_ for id_ in overlap.introducers if id_ not in shared]
        if others:
            who = ", ".join(self.name(id_) for id_ in others)
            said.append(_INTRODUCERS[self.language].format(what=who))
        return said

    def _terms(self, items: Sequence[str]) -> str:
        """Return evidence (`kind:term`) by name, cut off after a few; fund and priority as one."""
        said: dict[str, None] = {}
        programme = [term for kind, _, term in (item.partition(":") for item in items) if kind == "programme"]
        for item in items:
            kind, _, term = item.partition(":")
            bare = _BARE.get(kind, {}).get(self.language, kind)
            if kind == "programme":
                said[bare.format(what=" ".join(sorted(programme, key=lambda part: part[:1].isdigit())))] = (
                    None
                )
            else:
                said[self.name(term) if term else bare] = None
        shown = list(said)[:_MOST]
        if len(said) > _MOST:
            shown.append(_MORE[self.language].format(n=len(said) - _MOST))
        return ", ".join(shown)

    def tell(self, overlap: Overlap) -> str:
        """Return who should hear of it."""
        if overlap.members and overlap.recipients is Recipients.BOTH_BODIES:
            return _TELL_ALL[self.language]
        if overlap.recipients is Recipients.FUNDER and not _in_a_place(overlap):
            return _TELL_OF_ONE_BODY[self.language]
        return _TELL[overlap.recipients][self.language]


def _in_a_place(overlap: Overlap) -> bool:
    return any(reason.kind == "place" and reason.evidence for reason in overlap.reasons)
