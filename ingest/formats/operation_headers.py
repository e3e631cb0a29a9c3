"""What the columns of a list of operations are called in the languages of the Union, by what they hold.

Regulation (EU) 2021/1060, Article 49(3), and before it 1303/2013, Annex XII, say which fields a list has; each
authority names them in its language, often with English beside. Words are compared without case; a header holds the
field where one of its halves, what stands in brackets left out, is one of these.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = """
beneficiary: en beneficiary; en beneficiary name; en name of beneficiary; fi tuensaaja; fi tuensaajan nimi; fi
 toteuttaja; fi hankkeen toteuttaja; sv stödmottagare; sv stödmottagarens namn; da støttemodtager; da
 støttemodtagers navn; de begünstigter; de name des begünstigten; de zuwendungsempfänger; fr bénéficiaire; fr nom
 du bénéficiaire; es beneficiario; es nombre del beneficiario; it beneficiario; it nome del beneficiario; it
 denominazione beneficiario; pl beneficjent; pl nazwa beneficjenta; nl begunstigde; nl naam begunstigde; et
 toetuse saaja; et toetuse saaja nimi; lv finansējuma saņēmējs; lv finansējuma saņēmēja nosaukums; lt projekto
 vykdytojas; lt paramos gavėjas; pt beneficiário; pt nome do beneficiário; cs příjemce; cs název příjemce; cs
 jméno příjemce
name: en operation name; en name of operation; en name of the operation; en project name; en project title; fi
 toimen nimi; fi hankkeen nimi; fi toimi; sv insatsens namn; sv namn på insatsen; sv projektnamn; da operationens
 navn; da projektets navn; da projektnavn; da projekttitel; de bezeichnung des vorhabens; de name des vorhabens;
 de vorhaben; de projektname; fr nom de l'opération; fr intitulé de l'opération; fr intitulé du projet; es nombre
 de la operación; es nombre de operación; it nome dell'operazione; it denominazione operazione; it titolo
 progetto; pl tytuł projektu; pl nazwa operacji; nl naam van de concrete actie; nl naam project; nl projectnaam;
 et projekti nimi; et tegevuse nimi; lv projekta nosaukums; lv darbības nosaukums; lt projekto pavadinimas; lt
 veiksmų pavadinimas; pt nome da operação; pt designação da operação; cs název operace; cs název projektu
summary: en operation summary; en purpose; en purpose of the operation; en summary; en description; fi toimen
 tarkoitus; fi tiivistelmä; fi toimen kuvaus; fi hankkeen tiivistelmä; sv sammanfattning; sv insatsens syfte; sv
 syfte; da formål; da operationens formål; da resume; de zusammenfassung des vorhabens; de zweck des vorhabens; de
 kurzbeschreibung; fr résumé de l'opération; fr objet de l'opération; es resumen de la operación; es objetivo de
 la operación; it sintesi dell'operazione; it scopo dell'operazione; it sintesi progetto; pl cel projektu; pl opis
 projektu; nl samenvatting; nl doel van de concrete actie; et projekti kokkuvõte; et projekti eesmärk; lv projekta
 kopsavilkums; lv darbības mērķis; lt projekto santrauka; lt projekto tikslas; pt resumo da operação; pt objetivo
 da operação; cs shrnutí operace; cs anotace projektu; cs účel operace
start: en operation start date; en start date; en start date of the operation; fi aloituspäivä; fi alkamispäivä;
 fi toimen alkamispäivä; fi aloituspvm; sv startdatum; sv insatsens startdatum; da startdato; da operationens
 startdato; de beginn des vorhabens; de datum des beginns; de startdatum; fr date de début; fr date de début de
 l'opération; es fecha de inicio; it data di inizio; it data inizio; pl data rozpoczęcia; nl startdatum; nl
 begindatum; et alguskuupäev; et alguse kuupäev; lv sākuma datums; lt pradžios data; pt data de início; cs datum
 zahájení
end: en operation end date; en end date; en expected end date; en end date of the operation; fi päättymispäivä; fi
 päättymispvm; fi toimen päättymispäivä; sv slutdatum; sv insatsens slutdatum; da slutdato; da operationens
 slutdato; de ende des vorhabens; de datum des endes; de enddatum; fr date de fin; fr date de fin de l'opération;
 es fecha de fin; es fecha de finalización; it data di fine; it data fine; pl data zakończenia; nl einddatum; et
 lõppkuupäev; et lõpu kuupäev; lv beigu datums; lt pabaigos data; pt data de fim; pt data de conclusão; cs datum
 ukončení
