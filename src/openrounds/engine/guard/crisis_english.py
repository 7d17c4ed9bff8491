"""What people in danger write in English. Phrases written by hand for OpenRounds.

They meet a sentence in small letters, without accents and apostrophes, marks between words made
one space, and short forms made ("i am" is "im", "i have" is "ive", "want to" is "wanna").
"""

from openrounds.engine.guard.crisis_phrases import any_of, phrases, unless_then
from openrounds.engine.guard.report import HelpCode

_SUICIDE = (HelpCode.SUICIDE,)
_OVERDOSE = (HelpCode.EMERGENCY, HelpCode.SUICIDE)
_SELF_HARM = (HelpCode.SELF_HARM,)
_ABUSE = (HelpCode.ABUSE,)
_EMERGENCY = (HelpCode.EMERGENCY,)
_EATING = (HelpCode.EATING_DISORDER,)
_BYSTANDER = (HelpCode.BYSTANDER,)

# --- words that phrases are made of ------------------------------------------------------------

_SO = (
    "(?:"
    + any_of(
        """just | really | actually | honestly | truly | literally | still | also | even | always
        | only | so | do | often | sometimes | constantly | now | seriously | kinda | feeling
        | feel | very | actively | been | badly | desperately"""
    )
    + " ){0,3}"
)
_I = rf"\bi(?:m|ve)? {_SO}"
_IM = r"\b(?:im|ive been|i keep|i cant stop|ive started|i started) (?:\w+ )?"
_MEAN_TO = any_of(
    """wanna | gonna | about to | ready to | plan to | planning to | planning on | trying to
    | tempted to | decided to | wish i could | will | thinking (?:of|about) | think (?:of|about)
    | keep thinking (?:of|about) | cant stop thinking (?:of|about) | considering | like"""
)
_WHEN = "now | tonight | today"
_RECENTLY = any_of(
    f"""{_WHEN} | again | last night | yesterday | just now | an hour ago | earlier
    | this (?:morning|afternoon|evening|week)"""
)
_KILL_ME = any_of(
    rf"""kill(?:ing)? myself\b | unaliv(?:e|ing) myself\b | tak(?:e|ing) my (?:own )?life\b
    | end(?:ing)? (?:my (?:own )?life|it all|everything)\b | end(?:ing)? it {any_of(_WHEN)}\b
    | (?:commit(?:ting)? )?suicide\b(?! (?!{any_of(_WHEN)}|again|all|every|and|but|because|so))
    | hang(?:ing)? myself\b | drown(?:ing)? myself\b | shoot(?:ing)? myself\b(?! in the foot)
    | slit(?:ting)? my wrists\b | jump(?:ing)? off (?:a|the) (?:bridge|roof|building)\b
    | jump(?:ing)? in front of (?:a|the) (?:train|bus|car|lorry|truck)\b
    | overdos(?:e|ing)\b(?! on (?:chocolate|coffee|caffeine|sugar|cake))"""
)
# How and where to die is what people talk of at the end of a life; it is no cry for help.
_DIE = any_of(
    """die | be dead | not exist | stop existing | not be alive | not wake up | never wake up
    | (?:go to )?sleep and (?:not|never) wake up"""
) + unless_then(
    """at | in | with | of | from | before | near | close | on | for | to | a | an | the | like
    | when | without | knowing | peacefully | naturally | well | there | here | among | surrounded
    | quietly | comfortably | happy | laughing | trying | doing | young | old | first"""
)
_LIVE = any_of(
    """live | living | be alive | being alive | be here anymore | wake up | exist
    | go on living | carry on living | keep living"""
) + unless_then(
    """in | with | at | near | on | that | alone | there | here | by | off | under | through | my
    | a | an | the | for | to | early | so | him | her | them | before | without | next | close
    | as | from | out | long | forever | past"""
)
_MY_PEOPLE = any_of(r"everyone | everybody | they | theyd | my \w+ | the (?:kids|children|world)")
_PILLS = any_of(
    """pills | tablets | paracetamol | tylenol | ibuprofen | painkillers | meds | medication
    | sleeping (?:pills|tablets) | antidepressants | insulin | morphine"""
)
_NEAR_ONE = any_of(
    """husband | wife | partner | boyfriend | girlfriend | bf | gf | fiance | dad | father | mum
    | mom | mother | stepdad | stepfather | stepmum | brother | uncle | son | ex | carer"""
)
_WHO_HURTS = rf"\b(?:he|she|my {_NEAR_ONE})"
_DEAD = r"(?:dead|gone|not here|no longer here)"
_MANY = r"(?:[2-9]\d|\d{3,}|twenty|thirty|forty|fifty|handfuls? of|loads of|tons of)"
_WHO_IS_ILL = r"\b(?:my (?:\w+ ){0,3}\w+|he|she|hes|shes|someone|the baby)"
_KIN = any_of(
    """(?:my|a|our) (?:(?:best|close|online|little|older|younger|teenage|good|old) ){0,2}"""
    + any_of(
        """friend | son | daughter | brother | sister | mum | mom | dad | mother | father
        | husband | wife | partner | boyfriend | girlfriend | cousin | nephew | niece | flatmate
        | roommate | neighbou?r | colleague | mate | teenager"""
    )
    + r" | (?:someone|somebody) (?:here|in this (?:chat|room))"
    + r" | an? \w+ (?:in|from|on) (?:my|our|this) (?:group|chat|room|class|forum|ward)"
)
_KILL_THEM = any_of(
    r"""kill(?:ing)? (?:him|her|them)sel(?:f|ves)\b | commit(?:ting)? suicide\b
    | (?:tak|end)(?:e|ing)? (?:his|her|their) (?:own )?life\b"""
)

