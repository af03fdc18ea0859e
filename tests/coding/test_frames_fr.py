"""What French frames say of sentences written for them: type, mode, sides and modality, each as a reader would code it."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.coding.coder import Coder
from dragoman.records import Article, Event

# sentence | TYPE/mode | modality | actor codes | recipient codes ("-": a side without a country, "": no side)
TABLE = """
Le président Vladimir Poutine s'est entretenu par téléphone avec le général Assimi Goïta. | CONSULT/phone | happened | RUS MLI |
Le ministre nigérien de la Défense est arrivé en visite officielle à Moscou. | CONSULT/visit | happened | NER RUS |
La visite du président chinois Xi Jinping en France s'est achevée mardi. | CONSULT/visit | happened | CHN FRA |
Une délégation de la Cédéao se rendra à Bamako la semaine prochaine. | CONSULT/visit | planned | IGO MLI |
Le Togo a joué un rôle de médiateur entre le Mali et la Côte d'Ivoire. | CONSULT/ | happened | TGO | MLI CIV
La Turquie s'est engagée à fournir des drones au Niger. | AGREE/ | happened | TUR | NER
L'Allemagne a promis une aide de 100 millions d'euros au Sénégal. | AGREE/ | happened | DEU | SEN
Le Niger et l'Iran ont convenu de renforcer leur coopération énergétique. | AGREE/ | happened | NER IRN |
Le Mali et la Russie ont réaffirmé leur volonté de renforcer leur coopération. | AGREE/ | happened | MLI RUS |
La Russie a accepté de livrer du blé au Burkina Faso. | AGREE/ | happened | RUS | BFA
Le Mali et le Burkina Faso ont signé un accord de défense mutuelle. | SUPPORT/ | happened | MLI BFA |
La France a reconnu l'État de Palestine. | SUPPORT/ | happened | FRA | PSE
L'Algérie a apporté son soutien au Niger. | SUPPORT/ | happened | DZA | NER
La France a rétabli ses relations diplomatiques avec le Rwanda. | SUPPORT/ | happened | FRA RWA |
La Belgique a présenté ses excuses à la République démocratique du Congo. | CONCEDE/ | happened | BEL | COD
La France a annoncé le retrait de ses troupes du Niger. | CONCEDE/ | happened | FRA | NER
Le Maroc a extradé un suspect vers les États-Unis. | COOPERATE/ | happened | MAR | USA
La Russie et l'Ukraine ont échangé deux cents prisonniers. | COOPERATE/ | happened | RUS UKR |
La France a livré des véhicules blindés à l'armée nigérienne. | AID/ | happened | FRA | NER
La Banque mondiale a accordé un prêt de 200 millions de dollars au Mali. | AID/ | happened | IGO | MLI
La Russie a fourni vingt-cinq mille tonnes de blé au Mali. | AID/ | happened | RUS | MLI
Les troupes françaises se sont retirées de Gao. | RETREAT/withdraw | happened | FRA | MLI
Le Hamas a libéré trois otages israéliens. | RETREAT/release | happened | PSE | ISR
Le Mali a libéré les soldats ivoiriens. | RETREAT/release | happened | MLI | CIV
L'Union européenne a levé les sanctions contre le Mali. | RETREAT/ | happened | IGO | MLI
L'Arabie saoudite a décrété un cessez-le-feu au Yémen. | RETREAT/ceasefire | happened | SAU |
L'ONU a appelé le Rwanda à retirer ses troupes de l'est du Congo. | REQUEST/yield | happened | IGO | RWA
Le Mali a demandé à la Minusma de se retirer sans délai. | REQUEST/yield | happened | MLI | IGO
Kiev réclame des missiles à l'Allemagne. | REQUEST/assist | happened | UKR | DEU
La Cédéao a exhorté la junte nigérienne à libérer le président Mohamed Bazoum. | REQUEST/yield | happened | IGO | NER
Le Mali accuse l'Algérie de soutenir les terroristes. | ACCUSE/allege | happened | MLI | DZA
Le parquet de Paris a ouvert une enquête contre l'ancien ministre gabonais. | ACCUSE/investigate | happened | FRA | GAB
Le Maroc a convoqué l'ambassadeur de France. | ACCUSE/disapprove | happened | MAR | FRA
Le Burkina Faso a refusé l'aide du FMI. | REJECT/assist | happened | BFA | IGO
Les talibans refusent de libérer les prisonniers américains. | REJECT/yield | happened | AFG | USA
Israël menace d'attaquer l'Iran. | THREATEN/violence | happened | ISR | IRN
La CPI a émis un mandat d'arrêt contre Benjamin Netanyahu. | THREATEN/arrest | happened | IGO | ISR
Des milliers de personnes ont manifesté à Niamey contre la présence française. | PROTEST/demo | happened | NER | FRA
L'opposition togolaise a boycotté les élections législatives. | PROTEST/boycott | happened | TGO |
Le Niger a dénoncé l'accord migratoire avec l'Union européenne. | SANCTION/withdraw | happened | NER | IGO
Le Mali, le Burkina Faso et le Niger ont annoncé leur retrait de la Cédéao. | SANCTION/withdraw | happened | MLI BFA NER | IGO
La Cédéao a suspendu le Mali de ses instances. | SANCTION/expel | happened | IGO | MLI
Le Niger a expulsé l'ambassadeur de France. | SANCTION/expel | happened | NER | FRA
L'Algérie a rompu ses relations diplomatiques avec le Maroc. | SANCTION/withdraw | happened | DZA | MAR
Le Mali a rappelé son ambassadeur à Alger. | SANCTION/withdraw | happened | MLI | DZA
Les États-Unis ont imposé de nouvelles sanctions contre la Russie. | SANCTION/discontinue | happened | USA | RUS
La Russie a déployé des troupes à la frontière ukrainienne. | MOBILIZE/troops | happened | RUS | UKR
La Corée du Nord a tiré un missile balistique en direction du Japon. | MOBILIZE/weapons | happened | PRK | JPN
Le Sri Lanka a décrété l'état d'urgence. | COERCE/martial-law | happened | LKA |
La junte nigérienne a instauré un couvre-feu à Niamey. | COERCE/curfew | happened | NER | NER
Des pirates russes ont mené une cyberattaque contre l'Estonie. | COERCE/cyber | happened | RUS | EST
Un kamikaze s'est fait exploser devant une mosquée à Kaboul. | ASSAULT/suicide-attack | happened | - |
Une frappe de drone turque a tué six civils à Tinzaouatène. | ASSAULT/drone | happened | TUR | MLI
L'aviation israélienne a bombardé Beyrouth. | ASSAULT/ | happened | ISR | LBN
Des affrontements ont opposé l'armée malienne aux rebelles touaregs. | ASSAULT/ | happened | MLI MLI |
Le convoi militaire malien est tombé dans une embuscade près de Tessalit. | ASSAULT/ | happened | | MLI
Les forces russes ont pilonné Kharkiv. | ASSAULT/heavy-weapons | happened | RUS | UKR
Trois casques bleus tchadiens ont été blessés par l'explosion d'une mine. | ASSAULT/explosives | happened | | TCD
"""

NONE = [
    "Le Premier ministre a tiré les leçons de la crise économique.",
    "Il convient de noter que la saison des pluies commence en juin.",
    "Une tempête a détruit vingt maisons dans le nord du Togo.",
    "Le joueur a été condamné au banc de touche par son entraîneur.",
    "Le Rassemblement du peuple de Guinée tiendra son congrès à Kankan.",
    "Les fonctionnaires partent à la retraite à soixante ans.",
    "Le ministre a poursuivi en rappelant les chiffres de la croissance.",
]


# what the frames say without the judge: sentence | frame, or nothing where the word means something else there
ALONE = """
Le Rwanda est accusé d'avoir soutenu la rébellion. | ACCUSE/accuse-plainly
L'ancien ministre malien a été convoqué devant un juge. | ACCUSE/police-summons
Un camion a foncé sur la foule à Nice. | ASSAULT/ram
Une attaque a eu lieu à Gao. | ASSAULT/an-attack
L'armée malienne a repris la ville aux rebelles. | COERCE/take-place
Les gendarmes ont évacué les manifestants du rond-point. | COERCE/clear-protest
La police iranienne a réprimé le mouvement. | COERCE/repress
Les manifestations sont interdites à Niamey. | COERCE/banned-gathering
Des agriculteurs ont bloqué le dépôt pétrolier de Brest. | PROTEST/block-place
Des vitrines de magasins ont été brisées et une voiture a été incendiée à Nantes. | PROTEST/burn-and-break
Des rebelles soutenus par la Turquie ont avancé vers Afrin. | AID/back-fighters
Al-Qaida a appelé à tuer des soldats français. | THREATEN/incite
Le gouvernement français a annulé la hausse de la taxe. | CONCEDE/drop-measure
La Russie a renforcé sa présence militaire en Syrie. | MOBILIZE/presence
La Finlande a rejoint l'OTAN. | SUPPORT/join
Le médecin recommande deux doses aux adultes. |
La blessure n'est pas jugée préoccupante. |
Une marche de huit heures sur le sol lunaire les attendait. |
Les enseignants s'inquiètent du prix du carburant. |
La ministre a rencontré son mari à l'université. |
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(readers=("frames",))


