"""Words of habits, school, work, money and family: what the days are made of."""

from __future__ import annotations

from .topic import CHILD, FAMILY, PARTNER, Topic

LIFE: tuple[Topic, ...] = (
    Topic(
        "alcohol abuse",
        r"alcohol\w*|drunk|drink(?:s|ing) (?:a lot|too much|problem|every|heavily|again|to)|drinking|sober|"
        r"booze|hungover|binge drink\w*|\baa\b|vodka|whisk(?:e)?y|liquor|wasted every",
        r"drinks?|bar\b|relapse\w*|bottle|wine|beers?|party",
        (
            (
                r"(?:his|her|their) drinking|(?:he|she|they) (?:\w+ )?(?:drinks|drank|gets drunk|is drunk)|"
                r"my (?:boyfriend|husband|wife|dad|father|mom\b|mother|roommate|brother|sister|"
                r"partner) (?:\w+ ){0,2}(?:drinks|drank|drinking|alcohol|drunk)",
                "somebody close who drinks",
            ),
            (r"sober|quit|stop|not drinking|cut(?:ting)? (?:down|back)|reduc", "staying sober"),
            ("", "drinking to cope"),
        ),
    ),
    Topic(
        "addiction",
        r"addict\w*|heroin|cocaine|meth(?:amphetamine\w*)?\b|opioids?|smok(?:e|ing) (?:weed|marijuana|pot)|"
        r"weed\b|marijuana|"
        r"drugs?\b(?! store)|pills|rehab\w*|gambl\w+|vaping|withdrawal|overdosed|xanax bars|relaps\w+|"
        r"high all",
        r"clean|sober|using|dealer|quit|habit|hooked|smok\w+|substance\w*|high",
        (
            (
                r"my (?:brother|son\b|daughter|husband|wife|boyfriend|girlfriend|friend|dad|mom\b|father|"
                r"mother|sister)",
                "somebody close who uses drugs",
            ),
            (r"gambl", "gambling"),
            (r"weed|marijuana|pot\b|smok", "smoking to cope"),
            ("", "a dependence that has taken over"),
        ),
    ),
    Topic(
        "eating problems",
        r"eating disorder\w*|anorex\w+|bulimi\w+|binge[ -]?eat\w*|bing(?:e|ing)\b|purg(?:e|ing)|calories|"
        r"starv(?:e|ing) myself|make (?:myself|yourself) (?:eat|throw up)|over-?\s?eat\w*|"
        r"can'?t (?:make myself )?eat|eat when|throw up after",
        r"weight|eat|food|meals?|diet\w*|fat\b|body|exercise",
        (
            (r"bing|over-?\s?eat|eat a lot", "binge eating"),
            (r"anorex|starv|calorie|not eat|can'?t (?:make myself )?eat|make yourself eat", "not being able to eat"),
            (r"bulimi|purg|throw", "bingeing and purging"),
            ("", "food and control"),
        ),
    ),
    Topic(
        "appearance anxiety",
        r"(?:feel|am|i'?m|look|being|too|so|felt|just|how) (?:so |really |very |too |super )?(?:ugly|fat|"
        r"overweight|unattractive|hideous|skinny|not pretty)|ugly|my (?:weight|looks|appearance|skin|acne|"
        r"body|nose|face|boobs)\b|self-?\s?conscious|hat(?:e|ed) (?:everything |what )?(?:i see|you saw|"
        r"i saw|how i look)|(?:in|at) (?:the|a) mirror|gain(?:ed)? weight|lose weight|bald\w*|attractive|"
        r"not pretty|body image|being in pictures",
        r"weight|mirror|pretty|pictures|clothes|compare\w*|skin",
        (
            (r"weight|fat|overweight|diet", "unhappy with one's weight"),
            (r"mirror|ugly|face|skin|acne|nose", "feeling ugly"),
            (r"girls|guys|dating|attractive|approach", "not feeling attractive"),
            ("", "shame about one's body"),
        ),
    ),
    Topic(
        "school bullying",
        r"bull(?:y|ies|ied|ying)|(?:make|makes|making|made) fun of me|call(?:s|ed|ing)? me names|pick(?:s|"
        r"ed)? on me|cyber-?\s?bull\w+|laugh(?:ed|s|ing)? at me|spread(?:ing)? rumou?rs|mean girls",
        r"school|class(?:mates)?|teachers?|kids|names|fight|social media|comments",
        (
            (r"online|social media|comments|posts|cyber", "being bullied online"),
            (r"teacher|principal|school (?:did|does|has) nothing|done nothing", "bullying that nobody stops"),
            (r"was bullied|used to|years ago|back in|in high school|in school", "bullying that still hurts"),
            ("", "being bullied at school"),
        ),
    ),
    Topic(
        "academic pressure",
        r"exams?\b|finals|grades?\b(?! school)|gpa|(?:failed|failing|fail) (?:a |my |the |this )?(?:class|"
        r"course|exam|test|subject|year|school)|stud(?:y|ying) (?:for|all)|homework|assignments?|thesis|"
        r"dissertation|phd|grad(?:uate)? (?:school|student|program)|(?:drop|dropping|dropped) out|semester|"
        r"the (?:act|sat)\b|my professors?|college (?:classes|subjects|courses)|my degree|"
        r"school is (?:stress|kill|hard|too)|imposter|impostor|presentations?|gcses?|a-levels?|lectures?|"
        r"uni(?:versity)? (?:is|work)|my studies|applying for uni",
        r"school|college|university|uni\b|class(?:es)?|teachers?|professors?|pressure|fail\w*|deadline\w*|"
        r"motivation|campus|dropp\w+|tests?\b|studying",
        (
            (r"exam|finals|test|act\b|sat\b", "fear of exams"),
            (r"fail|grades?|gpa|drop", "falling behind"),
            (r"grad|phd|thesis|dissertation|imposter", "feeling like a fraud in graduate school"),
            (r"parents|expect", "parents' expectations at school"),
            ("", "too much work for school"),
        ),
    ),
    Topic(
        "procrastination",
        r"procrastinat\w*|lazy|laziness|put(?:ting)? (?:things|everything|it) off|can'?t (?:get|start|make|"
        r"bring) (?:anything|myself to (?:do|start|work|get)|started)|wast(?:ed|ing) (?:yet )?(?:another|my|"
        r"the) (?:day|time|life|days)|get myself to|last minute|unfinished|clean my room|motivat(?:ion|ed)\b|"
        r"get out of bed|unfocused|in bed all day|spent (?:today|the entire day|the day|all day)",
        r"lazy|tasks?|chores|energy|goals|plans|willpower|habits|distract\w+|netflix|watching television|games|all day",
        (
            (r"bed|shower|clean|dishes|room|laundry|simple", "everyday tasks that feel impossible"),
            (r"stud|exam|school|college|homework|finals", "putting off studying"),
            (r"goal|plans|dream|future|life", "plans that never get started"),
            ("", "no drive to do anything"),
        ),
    ),
    Topic(
        "job crisis",
        r"lost my job|los(?:e|ing) my job|laid off|(?:got|been|was|being|were) fired|fired (?:me|from)|"
        r"unemploy\w+|jobless|no job|(?:find|get|getting|finding|looking for|search\w* for) (?:a |another |"
        r"any |new |part time |part-time |full-time )*(?:job|work|employment)|job (?:interviews?|search|"
        r"hunt\w*|prospects|applications?|market)|interviews?|(?:no|without) (?:a )?(?:career|work)\b|"
        r"changing my job|my cv\b|r[eé]sum[eé]s|quitting jobs|temp agenc\w+|my career",
        r"job|work|career|rejected|money|employers?|hire[ds]?|hiring|skills|income|bills",
        (
            (r"interview", "fear of job interviews"),
            (r"lost my job|laid off|fired", "losing a job"),
            (r"find|get(?:ting)? a|look|search|prospect|reject", "not finding work"),
            (r"chang|quit|career|leave", "wanting another career"),
            ("", "an uncertain working life"),
        ),
    ),
    Topic(
        "work stress",
        r"my (?:\w+ )?job\b|my boss|my manager|co-?workers?|colleagues|overwork\w*|at work\b|(?:go|going|"
        r"went|back|get|come) to work|work(?:ing)? (?:\d+ hours|nights|overtime|two jobs|so much|"
        r"full[- ]time|40)|workplace|burn(?:t|ed)?[- ]?out|hour (?:work ?week|shifts?)|shift\b|\bhr\b|"
        r"call cent(?:er|re)|customers|two jobs|on the job|hate (?:my )?work|graveyard|retail",
        r"job|work|boss|hours|stress\w*|promotion|shifts?|quit|underpaid|tired|employees|company|feedback|office",
        (
            (r"boss|manager|supervisor", "trouble with a boss"),
            (r"co-?worker|colleague|hr\b|team", "conflict with colleagues"),
            (r"overwork|hours|shift|burn|two jobs|overtime|exhaust|tired", "too much work"),
            (r"quit|leave|hate|get out|want to be", "a job that makes one unhappy"),
            ("", "pressure at work"),
        ),
        most=2,
    ),
    Topic(
        "money worries",
        r"(?:behind on|pay|paying|afford|can'?t pay) (?:the |my |our )?(?:bills|rent|mortgage)|debts?|"
        r"bankrupt\w*|financ(?:es|ial(?:ly)?)|broke\b(?! up| down| my| his| her| off| into| it| things| a)|"
        r"can'?t afford|homeless\w*|evict\w*|bank account|no money|money (?:problems|troubles|issues)|"
        r"food bank|loans?|gofundme|paycheck|payday|kicking me out|place to live|shelter|kicked out|bills\b|"
        r"less than \$|need \$|looking for \$|rent (?:has gone|is due|went)|wiped out|tide us over|"
        r"the kind of money|mortgage",
        r"money|rent|bills|poor|pay|afford|savings|cost|car\b|help us|assistance",
        (
            (r"homeless|evict|place to live|shelter|kick|hotel", "losing a home"),
            (r"debt|loan|owe|credit", "being in debt"),
            (r"bill|rent|mortgage|afford", "bills that cannot be paid"),
            ("", "not enough money to live"),
        ),
    ),
    Topic(
        "caregiving",
        rf"care-?giv(?:er|ing)|(?:take|taking|took|takes) care of (?:my|him|her|our) ?(?:{FAMILY}|{PARTNER}|"
        rf"grand\w+|brother|sister|mother-in-law|family)?|caring for (?:my|him|her|our)|my (?:{FAMILY}|"
        rf"grand\w+|husband|wife) (?:has|had|is|was)? ?(?:\w+ )?(?:dementia|alzheimer'?s|a stroke|stroke|"
        rf"cancer|leuk[ae]mia|parkinson'?s|disabled|terminal\w*)|dementia|alzheimer'?s|in the hospital|"
        rf"nursing home|her caregiver|his caregiver",
        r"hospital|sick|disabled|stroke|cancer|diagnosed|health|responsib\w+|elderly|ill\b",
        (
            (r"mother|mom\b|mum|father|dad|parent", "caring for a sick parent"),
            (r"husband|wife|partner", "caring for a sick partner"),
            (r"exhaust|tired|overwhelm|alone|only one", "carrying the care alone"),
            ("", "a sick person in the family"),
        ),
    ),
    Topic(
        "issues with children",
        rf"(?:my|our|her|his) (?:\w+ ){{0,3}}?{CHILD}\b|(?:year|yr)s?[- ]old (?:son|daughter|boy|girl|child|"
        rf"kid|stepson|twins)|custody|parenting|(?:single|new|bad|terrible|young|depressed) (?:mom|mother|"
        rf"dad|father|parent)|toilet training|tantrums?|step-?(?:son|daughter|kids|children)|visitation|"
        rf"twin toddlers|nanny|three year old|adolescent|peed",
        r"kids?|child(?:ren)?|school|behaviou?r|discipline|daughter|son\b|parent|teen\w*|acting out|listen|"
        r"grandson|toddler|adolescent",
        (
            (r"custody|visitation|court|child support|protective services", "a custody dispute"),
            (r"step", "problems in a stepfamily"),
            (r"teen|adolescent|high school|1[3-9]", "a teenager who pulls away"),
            (r"toddler|baby|toilet|tantrum|two year|three year|diaper|nanny", "a small child who will not listen"),
            (r"guilt|bad (?:mom|mother|dad|father)|terrible|connect|overwhelm|exhaust", "feeling like a bad parent"),
            ("", "worry about a child"),
        ),
        most=2,
    ),
    Topic(
        "issues with parents",
        rf"my (?:\w+ )?{FAMILY}\b|(?:mom|mum|mother|dad|father) (?:and|is|was|has|says|said|told|gets|got|"
        rf"does|won'?t|thinks|makes|always|never)|parents (?:won'?t|don'?t|yell\w*|fight\w*|think|are|always|"
        rf"never|hate)|strict parents|live with my (?:mom|mother|dad|father|parents)|disappoint\w* my parents",
        r"parents?|yell\w*|house|rules|control\w*|argu\w+|listen|move out|respect|home|understand|grounded|"
        r"childhood|abusive|drunk|moving out",
        (
            (r"control|strict|rules|allow|won'?t let|bossy|running my life", "parents who control everything"),
            (r"yell|argu|fight|scream|angry|shout|names", "constant fights with a parent"),
            (
                r"understand|believe|listen|serious|support|depress|therap|talk to",
                "parents who do not take it seriously",
            ),
            (r"divorc|separat|between (?:my )?parents|cheat|back and forth", "parents who are not together"),
            (r"drink|drunk|alcohol|abus|violent|hit|beat|jail|drugs", "a parent one is afraid of"),
            ("", "a difficult relationship with a parent"),
        ),
        most=2,
    ),
    Topic(
        "family conflict",
        r"my (?:\w+ )?(?:brother|sister|siblings?|cousin|aunt|uncle|in-?laws|(?:mother|father|sister|"
        r"brother)-in-law|relatives?|nephew|niece|family)\b|(?:his|her) family|family (?:fight|drama|issues|"
        r"problems|gatherings?|therapy|member)|step-?(?:brother|sister)|daughter-in-law|in-laws|grand(?:ma|"
        r"pa|mother|father|parents)",
        r"family|argu\w+|fight|drama|blame[sd]?|holiday\w*|thanksgiving|christmas|house|ignored|favou?rite|toxic",
        (
            (r"in-?law|his family|her family", "trouble with the in-laws"),
            (r"brother|sister|sibling", "conflict with a sibling"),
            (r"holiday|thanksgiving|christmas|gathering", "family gatherings"),
            ("", "tension in the family"),
        ),
        most=1,
    ),
    Topic(
        "problems with friends",
        r"(?:my|best|close|our|her|his|old|two|some|former) (?:\w+ )?(?:best |close )?friends?\b(?! request)|"
        r"best-?\s?friends?|bff|friendship|friend group|room-?\s?mates?|flat-?mates?|house-?mates?|"
        r"group of friends|quincea\u00f1era|friend (?:of mine|told|has|is)",
        r"friends?|ignor\w+|left out|text\w*|hang(?:ing)? out|talk to me|fight|drama|jealous|mean to|backstab\w*|trust",
        (
            (r"room-?\s?mate|flat|house-?mate", "trouble with a roommate"),
            (r"ignor|left out|forget|exclud|without me|leaving", "being left out by friends"),
            (r"fight|argu|mean|fuck off|betray|lied|against me|drama", "a falling-out with a friend"),
            (r"suicid|kill|depress|abus|pills|drink", "a friend who is not well"),
            ("", "a friendship that has changed"),
        ),
        most=1,
    ),
)
