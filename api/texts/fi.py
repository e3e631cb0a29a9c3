"""Finnish."""

TEXTS = {
    "language": "Suomi",
    "code": "fi",
    "tagline": "missä työ menee päällekkäin, missä on siiloja, ketkä kannattaa yhdistää",
    "skip": "Siirry sisältöön",
    "nav_findings": "Päällekkäisyydet",
    "nav_check": "Kokeile ideaa",
    "nav_silos": "Siilot",
    "nav_network": "Verkosto",
    "nav_search": "Haku",
    "nav_languages": "Kieli",
    "footer": "Kaikki tällä sivulla on peräisin ladatuista luetteloista. Ohjelmat lukevat saman osoitteesta",
    "loading": "Luetteloa ladataan vielä: tiedot voivat täydentyä. Lataa sivu hetken päästä uudelleen.",
    # findings
    "findings_title": "Päällekkäiset hankkeet",
    "findings_lead": (
        "Hankkeet, jotka tekevät samaa tai lähes samaa, vahvimmat ensin. Keskustele molempien kanssa "
        "ennen päätöksiä."
    ),
    "count_projects": "hanketta",
    "count_actors": "toimijaa",
    "count_overlaps": "päällekkäisyyttä",
    "count_blind": "niistä sokeita",
    "filter": "Rajaa",
    "filter_kind": "Laji",
    "filter_blind": "Tietävätkö toisistaan?",
    "filter_hear": "Kenen pitää kuulla?",
    "hear_news": "joku uusi",
    "hear_both_bodies": "molemmat toteuttajat",
    "hear_funder": "rahoittaja",
    "hear_nobody_new": "ei kukaan uusi",
    "filter_region": "Alue",
    "filter_text": "Nimessä",
    "filter_any": "kaikki",
    "filter_anywhere": "koko maa",
    "filter_go": "Näytä",
    "filter_clear": "Tyhjennä",
    "blind_true": "eivät (sokea)",
    "blind_false": "kyllä",
    "blind_null": "ei tiedossa",
    "results": "{shown} / {total}",
    "page_next": "Seuraavat",
    "page_before": "Edelliset",
    "pages": "Sivut",
    "nothing_fits": "Mikään päällekkäisyys ei vastaa rajausta. Poista jokin ehto.",
    "no_overlaps": "Ladatuista hankkeista ei löytynyt päällekkäisyyksiä.",
    "empty_title": "Mitään ei ole vielä ladattu",
    "empty_what": "Lataa hankeluettelo ja palaa tänne, tai katso ensin esimerkkiaineistoa.",
    "empty_ingest": "oma luettelosi",
    "empty_demo": "ohjelman mukana tuleva esimerkki",
    # kinds of overlap
    "overlap_duplicate": "Päällekkäinen",
    "overlap_parallel": "Rinnakkainen",
    "overlap_complementary": "Täydentävä",
    "overlap_continuation": "Jatko",
    "overlap_family": "Hankeperhe",
    "say_duplicate": "Nämä kaksi hanketta tekevät samaa samaan aikaan",
    "say_duplicate_place": "Nämä kaksi hanketta tekevät samaa samaan aikaan alueella {place}",
    "say_parallel": "Nämä kaksi hanketta tekevät samaa",
    "say_parallel_place": "Nämä kaksi hanketta tekevät samaa alueella {place}",
    "say_parallel_places": "Nämä kaksi hanketta tekevät samaa: toinen alueella {a}, toinen alueella {b}",
    "say_complementary": "Nämä kaksi hanketta tekevät eri asioita rinnakkain",
    "say_complementary_place": "Nämä kaksi hanketta tekevät eri asioita alueella {place}",
    "say_complementary_people": "Nämä kaksi hanketta tekevät eri asioita samalle kohderyhmälle",
    "say_continuation": "Toinen näistä hankkeista jatkaa siitä, mihin toinen jäi",
    "say_family": "{n} hanketta tekee samaa",
    "next_duplicate": "Selvitä, pitäisikö toinen lopettaa tai hankkeet yhdistää.",
    "next_parallel": "Saata hankkeet yhteyteen, jotta ne jakavat hyvät käytäntönsä.",
    "next_complementary": "Sovittakaa työ yhteen: kuka tekee mitä, ja miten asiakkaat ohjataan toiselle.",
    "next_continuation": "Huolehdi, että ensimmäisen tulokset siirtyvät jatkajalle.",
    "next_family": "Katso niitä yhtenä kokonaisuutena ja vain niiden eroja.",
    "next_step": "Seuraava askel",
    # why
    "why": "Miksi",
    "why_content": "Samat sanat",
    "why_place": "Sama paikka",
    "why_time": "Sama aika",
    "why_bodies": "Yhteiset toimijat",
    "why_target_groups": "Samat kohderyhmät",
    "why_programme": "Sama rahoitus",
    "why_bare_time": "Aika",
    "why_bare_bodies": "Toimijat",
    "score": "Vahvuus",
    "score_of": "{score} / 1",
    "evidence": "Mikä on yhteistä",
    "part": "osuus pisteistä",
    "undated": "Alku tai loppu ei ole tiedossa, joten aika on epävarma.",
    "until": "–",
    "day_unknown": "ei tiedossa",
    # knowing
    "knowing": "Tietävätkö toisistaan?",
    "introducers": "Kuka voisi esitellä heidät",
    "hear": "Kenelle kerrotaan",
    "verdict": "Mitä mieltä olet?",
    "verdict_hint": "Arviosi tallennetaan havaintoon; viimeisin on voimassa.",
    "verdict_now": "Arvioitu",
    "verdict_same": "sama",
    "verdict_related": "lähellä toisiaan",
    "verdict_different": "eri asia",
    "verdict_unsure": "en osaa sanoa",
    # its life
    "filter_state": "Tilanne",
    "state_open": "vielä auki",
    "state_all": "kaikki",
    "state_new": "uusi",
    "state_accepted": "hyväksytty",
    "state_acted": "toimittu",
    "state_closed": "päätetty",
    "state_dismissed": "hylätty",
    "state_back": "palannut",
    "step_accepted": "Hyväksy",
    "step_acted": "Kirjaa, mitä tehtiin",
    "step_closed": "Päätä",
    "step_dismissed": "Hylkää",
    "act_note": "Miksi, tai mitä tehtiin",
    "act_note_hint": "Ei henkilöiden nimiä: teksti tallennetaan, ja sen näkevät kaikki tämän sivun lukijat.",
    "act_by": "Tunnisteesi (ei nimeä)",
    "act_on": "Tehty (tyhjä = tänään)",
    "act_verdict": "Arvio",
    "act_step": "Seuraava vaihe",
    "act_hint": (
        "Jokainen vaihe tallennetaan sen hetken perusteineen. Hylätty havainto palaa vain, "
        "jos sen perusteet muuttuvat."
    ),
    "acts": "Mitä on sanottu ja tehty",
    "acts_none": "Kukaan ei ole vielä sanonut tai tehnyt tälle mitään.",
    "acts_when": "Milloin (UTC)",
    "acts_who": "Kuka",
    "acts_what": "Mitä",
    "acts_why": "Miksi",
    # the page of a finding
    "open_finding": "Katso tarkemmin",
    "and_more": "ja {n} muuta",
    "side_by_side": "Rinnakkain",
    "members": "Hankkeet",
    "row_lead": "Päätoteuttaja",
    "row_partners": "Osatoteuttajat",
    "row_regions": "Alue",
    "row_days": "Aika",
    "row_funders": "Rahoittaja",
    "row_themes": "Teemat",
    "row_targets": "Kohderyhmät",
    "row_summary": "Omin sanoin",
    "row_source": "Lähde",
    "nothing_said": "ei kerrottu",
    # check an idea
    "check_title": "Kokeile ideaa",
    "check_lead": (
        "Ennen kuin haet tai päätät: katso, mitä on jo olemassa, mikä siinä on lähellä ja kenelle "
        "kannattaa soittaa. Mitään kirjoittamaasi ei tallenneta."
    ),
    "check_name": "Nimi, tai mistä on kyse",
    "check_description": "Mitä aiotaan tehdä",
    "check_region": "Alueet",
    "check_region_hint": "useat pilkulla erotettuina",
    "check_partners": "Toimijat",
    "check_partners_hint": "yksi rivillään",
    "check_start": "Alkaa",
    "check_end": "Päättyy",
    "check_go": "Vertaa",
    "check_yours": "Ideasi",
    "check_change": "muuta",
    "check_found": "Lähellä olevat hankkeet",
    "check_practices": "Aiheen hyvät käytännöt",
    "check_near": "Lähellä",
    "check_what": "Mitä se olisi ideallesi",
    "check_call": "Kenelle soittaa",
    "check_made": "Tekijä",
    "check_words": (
        "Kun kaksi sanaa on yhdessä (toinen / toinen), ensimmäinen on heidän ja jälkimmäinen sinun."
    ),
    "check_nothing": (
        "Mikään tiedossa oleva ei ole lähellä tätä ideaa: yksikään hanke ei tee samaa tai lähes samaa. "
        "Kerro tarkemmin, mitä aiotaan tehdä, ja katso uudelleen, tai jatka."
    ),
    "check_unknown": (
        "Ei tunnistettu, joten jätettiin pois: {names}. Kirjoita nimi niin kuin se on sen omalla sivulla."
    ),
    "check_find": "Hae sitä",
    "check_no_name": "Anna idealle nimi tai lause, joka kertoo, mistä on kyse.",
    "check_days": "Nämä päivät eivät käy: kirjoita ne kuten 2027-01-31, loppu alun jälkeen.",
    "check_too_long": (
        "Tämä on liian pitkä: nimessä saa olla {name} merkkiä, kuvauksessa {description}, alueita 50 ja "
        "toimijoita 200."
    ),
    "check_same_words": "Yhteiset sanat",
    # silos and brokers
    "silos_title": "Siilot ja sillat",
    "silos_lead": (
        "Ryhmät, joiden toimijat tekevät työtä enimmäkseen keskenään, ja toimijat, jotka yhdistävät ryhmiä."
    ),
    "silos_heading": "Toimijoiden ryhmät",
    "silos_none": (
        "Mikään ladatuista luetteloista ei nimeä hankkeiden osatoteuttajia, joten ryhmiä ei voi näyttää."
    ),
    "silo_yes": "siilo",
    "silo_no": "ei siilo",
    "silo_unknown": "ei verrattu",
    "silo_column": "Siilo?",
    "group_column": "Ryhmä",
    "size_column": "Toimijoita",
    "inside_column": "Ryhmän sisäiset yhteydet",
    "members_column": "Suurimmat jäsenet",
    "chance": (
        "Pelkän sattuman perusteella sisäisten yhteyksien osuus olisi {share} (yhteydet arvottu "
        "uudelleen {redraws} kertaa niin, että kunkin toimijan ja hankkeen yhteyksien määrä säilyy)."
    ),
    "all_silos": "Kaikki ryhmät ja sillat",
    "brokers_heading": "Yhdistävät toimijat",
    "brokers_none": "Mikään toimija ei vielä yhdistä muita.",
    "broker_column": "Toimija",
    "degree_column": "Kumppaneita",
    "between_column": "Osuus lyhimmistä reiteistä",
    "constraint_column": "Rajoite",
    "constraint_hint": "Rajoite lähellä nollaa: toimijan kumppanit eivät tunne toisiaan.",
    # the network of bodies: silos, bridges, links, invitations, changes, follow-up
    "tab_silos": "Siilot",
    "tab_bridges": "Sillat",
    "tab_links": "Puuttuvat yhteydet",
    "tab_invite": "Ketkä kutsua",
    "tab_changes": "Muutokset",
    "tab_follow": "Mitä siitä seurasi",
    "choose_theme": "Teema tai kohderyhmä",
    "choose_programme": "Ohjelma tai toimintalinja",
    "choose_day": "Tilanne",
    "stays_column": "Pysyvyys",
    "excess_column": "Yli sattuman, %-yks.",
    "things_column": "Yhteisiä hankkeita",
    "done_link": "Merkitse, mitä tehtiin",
    "silos_sure": (
        "{silos} ryhmää {tested} testatusta (vähintään viisi toimijaa) pysyy omissa oloissaan enemmän "
        "kuin sattumalta: sisäisiä yhteyksiä on vähintään 15 prosenttiyksikköä enemmän kuin uudelleen "
        "arvotuissa verkostoissa, ja tällaisista löydöksistä alle 5 % on odotettavasti vääriä. Pysyvyys "
        "kertoo, kuinka usein {runs} hakua pitää samat toimijat yhdessä."
    ),
    "silos_others": "{n} muuta ryhmää, joista mikään ei ole siilo",
    "silos_small": "Missään ryhmässä ei ole viittä toimijaa, jotka testi vaatii.",
    "map_title": "Ryhmien kartta",
    "map_lead": (
        "Jokainen ympyrä on ryhmä, sitä suurempi, mitä enemmän siinä on toimijoita; viiva yhdistää "
        "ryhmiä, jotka tekevät työtä yhdessä, sitä paksumpi, mitä enemmän."
    ),
    "map_picture": "Ryhmien kartta; yllä oleva taulukko kertoo saman",
    "map_open": "Näytä taulukossa",
    "map_find": "teema tai toimija",
    "kind_silo": "siilo",
    "kind_group": "ryhmä",
    "scan_title": "Karkeammat ja hienommat ryhmät",
    "scan_lead": (
        "Hakua voi pyytää etsimään harvempia, suurempia ryhmiä tai useampia, pienempiä. Missä luvut "
        "tuskin muuttuvat, ryhmät eivät riipu asetuksesta."
    ),
    "resolution_column": "Tarkkuus",
    "groups_column": "Ryhmiä",
    "alike_column": "Samoja kuin näytetyt",
    "given_title": "Sekoittuvatko sektorit, alueet ja teemat?",
    "attr_sector": "Sektorit",
    "attr_region": "Alueet",
    "attr_theme": "Teemat",
    "given_cross": (
        "{share} yhteyksistä niiden toimijoiden välillä, joiden arvo tunnetaan, ylittää rajan. "
        "E-I-indeksi on {ei} (−1: kaikki yhteydet pysyvät sisällä, +1: kaikki ylittävät rajan)."
    ),
    "given_closed": (
        "Kun arvot sekoitetaan, se olisi {expected}: yhteydet pysyvät sisällä enemmän kuin sattumalta (p "
        "{p}; yhtä kiireisten toimijoiden kesken p {like}; {n} sekoitusta)."
    ),
    "given_chance": (
        "Kun arvot sekoitetaan, se olisi {expected}: sattuma selittää tämän (p {p}; yhtä kiireisten "
        "toimijoiden kesken p {like}; {n} sekoitusta)."
    ),
    "given_most": "Omissa oloissaan enemmän kuin sattumalta: {names}.",
    "undated_things": (
        "Hankkeita, verkostoja ja tapahtumia, joiden alkupäivää ei tiedetä: {n}. Ne ovat mukana päivästä riippumatta."
    ),
    "by_chance": "sattumalta",
    "choose_unknown": (
        "Tällä teemalla, alueella tai ohjelmalla ei löydy mitään. Kokeile toista sanaa tai tyhjennä lomake."
    ),
    "invite_unknown": (
        "Jotakuta, jonka pitää tulla tai joka ei saa tulla, ei tunneta, tai paikkoja on l"
        "iian vähän. Tunnus on toimijan omalla sivulla."
    ),
    "silos_none_chosen": "Missään siinä, mitä kysyttiin, kaksi toimijaa ei tee työtä yhdessä.",
    "mixing_title": "Havaitut yhteydet suhteessa odotettuihin",
    "mixing_hint": (
        "1: yhtä paljon yhteyksiä kuin molempien vilkkaus yksin antaisi; yli 1 enemmän, alle 1 vähemmän."
    ),
    "bridges_title": "Sillat",
    "bridges_lead": "Ketkä yhdistävät muita, ja mikä on heidän varassaan.",
    "loses_column": "Jäisi ilman yhteyttä",
    "roles_column": "Kenen välissä",
    "roles_hint": (
        "Palkit: kumppaniparit, jotka eivät tunne toisiaan, sektorin mukaan (jos sektoreita ei tunneta, "
        "alueen mukaan)."
    ),
    "role_own": "oman sisällä",
    "role_gate": "oman ja toisen",
    "role_one": "yhden muun sisällä",
    "role_two": "kahden muun",
    "error_note": "Osuudet lyhimmistä reiteistä on arvioitu, virhe enintään {error}.",
    "structure_title": "Minkä varassa verkosto on",
    "structure_say": (
        "{actors} toimijaa ja {ties} yhteyttä: {parts} osaa, joiden toimijat tavoittavat toisensa, ja "
        "{isolates} toimijaa yksin."
    ),
    "untold_say": (
        "{untold} muusta ei voi tietää: niiden luettelot nimeävät vain yhden toteuttajan hanketta kohden."
    ),
    "core_say": "Ydin: {size} toimijaa, joista jokaisella on yhteys vähintään {number} muuhun ytimessä.",
    "cut_title": "Jos tämä toimija lähtisi",
    "cut_none": "Yksikään toimija ei pidä muita varassaan: jokaisella on toinenkin reitti muihin.",
    "hang_title": "Yhteydet, jotka ovat ainoa reitti",
    "hang_column": "Yhteys",
    "alone_title": "Yksin",
    "links_title": "Toimijat, joiden kannattaisi tuntea toisensa",
    "links_lead": (
        "Niillä on yhteisiä kumppaneita tai sama työ, mutta ei yhteistä hanketta, verkostoa tai tapahtumaa."
    ),
    "links_none": "Kahdella toimijalla, joilla ei ole yhteyttä, ei ole yhteisiä kumppaneita eikä samaa työtä.",
    "link_pair": "Ketkä",
    "link_why": "Miksi",
    "link_change": "Mitä yhteys muuttaisi",
    "link_contacts": "{n} yhteistä kumppania, esimerkiksi",
    "link_contact": "yksi yhteinen kumppani:",
    "link_work": "molemmat tekevät työtä aiheesta",
    "link_first": "ensimmäinen yhteys niiden ryhmien välillä",
    "link_joins": "yhdistää kaksi ryhmää",
    "link_inside": "yhden ryhmän sisällä",
    "link_far": "nyt mikään reitti ei vie toiselta toiselle",
    "invite_title": "Ketkä saman pöydän ääreen",
    "invite_lead": (
        "Toimijat, joiden tapaaminen kuroo umpeen eniten aukkoja ryhmien välillä; sektorit ja alueet ovat "
        "tasapainossa."
    ),
    "invite_size": "Paikkoja",
    "invite_must": "Pitää tulla (tunnukset)",
    "invite_not": "Ei saa tulla (tunnukset)",
    "invite_say": (
        "Nämä {n} puhuvat {share} osuuden puolesta siitä työstä, joka pysyy omassa ryhmässään, ja tuovat "
        "yhteen {gaps} ryhmäparia {of}:sta, joilla ei juuri ole yhteyksiä. Mikään muu tämän kokoinen "
        "pöytä ei voisi puhua suuremman kuin {most} osuuden puolesta."
    ),
    "invite_none": (
        "Ladatuissa tiedoissa kukaan ei tee työtä kenenkään kanssa, joten ei ole ketään yhdistettävänä."
    ),
    "seat_why": "Miksi pöydässä",
    "seat_beside": "Viereen",
    "seat_gain": "Tuo lisää",
    "seat_group": (
        "tekee työtä {n} toimijan kanssa; sen ryhmällä ({group}) on {share} vähemmän yhteyksiä muihin "
        "kuin sattuma antaisi"
    ),
    "seat_unnamed": "{n} toimijaa",
    "seat_alone": "ei tee vielä työtä kenenkään kanssa",
    "seat_asked": "pyydetty",
    "seat_both": "molemmat: {what}",
    "seat_new": "niiden ryhmillä ei juuri ole yhteyksiä",
    "invite_keep": "Säilytä tämä lista",
    "invite_keep_hint": (
        "Säilytetyn listan voi merkitä tehdyksi, ja myöhemmin näkyy, mitkä yhteydet syntyivät."
    ),
    "changes_title": "Mikä muuttui kahden päivän välillä",
    "changes_lead": (
        "Ryhmät, jotka yhdistyivät, jakautuivat tai päättyivät, yhteydet, jotka syntyivät tai katosivat, "
        "ja siilot, jotka avautuivat."
    ),
    "changes_before": "Ensimmäinen päivä",
    "changes_after": "Toinen päivä",
    "changes_ask": "Valitse kaksi päivää.",
    "changes_say": "{gained} yhteyttä syntyi ja {lost} katosi; niitä oli {before} ja on {after}.",
    "fate_merged": "yhdistyi",
    "fate_split": "jakautui",
    "fate_ended": "päättyi",
    "fate_born": "uusi",
    "fate_shrunk": "kutistui",
    "fate_continued": "jatkuu",
    "fate_column": "Mitä sille tapahtui",
    "then_column": "Toimijoita silloin",
    "later_column": "Toimijoita myöhemmin",
    "kept_column": "Pysyi",
    "changes_groups": "Ryhmät",
    "changes_silos": "Ensimmäisen päivän siilot",
    "changes_no_silos": "Ensimmäisenä päivänä ei ollut siiloja.",
    "silo_opened": "avautui",
    "silo_shut": "ei avautunut",
    "silo_gone": "ei enää yhteyksiä",
    "inside_then": "Sisällä silloin",
    "inside_later": "Sisällä myöhemmin",
    "opened_by": "Ketkä sen tekivät",
    "changes_gained": "Syntyneet yhteydet, vahvimmat",
    "changes_lost": "Kadonneet yhteydet, vahvimmat",
    "follow_title": "Mitä siitä seurasi",
    "follow_lead": (
        "Mihin tartuttiin, mitkä ehdotetuista yhteyksistä ovat sen jälkeen syntyneet, ja miten kävi "
        "samanlaisille pareille, joita kukaan ei tuonut yhteen."
    ),
    "follow_none": (
        "Kukaan ei ole vielä tarttunut löydökseen. Säilytä kutsulista, tai merkitse siiloon, yhteyteen "
        "tai päällekkäisyyteen, mitä tehtiin."
    ),
    "follow_formed": "{formed} ehdotetusta {proposed} yhteydestä on syntynyt.",
    "follow_like": "Samanlaisista {like} parista, joita kukaan ei tuonut yhteen, {formed} (p {p}).",
    "follow_alone": "Samanlaisia pareja ei ole verrattavaksi.",
    "follow_silo": "Sen yhteyksistä {before} pysyi silloin sisällä, nyt {after}.",
    "follow_others": "Muut ryhmät muuttuivat sillä välin {moved}.",
    "follow_nothing": (
        "Asianosaisilla oli jo yhteys tuona päivänä, tai heitä ei enää tunneta: uutta yhteyttä ei ehdotettu."
    ),
    "follow_kept": "Säilytetyt listat, jotka odottavat tapaamistaan",
    "done_title": "Mitä tehtiin",
    "done_note": "Mitä tehtiin (ei henkilöiden nimiä)",
    "done_came": "Ketkä tapasivat (älä merkitse ketään, jos kukaan ei tavannut)",
    "done_others": "Muut, jotka tulivat: toimijoiden tunnukset, yksi riville",
    "done_send": "Tallenna",
    "done_about": "Näistä toimijoista",
    # network
    "network_title": "Verkosto",
    "network_lead": (
        "Kuka tekee työtä kenenkin kanssa. Viiva on luettelossa mainittu yhteys; rahoitusta ei piirretä."
    ),
    "network_cut": "Kuvassa on ydin: {nodes} niistä {of}:sta, joilla on yhteys.",
    "network_all": "{nodes}, joilla on yhteys.",
    "network_empty": "Piirrettäviä yhteyksiä ei vielä ole.",
    "drawing": (
        "Kuvaa piirretään; se tarvitsee JavaScriptin. Alla oleva taulukko kertoo saman verkottuneimmista."
    ),
    "network_table": "Verkottuneimmat taulukkona",
    "find": "Etsi",
    "find_hint": "toimijan tai hankkeen nimi",
    "show": "Näytä",
    "colour_by": "Värit",
    "by_kind": "lajin mukaan",
    "by_group": "ryhmän mukaan",
    "whole": "Koko kuva",
    "picture": "Verkoston kuva; alla oleva taulukko kertoo saman verkottuneimmista",
    "close": "Sulje",
    "ties": "yhteyksiä",
    "open": "Avaa oma sivu",
    "none": "Kuvassa ei ole sen nimistä.",
    "no_groups": "Ryhmiä ei löytynyt.",
    # search
    "search_title": "Haku",
    "search_label": "Hankkeen, toimijan, hyvän käytännön, verkoston tai alueen nimi",
    "search_go": "Hae",
    "search_none": "Mikään nimi ei ole edes lähellä. Kokeile lyhyempää osaa nimestä.",
    "search_hint": "Pienet kirjoitusvirheet eivät haittaa.",
    # entity
    "known_of": "Mitä tiedetään",
    "field": "Tieto",
    "value": "Arvo",
    "source": "Lähde",
    "also_known": "Muut nimet",
    "ids": "Tunnisteet",
    "who_does_what": "Kuka tekee mitä",
    "no_ties": "Mikään luettelo ei yhdistä sitä mihinkään.",
    "its_overlaps": "Päällekkäisyydet",
    "history": "Historia",
    "history_since": "Alkaen",
    "history_until": "Asti",
    "history_batch": "Erä",
    "history_said": "Mitä sanottiin",
    "still": "voimassa",
    "role_lead": "päätoteuttaja",
    "role_partner": "osatoteuttaja",
    "role_coordination": "koordinaatio",
    "municipalities_count": "{n} kuntaa",
    # for tools
    "tools_title": "Ohjelmille",
    "tools_lead": "Jokainen vastaus on JSONia ja kertoo skeemansa. Täydellinen kuvaus ohjelmille:",
    # problem
    "problem_title": "Tämä ei onnistunut",
    "problem_back": "Päällekkäisyyksiin",
    # kinds
    "kind_actor": "Toimija",
    "kind_project": "Hanke",
    "kind_network": "Verkosto",
    "kind_practice": "Hyvä käytäntö",
    "kind_programme": "Ohjelma",
    "kind_call": "Haku",
    "kind_theme": "Teema",
    "kind_region": "Alue",
    "kind_industry": "Toimiala",
    "kind_event": "Tilaisuus",
    "kind_input": "Syöte",
    "kind_indicator": "Kohtaantotieto",
    "kind_tie": "Yhteys",
    # ties
    "tie_PARTICIPATES_IN_out": "Toteuttaa",
    "tie_PARTICIPATES_IN_in": "Toteuttajat",
    "tie_FUNDS_out": "Rahoittaa",
    "tie_FUNDS_in": "Rahoittaja",
    "tie_STEERS_out": "Ohjaa",
    "tie_STEERS_in": "Ohjausryhmässä",
    "tie_FUNDED_UNDER_out": "Rahoitettu ohjelmasta",
    "tie_FUNDED_UNDER_in": "Siitä rahoitetut",
    "tie_COORDINATES_out": "Koordinoi",
    "tie_COORDINATES_in": "Koordinoija",
    "tie_MEMBER_OF_out": "Jäsenenä",
    "tie_MEMBER_OF_in": "Jäsenet",
    "tie_ABOUT_out": "Teemat",
    "tie_ABOUT_in": "Mikä käsittelee sitä",
    "tie_TARGETS_out": "Kohderyhmät",
    "tie_TARGETS_in": "Mikä on tarkoitettu sille",
    "tie_LOCATED_IN_out": "Missä",
    "tie_LOCATED_IN_in": "Mitä siellä on",
    "tie_SERVES_out": "Palvelee",
    "tie_SERVES_in": "Sitä palvelee",
    "tie_PRODUCED_out": "Tuotti",
    "tie_PRODUCED_in": "Tuottaja",
    "tie_ADOPTED_out": "Otti käyttöön",
    "tie_ADOPTED_in": "Käyttöön ottaneet",
    "tie_ADAPTED_FROM_out": "Sovellettu käytännöstä",
    "tie_ADAPTED_FROM_in": "Siitä sovelletut",
    "tie_SUCCEEDED_BY_out": "Seuraaja",
    "tie_SUCCEEDED_BY_in": "Edeltäjä",
    "tie_COLLABORATES_WITH_out": "Tekee yhteistyötä",
    "tie_COLLABORATES_WITH_in": "Tekee yhteistyötä",
    "tie_ATTENDED_out": "Osallistui",
    "tie_ATTENDED_in": "Osallistujat",
    "tie_RAISED_out": "Esitti",
    "tie_RAISED_in": "Esittäjä",
    "tie_CONTINUES_out": "Jatkaa hanketta",
    "tie_CONTINUES_in": "Jatkohanke",
    # fields
    "field_name": "Nimi",
    "field_description": "Kuvaus",
    "field_valid_from": "Alkaa",
    "field_valid_to": "Päättyy",
    "field_url": "Osoite",
    "field_sector": "Sektori",
    "field_sector_basis": "Sektori on",
    "field_legal_form": "Oikeudellinen muoto",
    "field_business_id": "Y-tunnus",
    "field_country": "Maa",
    "field_code": "Koodi",
    "field_fund": "Rahasto",
    "field_role": "Rooli",
    "field_status": "Tila",
    "field_priority": "Toimintalinja",
    "field_specific_objective": "Erityistavoite",
    "field_currency": "Valuutta",
    "field_granted_eu_state": "Myönnetty EU- ja valtion rahoitus",
    "field_spent_eu_state": "Toteutunut EU- ja valtion rahoitus",
    "field_planned_public": "Suunniteltu julkinen rahoitus",
    "field_spent_public": "Toteutunut julkinen rahoitus",
    "field_planned_total": "Suunniteltu rahoitus yhteensä",
    "field_spent_total": "Toteutunut rahoitus yhteensä",
    "field_eu_contribution": "EU:n osuus",
    "field_form": "Muoto",
    "field_stage": "Vaihe",
    "field_level": "Taso",
    "field_municipalities": "Kunnat",
    "field_measure": "Mittari",
    "field_region": "Alue",
    "field_occupation": "Ammatti",
    "field_industry": "Toimiala",
    "field_unit": "Yksikkö",
    "field_periods": "Jaksot",
    "field_values": "Arvot",
    # words of values
    "word_public": "julkinen",
    "word_private": "yksityinen",
    "word_third": "kolmas sektori",
    "word_stated": "lähteen kertoma",
    "word_inferred": "päätelty muodosta ja nimestä",
    "word_identified": "tunnistettu",
    "word_modelled": "mallinnettu",
    "word_piloted": "pilotoitu",
    "word_spread": "levitetty",
    "word_adopted": "otettu käyttöön",
    "word_rooted": "juurtunut",
}