@pytest.fixture(scope="module")
def frames_alone() -> Coder:
    return Coder(readers=("frames",))


def _code(coder: Coder, text: str) -> list[Event]:
    return coder.code(Article(text, language="fr", published=date(2024, 8, 2)))


def _rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("text", "kind", "modality", "actors", "recipients"), _rows())
def test_sentence(coder: Coder, text: str, kind: str, modality: str, actors: str, recipients: str) -> None:
    told = [
        (
            f"{e.event_type}/{e.event_mode or ''}",
            e.modality,
            sorted(a.code or "-" for a in e.actor),
            sorted({a.code or "-" for a in e.recipient}),
        )
        for e in _code(coder, text)
    ]
    assert (kind, modality, sorted(actors.split()), sorted(recipients.split())) in told


@pytest.mark.parametrize(
    ("text", "frame"), [[cell.strip() for cell in line.split("|")] for line in ALONE.strip().splitlines()]
)
def test_frame_alone(frames_alone: Coder, text: str, frame: str) -> None:
    told = {e.coder["frame"].removeprefix("fr/") for e in _code(frames_alone, text)}
    assert frame in told if frame else not told


@pytest.mark.parametrize("text", NONE)
def test_no_event(coder: Coder, text: str) -> None:
    assert [(e.event_type, e.coder["frame"]) for e in _code(coder, text)] == []


def test_what_is_demanded_is_not_told_besides(coder: Coder) -> None:
    told = _code(coder, "La Cédéao a exhorté la junte nigérienne à libérer le président Mohamed Bazoum.")
    assert [e.event_type for e in told] == ["REQUEST"]


def test_the_content_of_an_accusation_is_alleged(coder: Coder) -> None:
    told = _code(coder, "Kinshasa accuse le Rwanda d'avoir bombardé Goma.")
    assert {(e.event_type, e.modality) for e in told} == {("ACCUSE", "happened"), ("ASSAULT", "alleged")}


def test_a_condemned_attack_happened(coder: Coder) -> None:
    told = {e.event_type: e for e in _code(coder, "La France a condamné l'attaque russe contre Kharkiv.")}
    assert told["ACCUSE"].event_mode == "disapprove"
    assert told["ASSAULT"].modality == "happened"
