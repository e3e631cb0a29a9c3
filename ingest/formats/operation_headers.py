"""How the columns of a list of operations are called in the languages of the Union.

The fields are those of Article 49(3) of Regulation (EU) 2021/1060 and of Annex XII of Regulation (EU) 1303/2013.
A header may say its name in two languages, parted by a slash, in either order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.cells import tidy

_WORDS = {
    "beneficiary": """
        en beneficiary|beneficiary name|name of beneficiary|name of the beneficiary|beneficiary's name
        fi tuensaaja|tuensaajan nimi
        sv stödmottagare|stödmottagarens namn|namn på stödmottagare
        da støttemodtager|støttemodtagers navn|støttemodtagerens navn|tilskudsmodtager
        de begünstigter|name des begünstigten|begünstigte|name der begünstigten|zuwendungsempfänger
        fr bénéficiaire|nom du bénéficiaire
        es beneficiario|nombre del beneficiario
        it beneficiario|nome del beneficiario|denominazione beneficiario|nome beneficiario
        pl beneficjent|nazwa beneficjenta
        nl begunstigde|naam begunstigde|naam van de begunstigde
        et toetuse saaja|toetusesaaja|toetuse saaja nimi|toetusesaaja nimi
        lv finansējuma saņēmējs|finansējuma saņēmēja nosaukums
        lt projekto vykdytojas|naudos gavėjas|paramos gavėjas|naudos gavėjo pavadinimas
        pt beneficiário|nome do beneficiário
        cs příjemce|název příjemce|jméno příjemce""",
    "name": """
        en operation name|name of operation|name of the operation|operation title|project name|project title
        fi toimen nimi|hankkeen nimi|toiminnan nimi
        sv namn på insatsen|insatsens namn|insatsens benämning|projektnamn|projektets namn
        da operationens navn|navn på operationen|projektets navn|projektnavn
        de bezeichnung des vorhabens|name des vorhabens|vorhabenbezeichnung|vorhaben|projektbezeichnung
        fr nom de l'opération|intitulé de l'opération|intitulé du projet|libellé de l'opération
        es nombre de la operación|denominación de la operación
        it nome dell'operazione|denominazione operazione|denominazione dell'operazione|titolo progetto
        pl tytuł projektu|nazwa operacji|nazwa projektu
        nl naam van de concrete actie|naam concrete actie|projectnaam|naam project|naam van het project
        et tegevuse nimi|projekti nimi|toimingu nimi
        lv darbības nosaukums|projekta nosaukums
        lt projekto pavadinimas|veiksmo pavadinimas|veiksmų pavadinimas
        pt nome da operação|designação da operação|designação do projeto
        cs název operace|název projektu""",
    "code": """
        en operation id|operation identifier|operation code|project id|project number|project code
        fi hankekoodi|toimen tunniste|hankenumero
        sv projekt-id|diarienummer|projektnummer|ärendenummer
        da journalnummer|sagsnummer|projekt-id
        de projektnummer|vorhabennummer|förderkennzeichen|aktenzeichen
        fr numéro de l'opération|numéro de dossier|code de l'opération
        es código de la operación|código operación
        it codice progetto|codice locale progetto|codice operazione
        pl numer umowy|numer projektu|numer umowy/decyzji
        nl projectnummer|projectcode
        et projekti number|projekti kood|tegevuse kood
        lv projekta numurs|projekta nr.
        lt projekto kodas|projekto numeris|projekto nr.
        pt código da operação|código do projeto
        cs registrační číslo projektu|číslo projektu""",
    "purpose": """
        en operation summary|summary of operation|summary|purpose of the operation|purpose of operation|purpose
        en purpose and achievements|purpose of the operation and its expected or actual achievements|description
        fi toimen tarkoitus|toimen tiivistelmä|hankkeen kuvaus|tiivistelmä|toimen tarkoitus ja tulokset
        fi toimen tarkoitus ja sen odotetut tai tosiasialliset tulokset|hankkeen tarkoitus
        sv insatsens syfte|sammanfattning av insatsen|sammanfattning|syfte|insatsens syfte och resultat
        sv insatsens syfte och förväntade eller faktiska resultat
        da operationens formål|resumé af operationen|resumé|formål|projektbeskrivelse
        de zweck des vorhabens|zusammenfassung des vorhabens|zusammenfassung|kurzbeschreibung
        de zweck des vorhabens und erwartete und tatsächliche errungenschaften|projektbeschreibung|vorhabenbeschreibung
        fr objectif de l'opération|résumé de l'opération|résumé|description de l'opération
        fr objectif de l'opération et réalisations escomptées ou effectives|finalité de l'opération
        es finalidad de la operación|resumen de la operación|objetivo de la operación
        it scopo dell'operazione|sintesi dell'operazione|sintesi operazione|sintesi progetto
        pl cel projektu|opis projektu|streszczenie operacji|skrócony opis projektu
        nl doel van de concrete actie|samenvatting van de concrete actie|samenvatting|projectomschrijving
        et tegevuse eesmärk|tegevuse kokkuvõte|projekti kokkuvõte|eesmärk
        et projekti eesmärk|toimingu eesmärk
        lv darbības mērķis|darbības kopsavilkums|projekta kopsavilkums|projekta mērķis
        lt projekto tikslas|projekto aprašymas|veiksmų santrauka|projekto santrauka
        pt objetivo da operação|resumo da operação|síntese da operação
        cs účel operace|shrnutí operace|popis projektu|anotace projektu""",
    "achievements": """
        en achievements|expected achievements|expected or actual achievements|actual achievements
        fi odotetut tai toteutuneet tulokset|odotetut tulokset|tulokset
        sv förväntade eller faktiska resultat|förväntade resultat|resultat
        da forventede eller faktiske resultater|forventede resultater
        de erwartete oder tatsächliche ergebnisse|erwartete ergebnisse
        fr réalisations escomptées ou effectives|réalisations attendues
        es logros esperados o reales|logros previstos
        it risultati attesi o effettivi|risultati attesi
        pl oczekiwane lub rzeczywiste osiągnięcia|osiągnięcia
        nl verwachte of feitelijke resultaten|verwachte resultaten
        et oodatavad või tegelikud tulemused|oodatavad tulemused
        lv paredzamie vai faktiskie sasniegumi|sasniegumi
        lt numatomi arba faktiniai rezultatai|rezultatai
        pt realizações esperadas ou efetivas|realizações
        cs očekávané nebo skutečné výsledky|očekávané výsledky""",
    "start": """
        en start date|operation start date|start date of operation|start date of the operation|start
        fi aloituspäivä|alkamispäivä|toimen alkamispäivä|aloituspvm|alkupvm
        sv startdatum|insatsens startdatum
        da startdato|operationens startdato
        da projektstart|startdato for operationen
        de beginn|datum des beginns des vorhabens|beginn des vorhabens|startdatum
        de voraussichtliches oder tatsächliches datum des beginns des vorhabens|datum des beginns
        fr date de début|date de début de l'opération
        es fecha de inicio|fecha de inicio de la operación
        it data di inizio|data inizio|data di inizio dell'operazione
        pl data rozpoczęcia|data rozpoczęcia realizacji projektu|data rozpoczęcia operacji
        nl startdatum|begindatum|startdatum van de concrete actie
        et alguskuupäev|algus|tegevuse alguskuupäev
        et projekti alguskuupäev|toimingu alguskuupäev
        lv sākuma datums|darbības sākuma datums
        lt pradžios data|projekto pradžia|pradžia|veiksmų pradžios data
        pt data de início|data de início da operação
        cs datum zahájení|datum zahájení operace""",
    "end": """
        en end date|operation end date|end date of operation|end date of the operation|expected end date|end
        en expected or actual date of completion
        fi päättymispäivä|toimen päättymispäivä|päättymispvm|loppupvm
        fi odotettu tai todellinen päättymispäivä|toimen odotettu tai tosiasiallinen päättymispäivä
        sv slutdatum|insatsens slutdatum
        sv förväntat eller faktiskt slutdatum|förväntat eller faktiskt datum för slutförande
        da slutdato|operationens slutdato
        da projektslut|slutdato for operationen|forventet eller faktisk slutdato
        de ende|datum des endes des vorhabens|ende des vorhabens|enddatum
        de voraussichtliches oder tatsächliches datum des abschlusses des vorhabens|datum des abschlusses|laufzeitende
        fr date de fin|date de fin de l'opération|date d'achèvement
        fr date d'achèvement escomptée ou effective|date de fin prévue ou effective
        es fecha de finalización|fecha de finalización de la operación|fecha de fin|fecha de conclusión
        it data di fine|data fine|data di fine dell'operazione
        pl data zakończenia|data zakończenia realizacji projektu|data zakończenia operacji
        pl przewidywana lub rzeczywista data zakończenia|oczekiwana lub rzeczywista data ukończenia
        nl einddatum|einddatum van de concrete actie
        et lõppkuupäev|lõpp|tegevuse lõppkuupäev
        et projekti lõppkuupäev|toimingu lõppkuupäev
        lv beigu datums|darbības beigu datums
        lt pabaigos data|projekto pabaiga|pabaiga|veiksmų pabaigos data
        pt data de conclusão|data de fim|data de conclusão da operação
        cs datum ukončení|datum ukončení operace""",
    "total": """
        en total cost|total cost of the operation|total cost of operation|total eligible expenditure
        en total budget|total project budget
        en total eligible cost|total eligible expenditure allocated to the operation
        fi kokonaiskustannukset|toimen kokonaiskustannukset|tukikelpoiset menot yhteensä
        sv totalkostnad|total kostnad|insatsens totala kostnad|totala stödberättigande utgifter
        da samlede omkostninger|operationens samlede omkostninger|samlede støtteberettigede udgifter|samlet budget
        de gesamtkosten|gesamtkosten des vorhabens|förderfähige gesamtausgaben|gesamtbetrag der förderfähigen ausgaben
        fr coût total|coût total de l'opération|total des dépenses éligibles|montant total des dépenses éligibles
        es coste total|coste total de la operación|gasto total subvencionable
        it costo totale|costo totale dell'operazione|spesa totale ammissibile
        pl całkowity koszt|wartość projektu|całkowita wartość projektu|koszt całkowity operacji
        nl totale kosten|totale kosten van de concrete actie|totale subsidiabele uitgaven
        et kogumaksumus|abikõlblikud kulud kokku|tegevuse kogumaksumus
        lv kopējās izmaksas|darbības kopējās izmaksas|kopējie attiecināmie izdevumi
        lt bendra vertė|bendros išlaidos|bendra projekto vertė|visos tinkamos finansuoti išlaidos
        pt custo total|custo total da operação|despesa total elegível
        cs celkové náklady|celkové náklady operace|celkové způsobilé výdaje""",
    "fund": """
        en fund|fund concerned|eu fund
        fi rahasto|eu-rahasto
        sv fond|eu-fond
        da fond|eu-fond
        de fonds|betroffener fonds
        fr fonds|fonds concerné
        es fondo|fondo ue
        it fondo|fondo interessato
        pl fundusz
        nl fonds|betrokken fonds
        et fond
        lv fonds|attiecīgais fonds
        lt fondas
        pt fundo
        cs fond""",
    "objective": """
        en specific objective|specific objective concerned
        fi erityistavoite|asianomainen erityistavoite
        sv specifikt mål|berört specifikt mål
        da specifikt mål|særligt mål
        de spezifisches ziel|betroffenes spezifisches ziel
        fr objectif spécifique|objectif spécifique concerné
        es objetivo específico
        it obiettivo specifico|obiettivo specifico interessato
        pl cel szczegółowy|cel szczegółowy programu
        nl specifieke doelstelling
        et erieesmärk
        lv konkrētais mērķis|specifiskais atbalsta mērķis
        lt konkretus uždavinys|konkretus tikslas
        pt objetivo específico
        cs specifický cíl""",
    "rate": """
        en co-financing rate|union co-financing rate|eu co-financing rate|union cofinancing rate|cofinancing rate
        fi osarahoitusaste|unionin osarahoitusaste|eu:n osarahoitusosuus|unionin osarahoitusosuus
        sv unionens medfinansieringsgrad|medfinansieringsgrad
        da eu-medfinansieringssats|unionens medfinansieringssats|medfinansieringssats
        de kofinanzierungssatz|unions-kofinanzierungssatz|kofinanzierungssatz der union
        fr taux de cofinancement|taux de cofinancement par l'union|taux de cofinancement de l'union
        es tasa de cofinanciación|porcentaje de cofinanciación de la unión|tasa de cofinanciación de la unión
        it tasso di cofinanziamento|tasso di cofinanziamento dell'unione|tasso di cofinanziamento ue
        pl poziom dofinansowania|stopa współfinansowania|poziom unijnego dofinansowania w procentach
        nl medefinancieringspercentage|eu-medefinancieringspercentage|medefinancieringspercentage van de unie
        et kaasfinantseerimise määr|liidu kaasfinantseerimise määr
        lv līdzfinansējuma likme|savienības līdzfinansējuma likme
        lt bendrojo finansavimo norma|sąjungos bendrojo finansavimo norma
        pt taxa de cofinanciamento|taxa de cofinanciamento da união
        cs míra spolufinancování|míra spolufinancování unií""",
    "location": """
        en location|location indicator|location or geolocation|geolocation|operation location|operation postcode
        fi sijainti|toimen sijainti|toteutuspaikka
        sv plats|lokalisering|insatsens plats
        da lokalisering|beliggenhed|geografisk placering
        de standort|ort des vorhabens|standortindikator
        fr localisation|lieu de l'opération
        es ubicación|localización
        it ubicazione|localizzazione
        pl miejsce realizacji projektu|lokalizacja
        nl locatie|locatie van de concrete actie
        et asukoht
        lv atrašanās vieta|īstenošanas vieta
        lt vieta|įgyvendinimo vieta|projekto vieta
        pt localização
        cs místo realizace|lokalizace""",
    "country": """
        en country
        fi maa
        sv land
        da land
        de land|staat
        fr pays
        es país
        it paese
        pl kraj|państwo
        nl land
        et riik
        lv valsts
        lt šalis|valstybė
        pt país
        cs země|stát""",
    "intervention": """
        en type of intervention|category of intervention|intervention field|field of intervention
        en name of category of intervention for the operation
        fi tukitoimen tyyppi|tukitoimen ala|toimenpideluokka
        sv typ av intervention|interventionstyp|interventionsområde|interventionskategori
        da interventionstype|interventionsområde|interventionskategori
        de art der intervention|interventionsbereich|interventionskategorie
        fr type d'intervention|domaine d'intervention|catégorie d'intervention
        es tipo de intervención|ámbito de intervención|categoría de intervención
        it tipo di intervento|settore di intervento|categoria di operazione
        pl rodzaj interwencji|zakres interwencji|kategoria interwencji
        nl soort interventie|interventiegebied|steunverleningscategorie|interventiecategorie
        et sekkumise liik|sekkumisvaldkond
        lv intervences veids|intervences joma|intervences kategorija
        lt intervencijos tipas|intervencinė sritis|intervencijos rūšis|intervencijos kategorija
        pt tipo de intervenção|domínio de intervenção|categoria de intervenção
        cs typ intervence|oblast intervence|kategorie intervence""",
    "programme": """
        en programme|programme cci|cci
        fi ohjelma
        sv program|program cci
        da program
        de programm
        fr programme
        es programa
        it programma
        pl program
        nl programma
        et programm
        lv programma
        lt programa
        pt programa
        cs program""",
}
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def _by_word() -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for field, lines in _WORDS.items():
        for line in lines.strip().splitlines():
            language, _, words = line.strip().partition(" ")
            for word in words.split("|"):
                known = found.get(word, (field, frozenset[str]()))
                found[word] = (known[0], known[1] | {language})
    return found


_BY_WORD = _by_word()


def operation_field(header: str) -> tuple[str, tuple[frozenset[str], ...]] | None:
    """Return the field that a header means, with the languages of each of its names; None where it means none.

    Names parted by a slash must not mean different fields; what stands in brackets is passed over.

    >>> operation_field("Country / Maa (1)")[0], operation_field("Start date / End date"), operation_field("Other")
    ('country', None, None)
    """
    plain = tidy(_ASIDE.sub("", header[:400])).replace("’", "'").casefold().strip(" :*")
    parts = [plain] if plain in _BY_WORD else [part.strip(" :*") for part in plain.split("/")]
    known = [_BY_WORD[part] for part in parts if part in _BY_WORD]
    if len({field for field, _ in known}) != 1:
        return None
    return known[0][0], tuple(languages for _, languages in known)


def operation_places(header: Sequence[str]) -> dict[str, int]:
    """Return where the fields of a list of operations stand in a header, the first column of each."""
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        known = operation_field(name)
        if known is not None:
            found.setdefault(known[0], at)
    return found


def header_language(header: Iterable[str]) -> str:
    """Return the language that most of a header's names are in, English only where no other is.

    >>> header_language(["Beneficiary / Tuensaaja", "Toimen nimi / Operation name"]), header_language(["Fund"])
    ('fi', 'en')
    """
    votes: Counter[str] = Counter()
    for name in header:
        known = operation_field(name)
        if known is not None:
            votes.update(language for languages in known[1] for language in languages if language != "en")
    return min(votes, key=lambda language: (-votes[language], language)) if votes else "en"