# --- phrases -----------------------------------------------------------------------------------

_MAYBE_JOKES = phrases(
    _SUICIDE,
    "here | kill | die | dead | alive | life | end | exist | wake | suicid | born | self | wrists"
    " | jump | overdos | takes me | take me",
    rf"{_I}{_MEAN_TO} {_SO}{_KILL_ME}",
    rf"^(?:just |really |so )?(?:wanna|gonna|thinking (?:of|about)) {_KILL_ME}",
    rf"^been thinking (?:of|about) {_KILL_ME}",
    rf"\bive (?:\w+ )?thought (?:of|about) {_KILL_ME}",
    rf"\b(?:think|thinking|feel like) i should (?:just )?{_KILL_ME}",
    r"\bill (?:just )?kill myself\b",
    rf"{_I}(?:wanna|wish i could|wish i would|wish id) {_SO}{_DIE}",
    rf"^(?:just |really )?wanna {_DIE}$",
    r"\b(?:i|ive been|im) (?:wish|wishing|hope|hoping|pray|praying) (?:that )?i (?:was|were)"
    r" dead\b",
    r"\b(?:i|ive been|im) (?:wish|wishing|hope|hoping|pray|praying) (?:that )?i (?:would |could "
    r"|can )?"
    r"(?:just )?die\b(?! (?:old|happy|peacefully|at home|with|before))",
    r"\b(?:i|ive been|im) (?:wish|wishing|hope|hoping|pray|praying) (?:that )?(?:it|this|the|my)"
    r" ?\w*"
    r" (?:kills|would kill|takes|would take) me\b",
    rf"\bim ready to die {any_of(_WHEN)}\b",
    r"\bi wish i (?:wasnt|werent) (?:alive|here anymore|born)\b",
    r"\bi wish (?:i had|id) never been born\b",
    r"\bi hope i (?:dont|never) wake up"
    + unless_then(
        "early | late | to | before | in | with | the | my | him | her | them | anybody | everybody"
    ),
    r"\b(?:id|i would) rather be dead\b(?! than)",
    jest=True,
)
_WISHES_AND_PLANS = phrases(
    _SUICIDE,
    "live | living | alive | here | wake | exist | go on | on living | kill | die | dead | gone"
    " | end | life | suicid | self | better | happier | notice | miss | care | carrying | do it"
    " | wrists | jump | standing on | sitting on | overdos | hoard | stockpil | carry on | going",
    rf"\bi {_SO}dont {_SO}(?:wanna|see the point (?:of|in)) {_LIVE}",
    r"\b(?:i (?:see|got)|ive(?: got)?|theres) (?:really )?(?:no reason|nothing left|no point)"
    r"(?: for me)? (?:to live|to go on|in living|in going on|in being alive)"
    + unless_then("in | with | like"),
    r"\bi cant (?:go on|carry on|live|keep going|keep living)"
    r" (?:living|like this|anymore)\b",
    r"\bwhats the point (?:of|in) (?:living|being alive|going on|carrying on)\b",
    r"\bi(?:ve)? .{0,30}\benough .{0,30}\bto (?:kill myself|end it all|end my life)\b",
    rf"\bi dont think i (?:wanna|can) (?:{_LIVE}|go on)\b",
    rf"\bi.{{0,30}} (?:plan|planning|imagine|imagining|know) how (?:i would|id|ill|im gonna)"
    rf" {_KILL_ME}",
    r"\bbetter if i (?:(?:was|were) (?:dead|gone)|wasnt (?:here|alive)|werent (?:here|alive))\b",
    r"\b(?:no one|nobody|noone) (?:would|will) (?:even )?(?:miss me|care|notice) if i"
    r" (?:was|were|died|disappeared|wasnt|werent|killed myself)\b",
    rf"\b{_MY_PEOPLE} (?:would |will |is |are |all |ll |d )*(?:be )?(?:much |so )?(?:better"
    rf"|happier) (?:off )?"
    + any_of(
        rf"""if i (?:was|were) {_DEAD}\b | if i (?:died|disappeared)\b | with me {_DEAD}\b
        | without me"""
        + unless_then("in | on | at | as | there | driving | cooking")
    ),
    r"\b(?:id be|i would be|im) better off dead\b",
    r"^(?:\w+ )?(?:feeling|been) (?:\w+ )?suicidal\b(?! (?:patients?|people))",
    rf"\bmy (?:head|brain|mind|thoughts|voices)\b.{{0,25}} to {_KILL_ME}",
    r"\bnot safe with myself\b",
    r"\bi wish (?:i had|id) died\b(?! instead)",
    r"\bim (?:standing|sitting) on (?:the|a) (?:bridge|ledge|edge of the roof|tracks)\b",
    rf"{_I}suicidal" + unless_then("patients? | people | prevention"),
    rf"{_I}(?:having|got|getting|have|keep having) (?:\w+ )?"
    r"suicidal (?:thoughts|ideation|feelings)\b",
    r"\bmy suicidal thoughts (?:are|keep|have)\b",
    r"\b(?:googled|googling|searched|searching|looked up|looking up) (?:for )?(?:how|ways) to"
    r" (?:kill myself|die|end my life|commit suicide)\b",
    r"\b(?:ive|i wrote|ive written|im writing) (?:a|my) suicide note\b",
    r"\b(?:ive|ive got|ive made|i made) a (?:suicide )?plan to (?:kill myself|die|end it)\b",
    rf"\bive (?:been )?(?:stockpiling|stockpiled|hoarding|hoarded) (?:\w+ ){{0,2}}{_PILLS}\b",
    rf"\b(?:i|ive)(?: been)? (?:got|saved|saving) (?:\w+ ){{0,2}}{_PILLS} (?:\w+ ){{0,3}}to"
    r" (?:do it|end it|kill myself|die)\b",
    rf"\bi (?:just )?(?:tried|attempted) to {_KILL_ME} {_RECENTLY}\b",
    r"^(?:been |keep )?(?:having|getting) (?:\w+ )?suicidal (?:thoughts|ideation|feelings)\b",
)
_TAKEN_TOO_MUCH = phrases(
    _OVERDOSE,
    "overdos | took | taken | swallowed",
    r"\b(?:i|ive) (?:just |already )?(?:taken|took|had) an? (?:\w+ )?overdose\b",
    rf"\b(?:i|ive) (?:just )?swallowed {_MANY} \w+\b",
    r"\b(?:i|ive) (?:just )?(?:taken|took|swallowed) all (?:of )?(?:my|the) (?:sleeping (?:pills"
    r"|tablets)"
    r"|paracetamol|painkillers|insulin|morphine)\b",
    rf"\bi (?:just )?overdosed {_RECENTLY}\b",
    rf"\b(?:i|ive) (?:just )?(?:taken|took|swallowed) {_MANY} {_PILLS}\b",
    r"\bive (?:just )?overdosed\b(?! on (?:chocolate|coffee|cake|sugar|tv))",
    rf"\b(?:i|ive) (?:just )?(?:taken|took|swallowed) (?:a|the) (?:whole|entire|full) \w+ of"
    rf" (?:my )?{_PILLS}\b",
    rf"\b(?:i|ive) (?:just )?(?:taken|took|swallowed) all (?:of )?(?:my|the) {_PILLS} "
    + any_of("at once | in one go | to die | to end"),
    later=True,
)
_TAKEN_BY_MISTAKE = phrases(
    _EMERGENCY,
    "too m",
    r"\b(?:i|ive) (?:just |accidentally |already )*(?:taken|took|swallowed) too (?:many|much)"
    rf" (?:of my )?{_PILLS}\b",
    later=True,
)
_SELF_HARM_NOW = phrases(
    _SELF_HARM,
    "self | cut",
    rf"\bi (?:just |still )?cut myself {any_of('to feel | to cope | every | because')}\b",
    rf"\bi (?:just |still )?cut myself {_RECENTLY}\b",
    rf"{_IM}(?:cutting|burning|hurting|harming|scratching) myself"
    + unless_then("off | out | some | on the | shaving | at | by"),
    rf"{_I}(?:wanna|gonna|need to|(?:the )?urges? to) {_SO}(?:cut|hurt|harm|burn) myself"
    + unless_then(
        "if | lifting | running | trying | on | doing | at | by | off | some | a | shaving"
    ),
    rf"{_I}(?:wanna|gonna|need to|(?:the )?urges? to) self harm\b",
    rf"{_IM}self harming\b",
    rf"\bi (?:just )?cut my (?:arms?|wrists?|legs?|thighs?) {_RECENTLY}\b",
    r"\burges? to (?:cut|self harm)\b(?! (?:down|out|off|back|my hair|the))",
    rf"{_IM}(?:cutting|burning myself|hurting myself) again\b",
    r"\bi (?:\w+ )?(?:cut|burned|burnt|hurt|harmed) myself (?:again|on purpose|to feel|to cope)\b",
    r"\b(?:i|ive|im|my)\b.{0,30} urges? to (?:self harm|(?:cut|hurt|harm|burn) myself)\b",
    r"\b(?:i cant stop|i keep|ive started|i started) (?:cutting|self harm(?:ing)?)(?: again)?$",
    rf"\bi (?:just )?self harmed {_RECENTLY}\b",
    r"\b(?:i|ive) (?:just )?relapsed (?:with |into )?(?:cutting|self harm)\b",
)
_HURT_BY_ANOTHER = phrases(
    _ABUSE,
    " me | of my | leave | live in fear",
    rf"{_WHO_HURTS} (?:\w+ ){{0,6}}"
    r"(?:hits|beats|punches|chokes|strangles|rapes|slaps) me"
    + unless_then("up | at | to | in | off | out | home | with (?:a|the) (?:bill|news|question)"),
    rf"{_WHO_HURTS} (?:keeps|is|s|wont stop) (?:hitting|beating|choking|strangling|raping|hurting)"
    r" me" + unless_then("up | at | to | in"),
    rf"{_WHO_HURTS} (?:\w+ )?(?:says|said) (?:hell|shell|he will|she will|hes gonna|shes gonna)"
    r" kill me if i (?:leave|tell|go|call|talk)\b",
    rf"\bi live in fear of (?:him|her|my {_NEAR_ONE})\b",
    rf"{_WHO_HURTS} (?:\w+ )?(?:threatens|threatened|is threatening) to kill me\b",
    rf"\bim (?:\w+ )?(?:scared|afraid|terrified|frightened) of my {_NEAR_ONE}"
    r"(?: (?:he|she|and|when|at)\b|$)",
    rf"{_WHO_HURTS} wont let me leave the house\b",
    turned=True,
)
_HURT_JUST_NOW = phrases(
    _ABUSE,
    " me ",
    rf"{_WHO_HURTS} (?:\w+ )?(?:hit|beat|punched|choked|strangled|raped|slapped) me (?:up )?"
    rf"{_RECENTLY}\b",
    later=True,
)
_ILL_NOW = phrases(
    _EMERGENCY,
    "having | breathe",
    r"\b(?:im|i might be|i could be) having an?(?:other)? "
    + any_of(
        r"""heart attack | stroke | seizure | anaphyla\w+ | (?:severe )?allergic reaction
        | asthma attack"""
    )
    + unless_then("reading | just | trying | over | about | assessment | clinic"),
    r"\bi cant breathe(?: (?:and|help|please|at all|right now|now)\b|$)",
    jest=True,
)
_DANGER_NOW = phrases(
    _EMERGENCY,
    "chest | crushing | throat | having | breath | unconscious | blue | wake | droop | face | blood"
    " | bleeding | collapsed | choking",
    r"\b(?:ive|ive got|im having|im getting|i feel) (?:\w+ )?"
    + any_of(
        """crushing chest pain | crushing pain in my chest
        | chest pain (?:right now|now|going down|spreading|down my|and my (?:left )?arm)"""
    ),
    r"\bmy chest (?:feels like its|feels|is) (?:being )?(?:crushed|crushing)\b",
    r"\b(?:im having|im getting|ive got|ive|i have) (?:\w+ )?chest pains? (?:and|with) .{0,30}"
    r"\b(?:breath\w*|arm|jaw|sweat\w*|faint\w*|sick)\b",
    r"\bcrushing (?:chest )?pain\b.{0,40}\b(?:numb|arm|jaw)\b",
    r"\bmy throat is closing\b",
    r"\bblood .{0,20}wont stop\b|\bwont stop bleeding\b",
    r"\b(?:half|one side) (?:of )?(?:my|his|her|mums|moms|dads) face .{0,15}\b(?:droop|drop|numb)",
    rf"{_WHO_IS_ILL} is choking\b(?! (?:up|back))",
    rf"{_WHO_IS_ILL}(?: is| s)? "
    + any_of("having an?(?:other)? (?:heart attack|stroke|seizure|fit) | not breathing")
    + unless_then("assessment | clinic | review | scan | rehab"),
    rf"{_WHO_IS_ILL} "
    + any_of(
        """has (?:just )?collapsed | isnt breathing | stopped breathing | is unconscious
        | is turning blue | wont wake up"""
    )
    + unless_then("early | before | till | until | for | in | to | at | during"),
    r"\b(?:my|his|her|mums|moms|dads) face (?:is|has) (?:suddenly )?droop(?:ing|ed)\b",
    r"\b(?:the|my|im) (?:\w+ )?bleeding (?:[\w ]{1,30} )?wont stop\b|\bi cant stop the bleeding\b",
    later=True,
)
_EATING_AND_PURGING = phrases(
    _EATING,
    "self | purg | eaten",
    rf"{_IM}(?:making|forcing) myself (?:be |to be )?(?:sick|throw up|vomit|purge)"
    + unless_then("with | reading | thinking | laughing | from"),
    r"\bi (?:make|made|forced) myself (?:be |to be )?(?:sick|throw up|vomit|purge) "
    + f"(?:after|every|so|{_RECENTLY})",
    r"\bi (?:\w+ )?purge (?:after|every|my food|my meals)\b",
    r"\b(?:not|havent) eaten .{0,30}\b(?:because im (?:\w+ )?fat|to lose weight|on purpose|feel"
    r" fat)\b",
    rf"{_IM}(?:starving myself|purging (?:again|after|every)|bingeing and purging)"
    + unless_then("(?:for|before) (?:the|my|a)"),
)
_SOMEBODY_NEAR = phrases(
    _BYSTANDER,
    "sel | life | suicid | overdos | die | dead | exist | alive | wake",
    rf"\b{_KIN}\b.{{0,60}}?\b"
    + any_of(
        """wanna | gonna | threatening to | threatens to | talking about | planning to
        | thinking (?:of|about) | talks about"""
    )
    + f" {_KILL_THEM}",
    rf"\b{_KIN} (?:\w+ ){{0,3}}(?:says|saying|said|told me|texted me|texted)(?: that)? (?:he|she"
    rf"|they)"
    rf" (?:really |just )?wanna {_DIE}",
    rf"\b{_KIN} (?:is|feels|has been|keeps (?:saying|telling me)(?: that)?"
    r" (?:he|she|they)(?:s| is| are)?) (?:\w+ )?suicidal\b",
    rf"\b{_KIN} has (?:just )?taken an overdose\b(?! (?:years|when|in|last|as|before|once))",
    rf"\b{_KIN} (?:has )?(?:just )?(?:tried to {_KILL_THEM}|took an overdose|taken an overdose)"
    rf" {_RECENTLY}\b",
    turned=True,
)

ENGLISH = (
    _MAYBE_JOKES,
    _WISHES_AND_PLANS,
    _TAKEN_TOO_MUCH,
    _TAKEN_BY_MISTAKE,
    _SELF_HARM_NOW,
    _HURT_BY_ANOTHER,
    _HURT_JUST_NOW,
    _ILL_NOW,
    _DANGER_NOW,
    _EATING_AND_PURGING,
    _SOMEBODY_NEAR,
)
