"""French verbs of conflict and diplomacy with the forms news uses; irregular ones are written out by hand."""

REGULAR_ER = """abandonner accepter accorder accuser acheminer adopter affirmer affronter agresser aider annoncer annuler
appeler approuver appuyer armer arrêter assassiner assiéger assister attaquer autoriser avancer bloquer bombarder
boycotter capturer céder cesser collaborer commencer condamner confirmer contester coopérer couper critiquer déclarer
décapiter décliner décréter démanteler demander démentir dénoncer déplacer déployer déposer dépêcher désarmer
détourner dialoguer dissiper discuter échanger échouer écarter emprisonner encercler enlever engager enquêter entamer
envisager envoyer espérer évacuer évoquer exécuter exhorter exiger expliquer exprimer expulser extrader fermer financer
fournir fouiller frapper geler gifler imposer inculper incendier infiltrer insister intensifier interpeller interroger
invalider inviter juger kidnapper lancer lever libérer limoger limiter livrer manifester massacrer menacer mener mobiliser
négocier neutraliser nommer normaliser octroyer occuper ordonner organiser piller placer plaider poignarder préconiser
proclamer prolonger proposer protester provoquer publier quitter ratifier rappeler réaffirmer rechercher réclamer
rejeter relâcher relancer rencontrer renforcer renouer renoncer renverser réprimer réquisitionner respecter revendiquer
sanctionner saluer séquestrer signer souhaiter soutenir suspendre torturer traquer traverser tuer violer viser visiter
voter""".split()
REGULAR_ER = [v for v in REGULAR_ER if v.endswith("er")]


def _stems(verb: str) -> tuple[str, str, str]:
    """Stem before a mute e, stem elsewhere, stem of future: "appell-", "appel-", "appell-"."""
    stem = verb[:-2]
    if verb in ("appeler", "rappeler", "rejeter"):
        doubled = stem + stem[-1]
        return doubled, stem, doubled
    if verb in ("démanteler", "geler", "enlever", "lever", "mener"):
        grave = stem[:-2] + "è" + stem[-1]
        return grave, stem, grave
    if verb.endswith("oyer") and verb != "envoyer" or verb == "appuyer":
        return stem[:-1] + "i", stem, stem[:-1] + "i"
    if verb == "envoyer":
        return "envoi", "envoy", "enver"
    for acute in ("céd", "libér", "espér", "coopér", "décrét", "considér", "opér"):
        if stem.endswith(acute):
            return stem[:-2] + "è" + stem[-1], stem, stem
    return stem, stem, stem


def er_forms(verb: str) -> list[str]:
    """The forms of a verb in -er that stand in news."""
    mute, full, future = _stems(verb)
    soft = full + "e" if full.endswith("g") else full[:-1] + "ç" if full.endswith("c") else full
    made = [verb, mute + "e", mute + "ent", full + "é", full + "ée", full + "és", full + "ées", full + "èrent"]
    made += [soft + "a", soft + "ait", soft + "aient", soft + "ant", soft + "ons"]
    ending = "r" if verb == "envoyer" else "er"
    made += [future + ending + tail for tail in ("a", "ont", "ait", "aient")]
    return made


