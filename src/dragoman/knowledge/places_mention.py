"""What surrounds a place's name in a mention: "la région de Ménaka", "northern Mali", "Borno State", "le fleuve Niger".

`peel` takes such words off and keeps what they say: the kind of place meant, and whether only a part or the
surroundings of it are meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SETTLEMENT = ("capital", "seat", "populated", "section")
_WATER = ("river", "lake", "area")

# Class noun → kinds it may mean. French before the name with "de", English before with "of" or behind.
_CLASSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("ville", "village", "localité", "commune", "bourgade", "bourg", "hameau", "cité", "capitale", "quartier",
         "port", "chef-lieu", "city", "town", "village", "municipality", "hamlet", "capital", "neighborhood",
         "neighbourhood", "capital city", "port city", "commune rurale", "commune urbaine", "townlet", "locality", "settlement"), _SETTLEMENT),
    **dict.fromkeys(
        ("state", "état", "republic", "république", "nation", "pays", "country"), ("country", "admin1", "region")),
    **dict.fromkeys(
        ("région",  "region", "oblast", "gouvernorat", "governorate", "wilaya", "land", "canton",
         "région administrative"), ("admin1", "region")),
    **dict.fromkeys(("province", "district", "county", "comté", "département", "department"), ("admin1", "admin2")),
    **dict.fromkeys(("cercle", "préfecture", "prefecture", "sous-préfecture", "territoire", "territory", "chiefdom", "chefferie", "raion", "raïon", "woreda", "hromada", "regency", "subdistrict", "local government area", "arrondissement"), ("admin2", "admin1")),
    **dict.fromkeys(("fleuve", "rivière", "river", "oued", "wadi"), _WATER),
    **dict.fromkeys(("lac", "lake", "reservoir"), ("lake", "region")),
    **dict.fromkeys(("désert", "desert"), ("desert", "region")),
    **dict.fromkeys(("mont", "monts", "massif", "montagne", "mount", "mountains", "mountain"), ("mountain", "region")),
    **dict.fromkeys(("parc", "parc national", "national park", "park", "réserve", "reserve"), ("park", "forest")),
    **dict.fromkeys(("forêt", "forêt classée", "forest"), ("forest", "park")),
    **dict.fromkeys(("île", "îles", "island", "islands", "archipel"), ("island", "territory", "admin1", "country")),
    **dict.fromkeys(("presqu'île", "péninsule", "peninsula", "plateau", "vallée", "valley", "zone", "bande", "strip",
                     "plain", "plaine", "secteur", "area"), ("region", "area", "admin1")),
}  # fmt: skip
# A river, a lake or a forest is never the country or town it shares its name with.
_NATURAL = frozenset({"river", "lake", "desert", "mountain", "park", "forest"})
_CLASSES |= {
    (n[:-1] + "ies" if n.endswith(("ty", "cy")) and n.isascii() else n + "s"): k
    for n, k in _CLASSES.items()
    if n[-1] != "s"
}
_NOUNS = "|".join(sorted(map(re.escape, _CLASSES), key=len, reverse=True))
_ARTICLE = (
    r"(?:l[ae]s?\s+|l['’]\s*|the\s+|un\s+|une\s+|an?\s+|du\s+|de\s+la\s+|de\s+l['’]\s*|des\s+|au\s+|aux\s+)"
)
_OF = r"(?:de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|de\s+|d['’]\s*|of\s+the\s+|of\s+)"
_SIDE_FR = r"(?:extr[êe]me[- ])?(?:nord|sud|est|ouest|centre)(?:[- ](?:est|ouest|nord|sud))?"
_SIDE_EN = r"(?:far[- ])?(?:north|south|east|west)(?:[- ]?(?:east|west|central))?(?:ern)?|central|upper|lower|rural|mainland"

_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}

_BEFORE = re.compile(rf"^{_ARTICLE}?(?:\w+\s+)?(?P<noun>{_NOUNS})\s+{_OF}?(?P<rest>\S.*)$", re.I)
_BEHIND = re.compile(rf"^{_ARTICLE}?(?P<rest>.*\S)\s+(?P<noun>{_NOUNS})$", re.I)
_PART = re.compile(
    rf"^{_ARTICLE}?(?:(?:partie|région|zone)\s+)?(?:(?P<side>{_SIDE_FR})(?:\s+{_OF}|-)|(?P<side_en>{_SIDE_EN})\s+{_OF}?)(?P<rest>\S.*)$",
    re.I,
)
_AROUND = re.compile(
    rf"^(?:près|autour|aux?\s+environs|aux\s+alentours|à\s+proximité|aux\s+abords|à\s+la\s+périphérie|dans\s+la\s+banlieue|"
    rf"the\s+outskirts|outskirts|the\s+suburbs|near|outside|around|in|at|à|en|dans|vers)\s+{_OF}?(?P<rest>\S.*)$",
    re.I,
)
_ARTICLE_ONLY = re.compile(rf"^{_ARTICLE}(?P<rest>\S.*)$", re.I)


@dataclass(frozen=True, slots=True)
class Peeled:
    """A name without its surroundings: `kinds` it may be (empty: any), `part` of it that is meant (empty: all)."""

    name: str
    kinds: tuple[str, ...] = ()
    part: str = ""

    @property
    def natural(self) -> bool:
        """Whether a natural feature is meant and nothing else will do."""
        return not _NATURAL.isdisjoint(self.kinds)


@lru_cache(maxsize=20_000)
def peel(mention: str) -> tuple[Peeled, ...]:
    """The mention as it stands, then with one layer after the other taken off."""
    name = " ".join(mention.split()).strip(' ,.;:!?"“”«»()')
    found = [Peeled(name)]
    kinds: tuple[str, ...] = ()
    part = ""
    for _ in range(6):  # "dans le nord de la région de Ménaka" has five layers
        if match := _AROUND.match(name):
            name = match["rest"]
        elif match := _ARTICLE_ONLY.match(name):
            # "au Caire" hides an article of the name: "Le Caire".
            hidden = _CONTRACTED.get(name[: match.start("rest")].strip().lower())
            if hidden:
                found.append(Peeled(f"{hidden} {match['rest']}", kinds, part))
            name = match["rest"]
        elif match := _PART.match(name):
            name, part = match["rest"], match["side"] or match["side_en"]
        elif (match := _BEFORE.match(name)) or (match := _BEHIND.match(name)):
            name, kinds = match["rest"], kinds or _CLASSES[match["noun"].lower()]
        else:
            break
        found.append(Peeled(name, kinds, part))
    return tuple(found)
