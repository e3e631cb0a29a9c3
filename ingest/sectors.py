"""Which sector a body belongs to, told from its name alone.

The lists seldom carry a type, but a Finnish body nearly always wears its legal form in its name. The
rules are one table, read from the top: the first rule that any word of the name meets decides. So the
order is the argument: a university of applied sciences comes before `Oy` because the lists call `Lapin
ammattikorkeakoulu Oy` a university of applied sciences (public), while `Oulun kaupungin Tilapalvelut Oy`
is met by `Oy` before it is met by `kaupungin`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

Sector = Literal["public", "private", "third"]


@dataclass(frozen=True, slots=True)
class SectorGuess:
    """A sector and legal form inferred from a name; who knows better (a register, a list's own type) wins."""

    sector: Sector
    legal_form: str
    inferred: Literal[True] = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: what a name must hold for this sector and legal form to be guessed.

    `words` are whole words, `endings` the end of a word (`Autismisäätiö`), `last` a word only at the end
    of the name; all are casefolded and each is a list parted by spaces.
    """

    sector: Sector
    legal_form: str
    words: str = ""
    endings: str = ""
    last: str = ""


RULES: tuple[Rule, ...] = (
    # Not what they look like: words that hold another rule's ending.
    Rule("third", "opiskelijakunta", endings="opiskelijakunta ylioppilaskunta studentkår"),
    Rule("public", "seurakunta", endings="seurakuntayhtymä"),
    # Public bodies whose companies and foundations are still, in the lists' own words, public.
    Rule(
        "public",
        "ammattikorkeakoulu",
        words="amk arcada xamk oamk hamk jamk tamk",
        endings="-amk ammattikorkeakoulu ammattikorkeakoulun ammattikorkeakouluosakeyhtiö"
        " yrkeshögskola yrkeshögskolan"
        " ammattikorkeakoulukuntayhtymä",
    ),
    Rule("public", "yliopisto", words="tty-säätiö aalto-korkeakoulusäätiö", endings="korkeakoulusäätiö"),
    Rule(
        "public",
        "kuntayhtymä",
        words="skn",
        endings="kuntayhtymä kuntayhtymän maakuntayhtymä samkommun samkommunen kommunförbund koulutusyhtymä"
        " liitto-maakuntayhtymä hyvinvointikuntayhtymä sairaanhoitopiiri sjukvårdsdistrikt",
    ),
    # The private and third forms, before any public word they may stand beside.
    Rule(
        "third",
        "säätiö",
        words="sr säätiö stiftelse stiftelsen foundation",
        endings="säätiö säätiön stiftelse stiftelsen",
        last="rs",
    ),
    Rule(
        "third",
        "osk",
        words="osk osuuskunta andelslag andelslaget cooperative",
        endings="osuuskunta osuuspankki osuuskauppa andelslag",
    ),
    Rule("third", "ry", words="ry rf eingetragener"),
    Rule("private", "oyj", words="oyj abp plc"),
    Rule("private", "oy", words="oy osakeyhtiö", endings="osakeyhtiö osakeyhtiön"),
    Rule("private", "ab", words="ab aktiebolag aktiebolaget"),
    Rule("private", "ltd", words="ltd limited llc inc gmbh oü", last="as ag bv sa srl corp"),
    Rule("private", "ky", words="ky kommandiittiyhtiö kommanditbolag kb"),
    Rule("private", "ay", words="ay avoinyhtiö öppetbolag"),
    # Village societies, entrepreneurs and sports federations without a form; `Liikunta` is no municipality.
    Rule("third", "kyläyhdistys", words="kyläseura kylätoimikunta"),
    Rule("third", "yrittäjäjärjestö", words="yrittäjät", endings="kauppakamari handelskammare"),
    Rule(
        "third",
        "rekisteröimätön yhdistys tai järjestö",
        words="liikunta vpk",
        endings="liikunta liikunnan palokunta",
    ),
    # Congregations are public-law bodies though their names end like an association's or a municipality's.
    Rule(
        "public",
        "seurakunta",
        words="kirkkohallitus",
        endings="seurakunta seurakunnan seurakuntayhtymä hiippakunta församling samfällighet tuomiokapituli",
    ),
    # The state, regions and municipalities, and what belongs to them.
    Rule(
        "public",
        "hyvinvointialue",
        endings="hyvinvointialue hyvinvointialueen välfärdsområde hyvinvointiyhtymä",
    ),
    Rule("public", "työllisyysalue", endings="työllisyysalue sysselsättningsområde työllisyyspalvelut"),
    Rule(
        "public",
        "maakunnan liitto",
        words="satakuntaliitto lapin-liitto uudenmaan-liitto etelä-pohjanmaan-liitto",
        endings="maakuntaliitto maakuntaförbund landskapsförbund",
    ),
    Rule(
        "public",
        "yliopisto",
        words="university universitet universitetet hanken vtt-yliopisto åbo-akademi",
        endings="yliopisto yliopiston korkeakoulu korkeakoulun universitet yliopistokeskus yliopistokampus"
        " sibelius-akatemia taideakatemia kuvataideakatemia teatterikorkeakoulu",
    ),
    Rule(
        "public",
        "valtion viranomainen",
        words="ely avi vtt mtt thl syke gtk tekes keha keha-keskus"
        " metsähallitus forststyrelsen metsäkeskus ministry metla stuk traficom valvira"
        " tulli poliisi puolustusvoimat tiehallinto merenkulkulaitos liikennelaitos forskningscentralen"
        " terveyspiiri tiepiiri vankila työsuojelupiiri opetushallitus utbildningsstyrelsen",
        endings="virasto viraston virastot ministeriö ministeriön ministeriet ministerium ely-keskus"
        " ely-keskuksen"
        " ympäristökeskus ympäristökeskuksen te-keskus te-keskuksen miljöcentral ntm-centralen"
        " ntm-central miljöcentralen te-toimisto"
        " te-toimiston työvoimatoimisto elinkeinotoimisto elinkeinokeskus työvoimatoimiston"
        " elinkeinotoimiston elinvoimakeskus varakeskus livskraftscentral lääninhallitus maistraatti"
        " geologian-tutkimuskeskus tutkimuslaitos tutkimuskeskus forskningsinstitut opetushallitus"
        " rikosseuraamuslaitos työterveyslaitos ilmatieteenlaitos ulosottolaitos kansaneläkelaitos"
        " kehittämis-ja-hallintokeskus keha-keskus pelastusopisto valtiokonttori verohallinto"
        " metsäntutkimuslaitos kansallisarkisto museovirasto tilastokeskus maanmittauslaitos ämbetsverk"
        " tiepiiri poliisilaitos hallintokeskus innovaatiorahoituskeskus raja-asema rajavartiolaitos"
        " rajavartiosto aluehallitus aluehallintovirasto regionförvaltningsverket hovioikeus kaivosvirasto"
        " hyvinvoinnin-laitos saamelaiskäräjät",
    ),
    Rule(
        "public",
        "liikelaitos",
        words="affärsverk affärsverket",
        endings="liikelaitos liikelaitoksen liikelaitokset",
    ),
    Rule(
        "public",
        "kaupunki",
        words="stad staden",
        endings="kaupunki kaupungin kaupunginhallitus kaupunkibusinessoulu seutukaupunki",
    ),
    Rule(
        "public",
        "kunta",
        words="kommun kommuner kunta kunnan municipality",
        endings="kommun kommuner kunta kunnan kunnat kunnanhallitus seutukunta seutukunnan seutukaupungit",
    ),
    Rule("public", "pelastuslaitos", endings="pelastuslaitos räddningsverk"),
    # Associations told by their last word alone.
    Rule(
        "third",
        "rekisteröimätön yhdistys tai järjestö",
        words="association society piiri",
        endings="yhdistys yhdistyksen föreningen förening seura seuran seurat liitto liiton liittojen"
        " järjestö järjestön"
        " keskusliitto förbund förbundet klubi kerho säätiöt sällskap sällskapet klubben"
        " kylätoimikunta piirijärjestö luonnonsuojelupiiri martat partiolaiset",
    ),
    # Schools and public services without a form; last, since any of the above may own one.
    Rule(
        "public",
        "oppilaitos",
        endings="ammattiopisto ammattiopiston opisto opiston lukio peruskoulu koulutuskeskus"
        " aikuiskoulutuskeskus"
        " aikuiskoulutus oppilaitos ammatti-instituutti ammattiinstituutti koulutuskonserni yrkesinstitut"
        " koulukoti aikuisopisto yrkesskola folkhögskola urheiluakatemia gymnasium konservatorio"
        " yrkesakademin yrkesakademi läroanstalt folkakademi akademi",
    ),
    Rule(
        "public",
        "kunnan yksikkö",
        endings="elinkeinotoimi elinkeinotoimen sivistystoimi ympäristötoimi terveystoimi sosiaalitoimi"
        " elinkeino-osasto sivistysosasto keskushallinto terveyskeskus terveyskeskuksen sosiaalikeskus"
        " nuorisoasiainkeskus tilakeskus peruspalvelukeskus kaupunkihallinto sivistystoimiala"
        " tieto-osasto",
    ),
    # Bodies abroad, by the words that their names are made of.
    Rule(
        "public",
        "public body abroad",
        words="council councils borough landsting academy akademin college polytechnic",
        endings="landsting",
    ),
    Rule(
        "third",
        "third-sector body abroad",
        words="trust fund charity federation society association international organisation organisations"
        " organization organizations nations unies zoo stift",
    ),
    Rule("private", "company abroad", words="corporation corporations ggmbh"),
)

_TWO_WORDS = re.compile(
    r"\b(?:"
    r"(?P<ay>avoin yhtiö(?:\w+)?|öppet bolag)"
    r"|(?P<ry>registered association|rekisteröity yhdistys)"
    r"|(?P<akademi>åbo akademi)"
    r"|(?P<laitos>(?:terveyden ja hyvinvoinnin|ilmatieteen) laitos|valtion teknillinen tutkimuskeskus"
    r"|geologian tutkimuskeskus|institute for health and welfare|kehittämis- ja hallintokeskus)"
    r"|(?P<city>city of|(?:ville|commune|mairie|municipalité) d(?:e|u|es)\b"
    r"|(?:ayuntamiento|município|comune|câmara municipal) d(?:e|a|o|i|el)\b)"
    r"|(?P<parish>parish union)"
    r"|(?P<joint>joint authority|municipal federation|municipal education|förbund för utbildning"
    r"|consortium for education)"
    r"|(?P<state>employment and economic development (?:office|centre))"
    r"|(?P<amk>universit(?:y|ies) of applied sciences)"
    r"|(?P<employment>employment services|employment area)"
    r"|(?P<welfare>wellbeing services county)"
    r"|(?P<council>regional council|(?:österbottens|nylands|egentliga finlands|lapplands"
    r"|södra österbottens|mellersta österbottens|lapin|uudenmaan|hämeen|kainuun|pirkanmaan|pohjanmaan"
    r"|kymenlaakson"
    r"|varsinais-suomen|etelä-pohjanmaan|keski-pohjanmaan|pohjois-pohjanmaan|pohjois-savon|etelä-savon"
    r"|pohjois-karjalan|etelä-karjalan|keski-suomen|päijät-hämeen|kanta-hämeen|itä-uudenmaan|satakunnan)"
    r" (?:maakunnan )?(?:liitto|liiton|förbund|maakuntaliitto))(?! ry| rf| för utbildning)"
    r")(?!\w)"
)
_TWO_WORD_FORMS: dict[str, SectorGuess] = {
    "ay": SectorGuess("private", "ay"),
    "ry": SectorGuess("third", "ry"),
    "akademi": SectorGuess("public", "yliopisto"),
    "laitos": SectorGuess("public", "valtion viranomainen"),
    "city": SectorGuess("public", "kaupunki"),
    "parish": SectorGuess("public", "seurakunta"),
    "joint": SectorGuess("public", "kuntayhtymä"),
    "state": SectorGuess("public", "valtion viranomainen"),
    "amk": SectorGuess("public", "ammattikorkeakoulu"),
    "employment": SectorGuess("public", "työllisyysalue"),
    "welfare": SectorGuess("public", "hyvinvointialue"),
    "council": SectorGuess("public", "maakunnan liitto"),
}

# "Pohjois-Karjalan koulutuksen ky": a joint authority is named by what its members run together.
_JOINT_AUTHORITY_KY = re.compile(
    r"(?:koulutuksen|koulutus|huollon|terveydenhuollon|piirin|sairaanhoitopiirin|keskuksen|toimen|kehityksen|palvelujen"
    r"|palveluiden|seudun|kuntien|hyvinvointi|peruspalvelu)[ -]ky(?![\w-])"
)
# A region's name ends like a municipality's, and says nothing of the body.
_REGIONS = frozenset({"satakunta", "maakunta", "hallintokunta", "perikunta", "sukukunta"})
# Lists glue what follows to a form written in capitals: "OYTEHDAS", "YLIOPISTOKEMIAN LAITOS".
_GLUED_COMPANY = re.compile(r"(?<!\w)(?:OYJ?|Oyj?)(?=C/O|c/o|[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{2})")
_GLUED = re.compile(r"ammattikorkeakoulu|kuntayhtymä|yliopisto|osuuskunta")
_DOTTED_FORM = re.compile(r"(?<!\w)(r|s|o)\. ?(y|f|r)\.?(?!\w)")
# "Liikunta- ja ...": the first half of a compound is no word of its own.
_HANGING = re.compile(r"\w+-(?=[\s,/])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Index:
    """The table turned inside out, so that a name costs a few look-ups and not a walk through every rule."""

    words: dict[str, int]
    endings: dict[str, int]
    lasts: dict[str, int]
    lengths: tuple[int, ...]
    company: int


@cache
def _index() -> _Index:
    words: dict[str, int] = {}
    endings: dict[str, int] = {}
    lasts: dict[str, int] = {}
    for place, rule in enumerate(RULES):
        for table, listed in ((words, rule.words), (endings, rule.endings), (lasts, rule.last)):
            for word in listed.split():
                table.setdefault(word, place)
    return _Index(words, endings, lasts, tuple(sorted({len(word) for word in endings})), words["oy"])


@lru_cache(maxsize=65_536)
def sector_of(name: str) -> SectorGuess | None:
    """Return the sector and legal form that a body's name tells, or None when nothing in it tells.

    The guess is always *inferred*. A company is private by its form even where a city owns it; a
    university of applied sciences is public even as `Oy`, because the national lists type it so.

    >>> sector_of("Lapin ammattikorkeakoulu Oy")
    SectorGuess(sector='public', legal_form='ammattikorkeakoulu', inferred=True)
    >>> sector_of("Rovaniemen seurakunta").legal_form, sector_of("Napapiirin seura").sector
    ('seurakunta', 'third')
    >>> sector_of("Kanoottisissit") is None
    True
    """
    folded = _HANGING.sub(" ", name.casefold())
    folded = _DOTTED_FORM.sub(r"\1\2", " ".join(folded.split()))
    words = [word for word in _WORD.findall(folded) if word not in _REGIONS]
    if not words:
        return None
    index = _index()
    best = len(RULES)
    for word in words:
        best = min(best, index.words.get(word, best))
        size = len(word)
        for length in index.lengths:
            if length > size:
                break
            best = min(best, index.endings.get(word[-length:], best))
    last = words[-1]
    if "ky" in words and _JOINT_AUTHORITY_KY.search(" ".join(words)):
        return SectorGuess("public", "kuntayhtymä")
    best = min(best, index.lasts.get(last, best))
    if best > index.company and _GLUED_COMPANY.search(name):
        best = index.company
    if best == len(RULES) and (glued := _GLUED.search(folded)):
        best = index.endings[glued.group()]
    phrase = _TWO_WORDS.search(folded) if " " in folded else None
    if phrase is not None:
        told = _TWO_WORD_FORMS[str(phrase.lastgroup)]
        # A company or an association stays what its form says, whatever two words stand beside it.
        if best == len(RULES) or told.sector == "private" or RULES[best].legal_form not in _FORMS_THAT_STAND:
            return told
    if best == len(RULES):
        return None
    return SectorGuess(RULES[best].sector, RULES[best].legal_form)


_FORMS_THAT_STAND = frozenset({"oy", "oyj", "ab", "ltd", "ry", "ky", "säätiö", "osk"})