IRREGULAR: dict[str, str] = {
    "admettre": "admet admettent admis admise admises admettait admettra admettant",
    "agir": "agit agissent agi agissait agira agissant",
    "apparaître": "apparaît apparaissent apparu apparue",
    "atteindre": "atteint atteignent atteinte atteints atteindra",
    "battre": "bat battent battu battus battue",
    "combattre": "combat combattent combattu combattait combattra combattant",
    "commettre": "commet commettent commis commise commises",
    "comprendre": "comprend comprennent comprenait comprendra",
    "conclure": "conclut concluent conclu conclue conclus conclura",
    "conduire": "conduit conduisent conduite conduits conduira",
    "connaître": "connaît connaissent connu connue connaissait",
    "construire": "construit construisent construite construira",
    "contraindre": "contraint contraignent contrainte contraints",
    "convaincre": "convainc convaincu convaincue convaincus",
    "convenir": "convient conviennent convenu convenaient convinrent",
    "défendre": "défend défendent défendu défendue défendra défendait défendant",
    "démentir": "dément démentent démenti démentie démentait",
    "démettre": "démet démis démise",
    "descendre": "descend descendent descendu descendus",
    "détenir": "détient détiennent détenu détenue détenus détenait détiendra",
    "détruire": "détruit détruisent détruite détruits détruites détruisait détruira",
    "devenir": "devient deviennent devenu devenue deviendra",
    "dire": "dit disent dite disait dira disant",
    "dissoudre": "dissout dissolvent dissous dissoute",
    "écrire": "écrit écrivent écrite écrivait",
    "élire": "élit élisent élu élue élus élira",
    "entendre": "entend entendent entendu entendue entendait",
    "entretenir": "entretient entretiennent entretenu entretenus entretenait entretiendra",
    "envahir": "envahit envahissent envahi envahie envahis envahissant",
    "établir": "établit établissent établi établie établis",
    "faire": "fait font faits faite faisait fera feront faisant",
    "fournir": "fournit fournissent fourni fournie fournis fournissait fournira fournirait fournissant",
    "franchir": "franchit franchissent franchi franchie",
    "fuir": "fuit fuient fui fuyant fuyaient",
    "garantir": "garantit garantissent garanti garantie",
    "inscrire": "inscrit inscrivent inscrite",
    "intervenir": "intervient interviennent intervenu intervenue interviendra intervenait",
    "interdire": "interdit interdisent interdite interdits interdira interdisant",
    "investir": "investit investissent investi investie",
    "maintenir": "maintient maintiennent maintenu maintenue maintiendra maintenant",
    "mettre": "met mettent mis mise mises mettait mettra mettant",
    "mourir": "meurt meurent mort morte morts mourra mourait",
    "obtenir": "obtient obtiennent obtenu obtenue obtiendra obtenait",
    "offrir": "offre offrent offert offerte offerts offrait offrira offrirait offrant",
    "ouvrir": "ouvre ouvrent ouvert ouverte ouverts ouvrait ouvrira ouvrant",
    "parvenir": "parvient parviennent parvenu parvenus parviendra",
    "perdre": "perd perdent perdu perdue perdra",
    "permettre": "permet permettent permis permise permettra",
    "poursuivre": "poursuit poursuivent poursuivi poursuivie poursuivis poursuivra poursuivait",
    "pouvoir": "peut peuvent pu pourrait pourra pouvait",
    "prendre": "prend prennent pris prise prises prenait prendra prenant",
    "prévenir": "prévient préviennent prévenu préviendra",
    "prévoir": "prévoit prévoient prévu prévue prévus prévoyait prévoyant",
    "produire": "produit produisent produite produira",
    "promettre": "promet promettent promis promise promises promettait promettra promettant",
    "punir": "punit punissent puni punie punis",
    "recevoir": "reçoit reçoivent reçu reçue reçus recevait recevra recevant",
    "reconduire": "reconduit reconduite reconduits",
    "reconnaître": "reconnaît reconnaissent reconnu reconnue reconnaîtra reconnaissant",
    "réfuter": "réfute réfutent réfuté réfutait",
    "rejoindre": "rejoint rejoignent rejointe rejoindra",
    "remettre": "remet remettent remis remise remises remettra",
    "rendre": "rend rendent rendu rendue rendus rendait rendra rendant",
    "répandre": "répand répandu répandue",
    "répondre": "répond répondent répondu répondait répondra",
    "reprendre": "reprend reprennent repris reprise reprises reprendra reprenait",
    "restreindre": "restreint restreignent restreinte",
    "retenir": "retient retiennent retenu retenue retenus",
    "réunir": "réunit réunissent réuni réunie réunis réunira réunissant",
    "revenir": "revient reviennent revenu revenue reviendra",
    "rompre": "rompt rompent rompu rompue rompus rompra rompait rompant",
    "saisir": "saisit saisissent saisi saisie saisis saisissant",
    "souscrire": "souscrit souscrivent souscrite",
    "soumettre": "soumet soumettent soumis soumise",
    "soutenir": "soutient soutiennent soutenu soutenue soutenus soutenait soutiendra soutenant",
    "subir": "subit subissent subi subie subissait",
    "suspendre": "suspend suspendent suspendu suspendue suspendus suspendait suspendra suspendant",
    "tenir": "tient tiennent tenu tenue tenait tiendra tenant",
    "tendre": "tend tendent tendu tendue",
    "traduire": "traduit traduite traduits",
    "transmettre": "transmet transmettent transmis transmise",
    "unir": "unit unissent uni unie unis",
    "vaincre": "vainc vaincu vaincus",
    "venir": "vient viennent venu venue venus viendra venait",
    "voir": "voit voient vu vue verra",
    "vouloir": "veut veulent voulu voudrait voulait",
}
