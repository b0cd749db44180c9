"""Words of the mind and the body: what one carries everywhere, from loneliness to depression."""

from __future__ import annotations

from .topic import Topic

MIND: tuple[Topic, ...] = (
    Topic(
        "loneliness",
        r"lonel\w+|so alone|(?:feel|feeling|am|i'?m|be|always|am i|all) (?:so |very |really |all |"
        r"completely )?alone|no (?:real |actual |close )?friends|(?:zero|any|have|made|make) friends|"
        r"no ?(?:one|body) (?:to talk to|cares|wants me|speaks|texted|notice\w*|loves me|who)|isolat\w+|"
        r"touch[- ]starved|forever alone|(?:nobody|no one) (?:really )?(?:cares|would (?:care|notice|miss))|"
        r"just want(?:ed)? a hug|someone (?:to love|to talk to|who would care)|need a friend|use a friend|"
        r"never had a (?:boyfriend|girlfriend)|no (?:gf|bf|girlfriend|boyfriend)|feel loved|invisible|"
        r"first choice|anyone'?s priority|anybody'?s favou?rite|someone to (?:love|care|notice)|"
        r"loved by anyone|don'?t want to be alone|girls (?:always )?reject|wants? me\b|getting? a girlfriend|"
        r"be a girlfriend|birthday",
        r"friends?|alone|by myself|nobody|unloved|unwanted|company|talk to|texts?|weekend|invite[ds]?|"
        r"ignored|rejected|single|texted|socializ\w+|hug",
        (
            (
                r"gf\b|bf\b|girlfriend|boyfriend|someone to love|date|girls|love me|single|okcupid",
                "longing for a partner",
            ),
            (r"birthday|christmas|new year|holiday|weekend", "being alone on special days"),
            (r"friends", "having no friends"),
            (r"hug|touch|care|notice|invisible|priority|favou?rite|first choice", "not mattering to anyone"),
            ("", "feeling alone even among people"),
        ),
        most=2,
    ),
    Topic(
        "sleep problems",
        r"can'?t (?:fall a ?sleep|sleep|stay asleep)|cannot sleep|insomnia\w*|"
        r"not (?:been able to )?(?:really )?sleep\w*|fall(?:ing)? (?:back )?a ?sleep|sleep (?:deprived|"
        r"more than|more then|\d+|problems|schedule|pattern)|sleepless|stay(?:ing|ed)? (?:up|awake)|"
        r"awake (?:all|at|\d)|nightmares?|decent sleep|oversleep\w*|sleep (?:a lot|all day)|don'?t sleep|"
        r"slept (?:almost|only|for|past|\d)|haven't slept|sleep hygiene|"
        r"sleeping (?:pattern|\d|too|in)|sleep disorder|slee?ping pills",
        r"sleep\w*|tired|night|bed|awake|dreams?|wake|rest|groggy|insomnia",
        (
            (r"nightmare|dream", "nightmares"),
            (
                r"sleep(?:ing)? (?:a lot|too much|all day|in)|slept (?:almost )?1\d|still tired|groggy|15 hours",
                "sleeping too much and still being tired",
            ),
            ("", "lying awake at night"),
        ),
    ),
    Topic(
        "anger",
        r"anger|angry|rage|furious|(?:bad |my )?temper\b|lose (?:it|my temper)|lash(?:ing|ed)? out|(?:get|"
        r"got|gets|so|makes? me|constantly|always|everything) (?:so |really |very |upset or )?(?:mad|pissed|"
        r"upset)\b|short[- ]tempered|blow(?:n|ing)? up|yell(?:ing)? at (?:my|them|people|everyone)|"
        r"violent (?:outbursts|thoughts)|rip someone",
        r"mad|yell\w*|throw\w*|scream\w*|break|control|hit|mean|curs(?:e|ing)|upset|irritat\w+",
        (
            (r"wife|husband|girlfriend|boyfriend|child|kids|family", "anger that hurts the family"),
            (r"control|throw|hit|punch|violent", "losing control when angry"),
            ("", "anger that is always there"),
        ),
    ),
    Topic(
        "social anxiety",
        r"social(?:ly)? (?:anxi\w+|awkward|phobi\w+)|anti-?\s?social|introvert\w*|(?:speak|speaking|"
        r"talk) in public|public speaking|big crowds|crowds|(?:talk|talking|speak|speaking) to (?:people|"
        r"strangers|girls|guys|the popular)|shy\b|shyness|judg(?:e|es|ed|ing) me|what (?:others|people|they|"
        r"everyone) (?:may |might |will )?thinks?(?: of me)?|agoraphob\w*|small talk|in social (?:situations|"
        r"settings)|awkward|approach(?:ing)? girls|don'?t like people|hate people|on stage|deep talk|"
        r"around people|too scared to",
        r"people|nervous|party|parties|crowd\w*|blush\w*|embarrass\w*|friends|quiet|avoid|phone calls?|"
        r"staring|popular|weird\w*",
        (
            (r"public|stage|presentation|perform|crowd", "fear of being looked at"),
            (r"girls|guys|date|dating|crush", "being too shy to approach somebody"),
            (r"judg|think of me|staring|talking about me", "fear of what others think"),
            ("", "being afraid of people"),
        ),
    ),
    Topic(
        "health problems",
        r"chronic (?:pain|illness|disease|fatigue)|in (?:constant |chronic |a lot of )?pain\b|cancer|"
        r"surger(?:y|ies)|disab(?:led|ility|ilities)|diagnosed with (?:a |an )?(?:cancer|diabetes|epilepsy|"
        r"ms|lupus|fibromyalgia|crohn'?s|asthma|hiv|herpes)|migraines?|head injur\w+|tbis?|back problem|"
        r"fibromyalgia|kidney|infection|my (?:lungs|heart|back|knee|illness|disabilit\w+|health)|"
        r"health (?:anxiety|problems|issues)|lump|seizures?|in the emergency|tinnitus|operations?\b",
        r"pain|doctors?|hospital|sick|symptoms?|tests|treatment|medication|body|ill(?:ness)?|injur\w+|"
        r"accident|throwing up",
        (
            (r"chronic|constant|pain|back|migraine|fibromyalgia", "living with pain"),
            (r"cancer|diagnos|lump|tests|disease", "a frightening diagnosis"),
            (r"disab|injur|accident|tbi", "a body that no longer does what it did"),
            ("", "being ill"),
        ),
    ),
    Topic(
        "medication doubts",
        r"anti-?\s?depress(?:ant|ants)|ssris?|snris?|zoloft|sertraline|prozac|fluoxetine|lexapro|"
        r"escitalopram|citalopram|celexa|wellbutrin|bupropion|effexor|venlafaxine|mirtazapine|remeron|paxil|"
        r"cymbalta|xanax|lithium|abilify|seroquel|ketamine|lamictal|adderall|(?:on|off|my|new|"
        r"forgot to take my|stable|any|non|tried a few|started|tak(?:e|ing)) (?:the |my )?(?:meds?|"
        r"medications?|medicines?)\b|side[- ]effects?|prescri(?:bed|ption)\b|(?:\d+ ?mg)|medicines?",
        r"doctor|dose|dosage|mg|psychiatrist|weeks|effects?|work(?:s|ed|ing)?|therapy|pills?|experience",
        (
            (r"side|nightmare|fatigue|tired|dizz|sleep|worse|numb|comedown", "side effects of medication"),
            (r"start|first|began|prescrib|try|considering|just", "starting medication"),
            (r"stop|quit|off|forgot|run out", "coming off medication"),
            ("", "doubts whether medication helps"),
        ),
        most=2,
    ),
    Topic(
        "finding therapy",
        r"(?:see|seeing|find|finding|need|get|afford|talk to|ask for|tell|start|start(?:ing)?|for) (?:a |an |"
        r"my |another |some )?(?:therap(?:y|ist)|counsel(?:l?or|l?ing)|psychologist|psychiatrist|"
        r"professional help|shrink)|therapist (?:discharged|said|told|keeps|is|was|made|doesn'?t|just)|"
        r"my (?:therapist|counsell?or|psychologist|psychiatrist|social worker)|counsel(?:l)?ing (?:help|"
        r"relationship|process|session|service\w*)|can counsel(?:l)?ing|diagnos(?:e|is|ed) (?:me|myself|or)|"
        r"a diagnosis|psych (?:unit|ward)|mental hospital|have money for a psychologist|seek(?:ing)? help|"
        r"get help|medical assistance|mental health days?|therapist",
        r"therap\w+|session\w*|help|insurance|counsel\w+|doctor|diagnos\w+|appointment|talk to someone|records",
        (
            (r"afford|money|insurance|cost|pay", "not being able to pay for therapy"),
            (r"parents|mom\b|mother|family|tell (?:them|her|him)", "asking the family for help"),
            (r"diagnos|records", "wondering what is wrong"),
            (r"hospital|unit|ward", "treatment in hospital"),
            (
                r"trust|discharge|doesn'?t (?:help|listen)|not helping|right therapist|terminated",
                "a therapy that does not fit",
            ),
            ("", "making the first step to therapy"),
        ),
        most=2,
    ),
    Topic(
        "relationship doubts",
        r"my (?:\w+ )?(?:boyfriend|girlfriend|bf|gf|partner|fianc[eé]e?|s/?o|crush|lover)\b|(?:boyfriend|"
        r"girlfriend|partner|fianc[eé]e?) (?:and i|is|has|says|said|told|doesn'?t|won'?t|never|always)|"
        r"long[- ]distance|(?:i'?m|am|been|started|currently|we(?:'ve| have)? been|we're) (?:dating|"
        r"seeing (?:someone|this|a|him|her))|in a relationship|(?:in love|falling|fell) (?:with|for)|"
        r"crush on|commitment|get attached|attachment issues|(?:likes?|loves?) me (?:back)?|my feelings for|"
        r"dating site\w*|a guy (?:i|who)|this (?:guy|girl)\b|a girl (?:i|who)|we(?:'ve|"
        r" have) (?:been together|dated)|argue with (?:him|her)|be with (?:him|her)|(?:first|second|third|"
        r"few) dates?\b|interest level|jealous\w*|possessive|relationships?",
        r"relationship|together|love[sd]?|trust|dating|feelings|jealous\w*|text\w*|distant|argu\w+|fight\w*|"
        r"commit\w*|future|marry|attached|clingy|space|ex\b|attracted",
        (
            (
                r"long[- ]distance|miles|state|country|military|travel|away|move back|hours away",
                "a relationship at a distance",
            ),
            (r"jealous|trust|phone|ex[- ]|lied|lying|lies|possessive", "jealousy and mistrust"),
            (
                r"crush|like (?:him|her|this|me)|friend ?zone|likes me|feelings for|attracted|prom|met (?:a|this)",
                "feelings for somebody that may not be returned",
            ),
            (r"argu|fight|yell|mad|angry|upset|toxic", "arguments with a partner"),
            (
                r"distant|time|ignore|text|lost feelings|losing feelings|not (?:in love|sure)|numb|attention",
                "a partner who has become distant",
            ),
            (r"attach|push|afraid|scared|commit|clingy|needy|abandon", "fear of closeness"),
            ("", "not knowing whether to stay"),
        ),
        most=1,
    ),
    Topic(
        "faith",
        r"(?<!thank )(?<!thanks )(?<!oh )(?<!my )god\b(?! (?:dam|knows|how|i |this|it))|"
        r"church\b(?! (?:playgroup|hall|choir|wedding))|religio\w+|faith\b|pray(?:er|ers|ing|ed)?\b|pastor|"
        r"bible|christian\w*|jesus|muslim|islam\w*|mormon|catholic|sin\b|sinner|jehovah",
        r"believe|belief|soul|spiritual\w*|sins?|hell|heaven|blessing",
        (
            (r"family|parents|husband|wife|mother", "faith and the family"),
            (r"why|angry|lost|doubt|stopped|insist", "losing one's faith"),
            ("", "doubts about faith"),
        ),
    ),
    Topic(
        "intrusive thoughts",
        r"intrusive\w*|\bocd\b|obsessive|obsess(?:ing|ed|ion)|compuls\w+|hear(?:ing)? voices|"
        r"voices in my head|schizo\w*|bipolar|borderline|\bbpd\b|personality disorder|paranoi\w*|"
        r"hallucinat\w*|dissociat\w*|disassociat\w*|depersonali\w*|derealization|\badhd\b|"
        r"don'?t feel (?:real|like myself)|being watched|racing thoughts|stop thinking|over-?\s?think\w*|"
        r"autis\w+|asperger\w*|mood swings|imaginary friend|cruel thoughts|violent thoughts|voices|"
        r"implanting|psycho(?:sis|tic)|manic|fantas(?:y|ize|izing)",
        r"thoughts|diagnos\w+|head\b|mind|brain|control|voices?|disorder|episodes?|real\b|symptoms",
        (
            (r"voice|hear|hallucin|schizo|watched|implant", "hearing or sensing what others do not"),
            (r"bipolar|mood|manic|borderline|bpd", "extreme changes of mood"),
            (r"real|myself|dissociat|disassociat|deperson", "feeling unreal"),
            (r"ocd|clean|check|compuls", "compulsions"),
            (r"adhd|autis|asperger|focus", "a mind that works differently"),
            ("", "thoughts that will not stop"),
        ),
    ),
    Topic(
        "low self-worth",
        r"worthless\w*|hate (?:myself|everything about myself|who i am|being me)|self[- ]?(?:esteem|worth|"
        r"hatred|hate|doubt|confidence|loathing)|not good enough|good enough|(?:a|like a|such a|complete|"
        r"total) (?:failure|loser|burden|waste|disappointment|freak\w*|mistake|idiot|monster)|failure\b|"
        r"loser|useless|stupid|hat(?:e|ing) me\b|confiden(?:t|ce)|insecur\w+|unconfident|loathe myself|"
        r"piece of shit|why can'?t i|compare (?:your|my)self|better th[ae]n me|inferior|ashamed (?:of|to be)|"
        r"good at (?:anything|doing)|(?:i'?m|im|am|being) (?:nobody|average|worthless|pathetic|unlovable)|"
        r"pathetic|never amount|fuck(?:ed)? (?:it |everything )?up|existence is a mistake|was a mistake|"
        r"annoying|bothersome|do anything right|what(?:'?s| is| the f\S+ is) wrong with me|weirdo|"
        r"feel sorry for my ?self|over self centered",
        r"worth|myself|deserve\w*|fail\w*|better|others|hate|burden|proud|perfect|compare\w*|accomplish\w*|dislike",
        (
            (r"compare|better th[ae]n|others|everyone else|average", "always comparing oneself to others"),
            (r"burden|everyone would|annoy|bother", "feeling like a burden"),
            (r"confiden|insecur|shy|esteem", "no confidence"),
            (r"fail|loser|accomplish|mistake|fuck", "feeling like a failure"),
            ("", "not feeling good enough"),
        ),
        most=2,
    ),
    Topic(
        "life direction",
        r"what (?:i want|to do) (?:to do )?(?:with|in) (?:my )?life|(?:no|lack of|any|lost|"
        r"without) (?:direction|purpose|goals|ambition)|purpose\b|meaning of life|meaning(?:less)?|"
        r"existential\w*|quarter-?\s?life|mid-?\s?life|my (?:20|twentie|30|thirtie)s?\b|the 20'?s|"
        r"stuck in (?:a |my )?(?:rut|life|place)|life is (?:going nowhere|pointless|a cycle|falling apart)|"
        r"future\b|nowhere in life|starting over|start again|point of (?:it|all|life|anything|living|doing)|"
        r"what'?s the point|what is the point|look(?:ing)? forward to|retire(?:d|ment)|culture shock|"
        r"international student|moved to|homesick\w*|my time is going too fast|run away|accomplishments|"
        r"what i want in life",
        r"life|goals|dreams?|lost|stuck|future|change|path|decisions?|move|world|youth|pointless|purpose",
        (
            (r"mov(?:ed|ing)|culture|homesick|country|city", "starting over in a new place"),
            (r"retire", "life after retirement"),
            (r"20'?s|twent|young|graduat|college|youth", "not knowing where to go in one's twenties"),
            (r"point|meaning|purpose|existential|forward", "not seeing a point in anything"),
            ("", "feeling stuck in life"),
        ),
        most=2,
    ),
    Topic(
        "anxiety",
        r"anxi\w+|panic\w*|worr(?:y|ied|ying|ies)|nervous\w*|phobi\w+|scared|terrified|afraid|fear(?:s|"
        r"ful)?\b|stress(?:ed|ful|ing)?|overwhelm\w*|freak(?:ed|ing)? out|sense of doom|heart (?:rac|"
        r"pound)\w+|can'?t breathe|hard to breathe|on edge|dread\w*",
        r"breath\w*|heart|shak(?:e|ing)|calm|control|thoughts|mind|sweat\w*|attack\w*|relax|cope",
        (
            (r"panic|attack|breath|heart|shake|doom", "panic attacks"),
            (r"future|tomorrow|next|will happen", "fear of the future"),
            (r"health|sick|die|death", "fear of illness or death"),
            (r"stress|overwhelm|too much|pressure", "too much at once"),
            ("", "constant worry"),
        ),
        most=2,
    ),
    Topic(
        "ongoing depression",
        r"depress\w*|hopeless\w*|numb(?:ness)?\b|empt(?:y|iness)|can'?t feel|feel nothing|feeling nothing|"
        r"dead inside|sad(?:ness)?\b|unhapp\w+|miserable|misery|cry(?:ing)?|cried|joyless|despair|"
        r"dark (?:place|ness)|nothing (?:makes me happy|matters|is enjoyable|helps)|happy anymore|"
        r"melanchol\w*|give up|giving up|exhausted|can'?t take (?:it|this)|no interest|worst year|hate (?:my|"
        r"this) life|hate life|apath\w+|not okay|bad (?:day|place)|feel(?:ing)? like shit|tired of (?:this|"
        r"everything|fighting|faking)|spiral\w*",
        r"life|mood|energy|tired|pain|feel\w*|happy|motivation|bed|months|years|better|worse|day|normal|hate|"
        r"hurt\w*|alone",
        (
            (r"numb|empty|nothing|feel happ|can'?t feel|apath|dead inside", "feeling nothing any more"),
            (r"pretend|fak(?:e|ing)|hide|smile|act like|fooling|okay\?", "hiding depression from others"),
            (r"again|back|comes back|came back|reoccur|relapse|cycle|worse", "depression that comes back"),
            (r"tired|exhaust|energy|bed|sleep|fighting", "no strength left"),
            (r"no reason|don'?t know why|why am i|why do i", "sadness without a reason"),
            (r"cry|cried|tears", "crying all the time"),
            (r"hopeless|future|point|give up|never get", "losing hope"),
            ("", "living with depression"),
        ),
        most=2,
    ),
)
