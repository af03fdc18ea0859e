"""What English frames say of sentences written for them: type, mode, sides and modality, each as a reader would code it."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.coding.coder import Coder
from dragoman.records import Article, Event

# sentence | TYPE/mode | modality | actor codes | recipient codes ("-": a side without a country, "": no side)
TABLE = """
The Nigerien defence minister arrived in Moscow for an official visit. | CONSULT/visit | happened | NER RUS |
Chinese President Xi Jinping's visit to France ended on Tuesday. | CONSULT/visit | happened | CHN FRA |
Togo mediated between Mali and Ivory Coast. | CONSULT/third-party | happened | TGO | MLI CIV
In a phone call with Hakan Fidan, Sergey Lavrov praised Turkey's mediation. | CONSULT/phone | happened | RUS TUR |
Turkey pledged to supply drones to Niger. | AGREE/ | happened | TUR | NER
Germany promised 100 million euros in aid to Senegal. | AGREE/ | happened | DEU | SEN
Niger and Iran agreed to strengthen their energy cooperation. | AGREE/ | happened | NER IRN |
Mali and Burkina Faso signed a mutual defence agreement. | SUPPORT/ | happened | MLI BFA |
France recognised the State of Palestine. | SUPPORT/ | happened | FRA | PSE
Algeria expressed its support for Niger. | SUPPORT/ | happened | DZA | NER
Macron congratulated Tinubu on his victory. | SUPPORT/ | happened | FRA | NGA
Belgium apologised to Rwanda for its silence. | CONCEDE/ | happened | BEL | RWA
Israel agreed to withdraw its troops from Lebanon. | CONCEDE/ | happened | ISR | LBN
Morocco extradited a suspect to the United States. | COOPERATE/ | happened | MAR | USA
Russia and Ukraine exchanged prisoners on Friday. | COOPERATE/ | happened | RUS UKR |
Egypt and Sudan held joint military exercises. | COOPERATE/ | happened | EGY SDN |
France delivered armoured vehicles to the Nigerien army. | AID/ | happened | FRA | NER
The World Bank granted Mali a loan of 200 million dollars. | AID/ | happened | IGO | MLI
Russian instructors are training Malian soldiers. | AID/ | ongoing | RUS | MLI
French troops withdrew from Gao. | RETREAT/withdraw | happened | FRA | MLI
Hamas released three Israeli hostages. | RETREAT/release | happened | PSE | ISR
The European Union lifted its sanctions on Mali. | RETREAT/withdraw | happened | IGO | MLI
Saudi Arabia declared a ceasefire in Yemen. | RETREAT/ceasefire | happened | SAU | YEM
Ethiopia's prime minister resigned on Thursday. | RETREAT/resign | happened | ETH |
The United Nations called on Rwanda to withdraw its troops from eastern Congo. | REQUEST/yield | happened | IGO | RWA
Ukraine asked Germany for missiles. | REQUEST/assist | happened | UKR | DEU
ECOWAS urged the Nigerien junta to release Mohamed Bazoum. | REQUEST/yield | happened | IGO | NER
Russia said that Israel must end its strikes on Syria. | REQUEST/yield | happened | RUS | ISR
China condemned the United States for selling arms to Taiwan. | ACCUSE/disapprove | happened | CHN | USA
Mali accused Algeria of supporting terrorists. | ACCUSE/allege | happened | MLI | DZA
Morocco summoned the French ambassador. | ACCUSE/disapprove | happened | MAR | FRA
Iran refused to release the American prisoners. | REJECT/yield | happened | IRN | USA
Niger rejected talks with France. | REJECT/meet | happened | NER | FRA
Israel threatened to attack Iran. | THREATEN/violence | happened | ISR | IRN
The ICC issued an arrest warrant for Benjamin Netanyahu. | THREATEN/arrest | happened | IGO | ISR
Thousands of people marched in Niamey against the French presence. | PROTEST/demo | happened | NER | FRA
Kenyan teachers went on strike on Monday. | PROTEST/strike | happened | KEN |
Niger expelled the French ambassador. | SANCTION/expel | happened | NER | FRA
Algeria severed diplomatic relations with Morocco. | SANCTION/withdraw | happened | DZA | MAR
Mali recalled its ambassador to Algeria. | SANCTION/withdraw | happened | MLI | DZA
The United States imposed new sanctions on Russia. | SANCTION/discontinue | happened | USA | RUS
A Chadian court sentenced Succes Masra to twenty years in prison. | SANCTION/convict | happened | TCD | TCD
The United States suspended its military aid to Niger. | SANCTION/discontinue | happened | USA | NER
Russia deployed troops along the Ukrainian border. | MOBILIZE/troops | happened | RUS | UKR
North Korea test-fired a ballistic missile towards Japan. | MOBILIZE/weapons | happened | PRK | JPN
Turkish police arrested dozens of journalists. | COERCE/arrest | happened | TUR | TUR
Mali suspended the French radio station RFI. | COERCE/censor | happened | MLI | FRA
The government of Sri Lanka imposed a curfew in Colombo. | COERCE/curfew | happened | LKA | LKA
Tunisia deported hundreds of migrants to Libya. | COERCE/deport | happened | TUN | TUN
Russian hackers attacked Ukraine with missiles. | ASSAULT/ | happened | RUS | UKR
Israeli warplanes carried out air strikes on Gaza. | ASSAULT/aerial | happened | ISR | PSE
Boko Haram kidnapped dozens of schoolgirls in Nigeria. | ASSAULT/abduct | happened | NGA | NGA
Ukraine was hit by a Russian drone strike. | ASSAULT/drone | happened | RUS | UKR
Clashes between the Sudanese army and Ethiopian soldiers broke out on Sunday. | ASSAULT/ | happened | SDN ETH |
President Vladimir Putin and President Assimi Goita spoke by phone on Monday. | CONSULT/phone | happened | RUS MLI |
Niger withdrew from ECOWAS. | SANCTION/withdraw | happened | NER | IGO
Norway said Russia had violated its airspace. | MOBILIZE/ | happened | RUS | NOR
Iraq closed its airspace on Monday. | COERCE/restrict | happened | IRQ |
The United States revoked the protected status of Haitian nationals. | SANCTION/ | happened | USA | HTI
South Africa ordered Taiwan to close its liaison office. | REQUEST/change | happened | ZAF | TWN
The Mexican government repatriated 300 Mexican citizens from Israel. | AID/ | happened | MEX | MEX
The United States designated the Houthis as a terrorist organization. | SANCTION/ | happened | USA | YEM
"""

NONE = [
    "The minister drew lessons from the economic crisis.",
    "A storm destroyed twenty houses in northern Togo.",
    "A bus crashed near Nairobi, killing twelve people.",
    "Shares rallied in Tokyo after the central bank held rates.",
    "The striker shot wide in the final against Ghana.",
    "The company released its annual report on Monday.",
    "Doctors in Kampala fight malaria with a new vaccine.",
    "The film will be shot in Morocco next year.",
    "Attack helicopters are built in the south of France.",
    "The two countries share a border of 800 kilometres.",
    "Farmers fear an invasion of locust species.",
    "The mayor thanked her supporters.",
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(readers=("frames",))


def _code(coder: Coder, text: str) -> list[Event]:
    return coder.code(Article(text, language="en", published=date(2025, 3, 4)))


def _rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("text", "kind", "modality", "actors", "recipients"), _rows())
def test_sentence(coder: Coder, text: str, kind: str, modality: str, actors: str, recipients: str) -> None:
    told = [
        (
            f"{e.event_type}/{e.event_mode or ''}",
            e.modality,
            sorted({a.code or "-" for a in e.actor}),
            sorted({a.code or "-" for a in e.recipient}),
        )
        for e in _code(coder, text)
    ]
    assert (kind, modality, sorted(actors.split()), sorted(recipients.split())) in told


@pytest.mark.parametrize("text", NONE)
def test_no_event(coder: Coder, text: str) -> None:
    assert [(e.event_type, e.coder["frame"]) for e in _code(coder, text)] == []


def test_what_is_demanded_is_not_told_besides(coder: Coder) -> None:
    told = _code(coder, "ECOWAS urged the Nigerien junta to release President Mohamed Bazoum.")
    assert [e.event_type for e in told] == ["REQUEST"]


def test_what_an_accusation_says_is_alleged(coder: Coder) -> None:
    told = _code(coder, "Congo accused Rwanda of shelling Goma.")
    assert [(e.event_type, e.modality) for e in told] == [("ACCUSE", "happened"), ("ASSAULT", "alleged")]


def test_lifting_a_ban_tells_no_new_ban(coder: Coder) -> None:
    told = _code(coder, "The United States lifted its sanctions on Syria.")
    assert [e.event_type for e in told] == ["RETREAT"]