total: en total eligible expenditure; en total cost; en total cost of the operation; fi kokonaiskustannukset; fi
 tukikelpoiset kustannukset; fi toimen kokonaiskustannukset; sv total kostnad; sv totala kostnader; sv
 stödberättigande utgifter; da samlede omkostninger; da støtteberettigede udgifter; de gesamtkosten; de
 förderfähige gesamtausgaben; fr coût total; fr dépenses éligibles; es coste total; es gasto subvencionable; it
 costo totale; it spesa ammissibile; pl całkowity koszt; pl wartość projektu; nl totale kosten; nl subsidiabele
 kosten; et kogumaksumus; et abikõlblik summa; lv kopējās izmaksas; lt bendra išlaidų suma; pt custo total; pt
 despesa elegível; cs celkové náklady; cs celkové způsobilé výdaje
fund: en fund; fi rahasto; sv fond; da fond; de fonds; fr fonds; es fondo; it fondo; pl fundusz; nl fonds; et
 fond; lv fonds; lt fondas; pt fundo; cs fond
objective: en specific objective; fi erityistavoite; sv särskilt mål; sv specifikt mål; da specifikt mål; de
 spezifisches ziel; fr objectif spécifique; es objetivo específico; it obiettivo specifico; pl cel szczegółowy; nl
 specifieke doelstelling; et erieesmärk; lv specifiskais mērķis; lt konkretus tikslas; lt konkretus uždavinys; pt
 objetivo específico; cs specifický cíl
place: en location; en location indicator; en location of the operation; fi sijainti; fi sijaintipaikka; fi toimen
 sijainti; sv plats; sv lokalisering; da sted; da placering; de ort; de standort; fr localisation; es
 localización; es ubicación; it localizzazione; it ubicazione; pl miejsce realizacji; pl lokalizacja; nl locatie;
 et asukoht; lv atrašanās vieta; lt vieta; lt vykdymo vieta; pt localização; cs umístění; cs místo realizace
country: en country; fi maa; sv land; da land; de land; fr pays; es país; it paese; pl kraj; nl land; et riik; lv
 valsts; lt šalis; lt valstybė; pt país; cs země; cs stát
intervention: en category of intervention; en type of intervention; en intervention field; en field of
 intervention; fi tukitoimen ala; fi tukitoimen tyyppi; fi tukitoimityyppi; sv interventionsområde; sv
 interventionskategori; da interventionsområde; da interventionskategori; de interventionskategorie; de
 interventionsbereich; fr catégorie d'intervention; fr domaine d'intervention; es categoría de intervención; es
 ámbito de intervención; it categoria di intervento; it settore di intervento; pl kategoria interwencji; pl zakres
 interwencji; nl categorie steunverlening; nl interventiegebied; et sekkumise liik; et sekkumisvaldkond; lv
 intervences kategorija; lv intervences joma; lt intervencijos kategorija; lt intervencinių priemonių sritis; pt
 categoria de intervenção; pt domínio de intervenção; cs kategorie intervence; cs oblast intervence
code: en operation id; en project id; en operation code; en project number; fi hankekoodi; fi hankenumero; sv
 diarienummer; sv projekt-id; da journalnummer; da projektnummer; de vorhabennummer; de projektnummer; de
 förderkennzeichen; fr numéro de l'opération; fr code opération; es código de la operación; it codice progetto; it
 cup; pl numer umowy; pl numer projektu; nl projectnummer; et projekti kood; et projekti number; lv projekta
 numurs; lt projekto kodas; lt projekto numeris; pt código da operação; cs registrační číslo; cs číslo projektu
"""


@cache
def _by_words() -> dict[str, tuple[str, str]]:
    """Return field and language by what a header says."""
    found: dict[str, tuple[str, str]] = {}
    for entry in re.split(r"\n(?=\w)", _WORDS.strip()):
        field, _, words = entry.partition(":")
        for one in " ".join(words.split()).split("; "):
            language, _, text = one.strip().partition(" ")
            found.setdefault(text, (field, language))
    return found


def field_of(header: str) -> tuple[str, str] | None:
    """Return what a column holds and in which language its header says so (the first half's), None where nothing tells.

    >>> field_of("Tuensaajan nimi / Beneficiary name"), field_of("Total cost of the operation (EUR)"), field_of("Muuta")
    (('beneficiary', 'fi'), ('total', 'en'), None)
    """
    plain = " ".join(header.replace("’", "'").casefold().split())
    for half in re.split(r"\s*/\s*", plain):
        bare = re.sub(r"\s*[(\[].*$", "", half).strip(" :*.")
        if bare in _by_words():
            return _by_words()[bare]
    return None
