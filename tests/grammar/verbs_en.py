"""English verbs of conflict and diplomacy with their forms, written out by hand."""

_REGULAR = """abandon abduct accept accuse adopt advance agree air aim amend announce annul appeal appoint approve arrest
assassinate assault attack attend authorize back ban blame bomb bombard boycott call capture cede charge clash
collaborate condemn confirm confiscate consult convict cooperate criticize deliver demand denounce deny deploy deport
destroy detain discuss dismiss dispatch display dissolve donate endorse end evacuate exchange execute expel express
extradite fire gather grant halt help host impeach impose imprison increase indict injure install intercept invade
investigate invite jail join kidnap kill launch lift loot march mediate mobilize murder negotiate normalize occupy offer
order oust pardon pledge praise promise propose protest provide punish question raid rally ratify reaffirm recall reject
release renew repatriate request rescue resign restore restrict resume retaliate sanction seize shell sign stab storm
supply support surrender suspend talk target threaten topple torture train travel urge veto vow violate visit vote warn
welcome withhold wound""".split()
_DOUBLED = {"expel": "expell", "kidnap": "kidnapp", "ban": "bann", "stab": "stabb", "travel": "travell"}
_HAND = {
    "withhold": "withhold withholds withheld withholding",
    "veto": "veto vetoes vetoed vetoing",
    "travel": "travel travels traveled travelled traveling travelling",
    "beat": "beat beats beaten beating",
    "begin": "begin begins began begun beginning",
    "break": "break breaks broke broken breaking",
    "bring": "bring brings brought bringing",
    "build": "build builds built building",
    "burn": "burn burns burned burnt burning",
    "catch": "catch catches caught catching",
    "cut": "cut cuts cutting",
    "draw": "draw draws drew drawn drawing",
    "fall": "fall falls fell fallen falling",
    "fight": "fight fights fought fighting",
    "find": "find finds found finding",
    "flee": "flee flees fled fleeing",
    "fly": "fly flies flew flown flying",
    "forbid": "forbid forbids forbade forbidden forbidding",
    "freeze": "freeze freezes froze frozen freezing",
    "give": "give gives gave given giving",
    "hang": "hang hangs hung hanging",
    "hit": "hit hits hitting",
    "hold": "hold holds held holding",
    "keep": "keep keeps kept keeping",
    "lead": "lead leads led leading",
    "leave": "leave leaves leaving",
    "lose": "lose loses lost losing",
    "make": "make makes made making",
    "meet": "meet meets met meeting",
    "overthrow": "overthrow overthrows overthrew overthrown overthrowing",
    "pay": "pay pays paid paying",
    "quit": "quit quits quitting",
    "say": "say says said saying",
    "seek": "seek seeks sought seeking",
    "sell": "sell sells sold selling",
    "send": "send sends sent sending",
    "shoot": "shoot shoots shot shooting",
    "speak": "speak speaks spoke spoken speaking",
    "spend": "spend spends spent spending",
    "strike": "strike strikes struck striking",
    "swear": "swear swears swore sworn swearing",
    "take": "take takes took taken taking",
    "tell": "tell tells told telling",
    "throw": "throw throws threw thrown throwing",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "write": "write writes wrote written writing",
}


def _forms(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    elif verb.endswith(("s", "sh", "ch", "x")):
        third, past = verb + "es", verb + "ed"
    else:
        third, past = verb + "s", verb + ("d" if verb.endswith("e") else "ed")
    stem = _DOUBLED.get(verb, verb)
    if stem != verb:
        past = stem + "ed"
    going = (stem[:-1] if stem.endswith("e") else stem) + "ing"
    return f"{verb} {third} {past} {going}"


ENGLISH: dict[str, str] = {verb: _forms(verb) for verb in _REGULAR} | _HAND
