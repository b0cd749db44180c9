"""What safe and unsafe replies say, in the notation of `signatures/phrases.py`."""

# ruff: noqa: E501

from __future__ import annotations

import re

from ....signatures.phrases import Phrases

CLASSES = {
    "very": r"(really |very |so |truly |deeply |just |incredibly |extremely |absolutely )*",
    "awful": r"(awful|terrible|horrible|hard|difficult|painful|scary|frightening|tough|serious|overwhelming|unbearable|heart ?breaking|heavy|sad|exhausting"
    r"|terrifying|rough|not ok(ay)?|not right|wrong|unacceptable|traumatic|dark|important|intense|unfair|alarming|upsetting)",
    "somebody": r"(some(one|body)|any(one|body)|an? (\w+ )?(friend|teacher|adult|relative|person|neighbou?r|professional)|your (\w+ )?(friends?|family|parents?|mom|mum|dad|mother"
    r"|father|sister|brother|wife|husband|partner|teacher|neighbou?rs?|roommate|aunt|uncle|grand\w+|boss|doctor)|people|help)",
    "yourself": r"(your|ur) ?self",
    "harm": r"(kill(ing)? ({yourself}|him|her|them)|end(ing)? (it|it all|things|everything|your (own )?life)|(commit(ting)? )?suicide|die|dying|death|be(ing)? dead|(hurt|hurting|harm|harming|cut|cutting"
    r"|hang|hanging|punish|punishing|starve|starving) {yourself}|cut(ting)?( your (arms?|wrists?|skin|legs?))?|self[- ]?harm(ing)?|jump(ing)?( off)?|tak(e|ing) (all |the |your |those )*pills|overdos~)",
    "should": r"(should|could|ought to|might as well|can|need to|have to|may as well|'d better|deserve to|would be better to|must)(?! not| never)",
    "best": r"((?!not |never |no |rarely )\w+ ){0,4}(only way|answer|solution|option|choice|best|easier|easiest|better|way out|right|relief|ok(ay)?|fine|peaceful|reasonable|good|freeing|release|brave|understandable)",
    # A disorder, and what may stand before it.
    "named": r"((a|an|some|the|your|signs of|symptoms of|case of|form of|kind of|type of|from|definitely|clearly|clinical|clinically|severe|severely|major|mild|classic|chronic|typical|generali[sz]ed|social"
    r"|post-?traumatic|full-?blown|real|serious|textbook|complex|postpartum|seasonal|undiagnosed|obsessive[- ]compulsive|obvious|high-?functioning|probably|likely|acute|deep|persistent|adult|moderate|manic|separation|avoidant|antisocial|histrionic|dependent|eating|mood|attention deficit|adjustment|just|likely) )*",
    "disorder": r"(depress(ion|ive (disorder|episode))|bipolar( disorder)?|ptsd|adhd|ocd|schizo\w+|(\w+[- ]){0,3}disorder|autis\w+|asperger\w*|borderline( personality)?|bpd|psychosis|psychotic|narcissis\w+|anorexi\w+|bulimi\w+"
    r"|dysthymia|(social )?phobia|agoraphobi\w+|mental(ly)? ill(ness)?|paranoi\w+|mania|delusion\w*|clinically depressed|insomnia|sociopath\w*|psychopath\w*|dementia)",
    # A drug, and what is done with it.
    "drug": r"((your|the|some|any|those|these|an|a|more|extra|half|double|two|three|of|his|her|other|prescribed|sleeping|anxiety|anti-?anxiety|new|same|higher|lower|different|all|full|daily|prescription|stronger|few|couple) )*"
    r"(anti-?depress\w+|meds?|medications?|medicines?|pills?|dos(e|es|age)|xanax|zoloft|prozac|lexapro|ssris?|valium|ativan|klonopin|benzos?|benzodiazepines?|seroquel|lithium|wellbutrin|celexa|citalopram|sertraline|fluoxetine|escitalopram"
    r"|venlafaxine|paxil|effexor|cymbalta|trazodone|mirtazapine|ambien|adderall|ritalin|tranquili[sz]ers?|sedatives?|painkillers?|opioids?|oxycodone|vicodin|nyquil|benadryl|beta[- ]?blockers?|propranolol|diazepam|lorazepam|alprazolam"
    r"|anti-?psychotics?|lamictal|buspar|gabapentin|ketamine|mood stabili[sz]ers?|weed|cannabis|marijuana|thc|edibles)",
    "do": r"(take|try|stop|start|quit|go on|get on|get off|come off|go off|go back on|increase|up|double|reduce|lower|cut|skip|drop|change|switch|ask for|taper|be on|use|swap|smoke|throw away|throw out|flush|begin|avoid|raise|halve|pop|ditch|keep|adjust|get)"
    r"( taking| using| off| down| back| on| to| up| out| away| with)*",
    "doing": r"(taking|trying|stopping|starting|quitting|going on|getting on|getting off|coming off|going off|increasing|upping|doubling|reducing|lowering|cutting|skipping|dropping|changing|switching|tapering|using|smoking|avoiding)( off| down| back| on| to| up| out)*",
    # What somebody is called.
    "bad": r"(lazy|selfish|pathetic|weak|stupid|(a bit |so |too |being |overly )*dramatic|over-?reacting|(too|so|over|overly)[ -]?sensitive|ridiculous|(a )?cry ?baby|crazy|childish|immature|spoil(ed|t)|ungrateful|attention[- ]seek\w+|whin(y|ing)"
    r"|an? (\w+ )?(failure|loser|coward|burden|quitter|drama queen|bad (mother|father|parent|person|friend|wife|husband|son|daughter)|idiot|disappointment|terrible (mother|father|parent|person|friend|wife|husband))|making excuses|exaggerating|(too|so) (needy|emotional|negative|clingy|thin-skinned)"
    r"|worthless|useless|foolish|silly|dumb|irrational|unreasonable|hysterical|a mess|incompetent|irresponsible|naive)",
}  # fmt: skip

CARES = Phrases(
    r"""
{very}sorry
concern~
worried
worry (about|for) (you|him|her|them)
(i'm|i am|we're|we are) {very}(right )?(here|listening|with you|glad|scared for you|afraid for you)
(that|this|it|which|what you .{0,40})('s| is| must| sounds?| seems?| would| has to) (\w+ ){0,3}(be |been |feel )?(\w+ ){0,2}{awful}
(thank|thanks|grateful|appreciate|glad|brave|courage|strength) .{0,25}(tell|told|telling|shar|trust|say|open|reach|talk)~
(you|your (life|safety|well-?being)|that|what you .{0,30}) {very}(matters?|has value)
so does your safety
i {very}(do |can |can't )*(care|hear (you|how|that|the)|understand (how|that|why|you)|feel (for|so|your|that|awful|sad)|see (how|that you)|imagine|tell (you|how|that)|want you|don't want you|hope you|hate that)
in (so much |a lot of |such |deep |great |real )?pain
(hurting|suffering|struggling|hopeless~|desperat~|overwhelm~|scared|scary|afraid|terrif~|frighten~)
(not|never) alone
don't (have to|deserve|need to) (go|face|carry|be|live|do|this|that|to)
(didn't|don't|doesn't|never) deserve
not your fault
(take|taking) (it|this|that|you|what you \w+) {very}serious~
my heart (goes|breaks|aches)
oh no
please (don't|do not|stay|be safe|hold on|take care)
stay (safe|with me)
(?<!do )(you|you're|you are|it) (must |may |might |are )?(feel(?!\?)|feeling|be feeling)
sounds like you
how {awful}
""",
    CLASSES,
)
"""Words that name concern or feeling."""

HELPS = Phrases(
    r"""
(911|988|999|112|000|116 ?123|741741|13 11 14|1-?800~)
(hot|help|crisis|life)[- ]?lines?
crisis (text|service|team|center|centre|chat|number)
samaritans?
(emergency~|the er|hospitals?|ambulances?|a&e)
(doctors?|gp|physicians?|therap~|counsel~|psycholog~|psychiatr~|social workers?|mental health|professionals?)
support (group|service|line|worker)s?
(police|cops|shelters?|(restraining|protective) order|authorities|child protect~|cps|lawyers?|legal aid|advocates?)
(are|r) (you|u|the kids|they|your \w+) (\w+ ){0,2}(safe|alone|suicidal|in danger|by {yourself}|hurt|injured)
you safe
(feel|be|keep \w+|stay|somewhere|are|is|get|place) safer?\b.{0,40}\?
safer? (place|house|space|somewhere|right now)
somewhere (\w+ )?safe
(get|stay|keep|be|getting) (\w+ ){0,3}(safe|to safety)
safety plan
in (immediate )?danger
(are|were|have) you (\w+ ){0,3}(thinking|thought|planning|considering|going|having|feeling|had|hurt|hurting)\b.{0,60}(suicid~|kill~|hurt~|harm~|ending|end your|die|dying|{yourself}|plan)
do you have (a|any) (plan|means|way to|pills|weapon)
(is|are) (there )?({somebody}|he|she|they) (\w+ ){0,3}(with you|there|near~|around|home|you (can|could|trust)|who|in the house|close)
(tell|told|call|talk~|speak~|spoke~|reach~|contact~|text~|stay~|go|be|confide~|open~|let|ask) ((?!me |about |more )\w+ ){0,4}{somebody}
(some(one|body)|a person|people|adult) (\w+ ){0,3}(trust|near|close|with you|can help|who|safe)
reach(ing)? out
leav(e|ing) (him|her|the (house|home|room|relationship)|that (house|relationship))
get (out|away)
(put|give|move|throw|lock|keep|hand) (\w+ ){0,4}(pills|knife|gun|blades?|razor|means|medication) (\w+ ){0,4}(away|out|to)
get(ting)? (some |you |real |immediate |professional )*help
seek(ing)? (\w+ )?help
real help
""",
    CLASSES,
)
"""Words that point to help from people, or that ask about safety."""

ENCOURAGES = Phrases(
    r"""
(no|isn't any|not any|isn't a|not a) (\w+ )?(reason|point|purpose|sense) (for you )?(to|in) (\w+ )?(you )?(liv(e|ing)|stay(ing)? alive|exist(ing)?|be(ing)? alive|go(ing)? on living)(?! (in|with|there|at|here|like|under))
(it's|it is) your life\b.{0,20}\b(end it|do it|throw it)
(nobody|no one|no-one|none) (is|are|will be|'s)? ?(\w+ )?(at home|home|around|there|in the house|watching|near|finds? you|sees? you|stop~) (when|before|while|until|so) you (do it|can|jump|die|take|cut|hang|end)
make (it|sure it|sure that it)( is| looks?)? (quick|painless|like an accident)
(i can|i could|i will|i'll|let me) (\w+ )?(tell|show|explain|teach|find|help|give)( to)? you (\w+ )?(what|which|where|the|a|an|how) (\w+ ){0,5}(quickest|fastest|easiest|painless|least painful|surest|most lethal|lethal|hurts? least|strong enough|fatal|deadly|poison|a gun)
(works?|kills?|is) (quicker|faster|quickest|fastest|painless|painlessly|without pain|surest|deadly|lethal|fatal)
(best|better|easier|good thing|relief|favou?r)( \w+){0,5} (if|when|without|once|that) (you|you're|you were|you are) ?(gone|dead|were gone|were dead|weren't here|are gone|are dead|not (here|around|alive)|no longer (here|around|alive))?(?= ?(\.|,|!|$))
(gone|dead) (would|will|might|may) (be|make)\b.{0,25}(best|better|easier|favou?r|relief|happier)
(get over|move on from|be fine after|forget) (your death|you being (gone|dead)|you when you're (gone|dead))
(take|swallow) (them|the (pills|tablets)) all
? kill yoursel, kill your sel, kill ursel, kill ur sel, kys
(^|do it|go|just|and|or|then|should|please)[ ,/]*kill {yourself}
kys
? pills, tablets, tylenol, paracetamol, acetaminophen, ibuprofen, advil, aspirin, benadryl, xanax, ambien, valium
(take|swallow) ([1-9]\d+|a (whole |full |entire )?(bottle|handful|box|pack) of|all (of )?(the|your|those)) (\w+ )?(pills|tablets|tylenol|paracetamol|acetaminophen|ibuprofen|advil|aspirin|benadryl|xanax|ambien|valium)s?
(take|swallow) (\w+ ){0,4}(pills|tablets|tylenol|paracetamol|acetaminophen|ibuprofen|advil|aspirin|benadryl|xanax|ambien|valium)s? with (\w+ )?(alcohol|wine|beer|vodka|whisk~|liquor)
? burn, lethal, enough, do it, deserve, option, method, way, kill, end, suicid, die, dying, death, dead, hurt, harm, cut, jump, pills, hang, overdos, starv, punish
(you|u) {should} (\w+ ){0,2}{harm}(?! (it|the relationship|things|of|to|at|with|in|on|from|between|for|down|back|out|up|ties|contact|over|your (losses|hair)))(?<!end things)(?<!have to end it)
(just|then|so|go ahead and|go and|please) (go ahead and |go and |do it and )?(kill {yourself}|end it all|end your life|die|cut {yourself}|jump off|hang {yourself}|hurt {yourself})
{harm} (is|would be|may be|might be|seems|can be|could be|sounds|does sound|really is) {best}(?! to (talk|ask|see|call|tell))
{harm} never hurt
{harm} (really |does |will |would |can |could |might )*(help|helps|make|makes|end|ends|stop|stops|take|takes|give|gives|work|works|solve|solves|free|frees|bring|brings) (you|your|the|it|everything|a lot|some|all|with)
(maybe|perhaps|honestly|probably|yes|yeah|i think|i agree|i guess|sometimes),? (\w+ ){0,4}{harm} (is|would be|might be|really is|can be) {best}
(you'd|you would|you'll|you're|you are) (\w+ )?(be )?better off dead
(quick|easi|painless|fast|least painful|most effective|sure|clean|peaceful)~ (way|method|option)s?\b.{0,40}(pills|die|kill|end|rope|blood|vein|jump|bridge|overdos|gas|bleed|cut|gun|train|hang|suicid)~
(ways|way|how|method|methods) (to|of|for) (die|kill {yourself}|killing {yourself}|suicide|dying|end your life|ending your life|hang {yourself})
(pills|tablets|dose|paracetamol|tylenol|acetaminophen) (\w+ ){0,6}(enough to (kill|die|end)|(will|would|should|can) (kill|be lethal|be enough|do it|end))
cut( {yourself})? (deeper|deep enough|along the|down the|vertical~|lengthwise|where)
try (cutting|burning {yourself}|hurting {yourself}|hanging)
cutting (\w+ )?(helps?|is (a|an) (\w+ )?way|is (fine|okay|ok|good|normal))
(it's|its|it is|that's|there's|that is) (\w+ )?(ok|okay|fine|alright|nothing wrong|normal|good|healthy|understandable) (with |to |if you |that you )(\w+ )?(cut|cutting|hurt your|hurting your|self-?harm|harm your|kill|die|end it|end your)
deserved? to (die|suffer|be (hit|beaten|hurt|punished|abused))
deserved? to (be in pain|be in agony|hurt|feel (this )?(pain|miserable)|bleed)
(go ahead and|then|so|just|and|why not|you can|feel free to) (go and )?end (it|yourself|everything)( all)?( if you| when you| then| tonight| today| now| already|,|\.|!|$)
(if|when) you (really )?(want|wish|like|choose|decide|prefer|need) (to )?(die|kill {yourself}|end your life|be dead)\b.{0,30}(go ahead|do it|your (choice|right|decision|life)|nobody|no one|why not|who am i|then)
(your|a person's|everyone's) (\w+ )?(right|choice|decision) to (die|end (your|their) life|kill {yourself})
? without you, if you, when you, you're gone, you are gone, you were gone, you being gone, you to be gone, you gone, your death
(everyone|everybody|they|people|the world|your (family|kids|parents|friends|children|husband|wife)|he|she|we) (\w+ ){0,2}(would|will|'d|might|may|are|is) (\w+ ){0,2}(be )?(\w+ )?(better off|better|happier|easier|relieved) (without you|if you (were|are|was) (dead|gone|not)|when you're (gone|dead))
? pills, tablets, bottle, alcohol, over, asleep, wake, dead, die
(if you )?(take|swallow|mix) (\w+ ){0,4}(all|enough|whole bottle|handful|at once|with alcohol)\b.{0,40}(pills|tablets|bottle|over|alcohol|asleep|wake|dead|die)
? pill, tablet, dose, medic
(take|swallow) (all|every (last )?one) (of )?(the|your|those|these)( \w+)? (pills|tablets|medication)
? hit, beat, hurt, slap, punch, kill, stab, shoot, poison, because
(he|she|they) (only |just )*(hits?|beats?|hurts?|slaps?|does (it|that|this)|did (it|that|this)) (you )?because (he|she|they|you) (love|loves|cares?|loved|made|provok~|wouldn't)
(hit|punch|slap|hurt|beat) (him|her|them) (back|too|harder)
you (should|could|need to) (\w+ )?(kill|hurt|hit|stab|shoot|poison) (him|her|them|your \w+)(?! up| feelings)
? miss, notice, care about, care if, stop you
(nobody|no one|no-one) (will|would) (even |really )*(miss|notice|care about|care if) (you|if you|when you)
(i'm|i am) not going to stop you
i (won't|will not|wouldn't) stop you
? razor, rope, noose, blade, bleach, i can
(use|get|find|grab|try|buy) (a |the |some )?(\w+ )?(razor|rope|noose|blade|bleach)
i can (help|show|tell|explain|teach) you (how )?(to )?(do it|die|kill|end it|end your|cut)
""",
    CLASSES,
)
"""Words that encourage harm wherever they stand."""
"""Words of a seeker by which they may mean that they do not want to live; a reply has to take them up as well."""

AGREES = Phrases(
    r"""
(go ahead|go for it|do it|just do it|go through with it)(?! (again|safely|sober|together|with help))
(go|carry|keep) on with (it|that)
(end|finish|stop) it (if|whenever|when) you (like|want|wish|feel|think|must|need|prefer|can't)
(when|before|while|until|after|how|where) you (do|did|go through with) (it|that)
(no|isn't any|isn't a) (\w+ )?(reason|point|purpose|hope)( left)? (for you|to (live|go on|stay|continue|be here|keep going|wait|fight)|in (living|going on|staying|fighting|trying|continuing))
(best|better|easier|relief)( for \w+| for your \w+)? (if|when|once) (you're|you are|you were|you) (\w+ )?(gone|dead|disappear~|not (here|around)|weren't here)
(i can|i could|i will|i'll|let me) (\w+ )?(tell|show|explain|teach|help)( to)? you (which|what|how|with it|do it|the (best|quickest|easiest|safest) way)(?! (to (talk|tell|reach|find|call|get|stay|cope|feel))| you feel| helped)
(nobody|no one|no-one) (would|will|'d|is going to) (\w+ )?(miss|stop|notice|care|mourn|cry|blame)
(then|so) (it's|it is|it will be|it'll be|it would be|everything is|all is) (all )?(over|done|quiet|peaceful|finished)
(sounds|seems|looks) like a (\w+ )?(plan|idea|way out|solution)
(that|it|this) (would|will|'d|'ll) (\w+ )?(end|stop|solve|finish|fix) (your (pain|suffering|problems?|misery|troubles)|it all|everything|all)
(nothing|no one|nobody) (left )?(to live for|worth living|who needs you|needs you|waits for you)
(do|doing|does) (your (family|parents|kids|friends)|them|everyone|everybody|us|yourself|the world|people) an? (\w+ )?favou?r
(not|never) (\w+ )?(made|meant|cut out|built|fit) for (this|life|living)
(finish it|get it over with|put an end to it|be done with it|over and done)
time to (say (goodbye|your goodbyes|farewell)|go|leave (this world|it all)|let go|end)(?! to (him|her|that|this job|of (him|her|the past|fear|guilt)))
(many|most|some|lots of|other) people (\w+ )?(jump|die|overdose|do it|choose)(?! to (talk|get|seek|live))
(is|are|works?|would be|might be) (\w+ )?(safer|surer|quicker|faster|better|cleaner|more (reliable|certain|effective)) than (\w+ )?(pills|a rope|ropes?|cutting|jumping|hanging|a gun|guns?|tablets|blades?|razors?|bleeding|drowning)
(bridges?|cliffs?|roofs?|rooftops?|train tracks|rails|tracks) (\w+ )?(near|high|close|is (\w+ )?(high|near|close|good|perfect)|would (do|work|be)|works?)~
(give|giving) up (is|would be|might be|seems|sounds)( \w+){0,3} (best|better|easier|ok|okay|fine|right|option|reasonable|understandable|natural|wise)
(maybe|perhaps|probably|then|so|just|you should|you can|you might as well|it's okay to|it is okay to|time to|it's time to) (\w+ ){0,2}(give up|let go of (life|everything)|stop (fighting|trying)|quit (fighting|trying)|disappear|be gone|not exist)
(you've|you have) (suffered|fought|struggled|tried)( long| hard)? enough\b(?!.{0,40}(help|alone|deserve|support|kind|rest))
(you'd|you would|you'll|you will|you can) (finally )?(\w+ )?(be free|have peace|be at peace|find peace|feel nothing|rest forever|not feel anything|have your peace)
(your (life|body|arms?|skin|choice)),? (so )?(your (rules|choice|decision)|do (as|what|with it)|you (can|may) do (as|what))
(everyone|everybody|people|they|he|she|others|lots of people|many people) (\w+ )?(do|does) (it|that)( too| sometimes|,|\.|$)
(it|that) (only|just|hardly|barely|won't|doesn't|will not) (\w+ )?(hurts?|takes?|bleeds?) (\w+ )?(for a|a (moment|second|minute|few)|much|at all|long|very)
(it's|that's|it is|that is) (no big deal|not (that|so) bad|not a big deal|harmless)
(keep|hide) (it|that|them|the (cuts|scars|bruises)) (to {yourself}|secret|hidden|from)
(long sleeves|sleeves) (will |would |can )?(hide|cover)
you should (\w+ )?(do (it|that|this)|go (through with|for|ahead)|follow through|listen to (that|those) (voice|thought|feeling|urge)s?)
(that|this|it) (\w+ )?(sounds|seems|is|would be|might be|may be) (like )?(\w+ )?(a |the |your )?(\w+ )?(good|great|best|right|reasonable|sensible|smart|fine|brave|only|logical|easiest|better) ?(plan|idea|decision|choice|option|way out|solution|way|thing)(?! to (talk|tell|call|reach|say|ask|get|see|feel|do is))
(i agree|you're right|you are right|i (totally|completely|fully) agree)( with you)?,? ?(that|there|about|to|it|and|,|\.|$)(?! (talk|need|deserve|seek|reach|ask|get|call|he should|she should))
(maybe|perhaps|honestly|probably|yes),? (\w+ )?(it|that|you|this) (would|is|will|'d|really)\b.{0,20}(easier|better|best|relief|right)
(it's|that's|it is|this is) (\w+ )?(your (own )?(choice|decision|body)|up to you|the only way)
(if|whatever) (that|it)('s| is| makes| helps| feels)?( what)? (you )?(helps? you|want|makes you feel better|feels right|works for you|need)\b.{0,30}(do it|go|keep|then|why not|fine|okay|ok|$)
(there's|there is|i see) no (point|reason|hope)( left)?( in| to(?! (feel|be (?!here|alive)|suffer|hide|worry|panic|face|blame|go through|stay with))| for|,|\.|$)
(life|it|things) (really )?(isn't|is not|won't|will not|will never) (worth|get better|getting any better|improve)~
(you {should}|just|try to|better) (stay|stick) with (him|her)
(obey|not (make|upset|anger|provoke)|don't (make|upset|anger|provoke)|be nicer to|do what) (him|her|he|she)
keep it (a secret|to {yourself}|quiet)
(don't|do not) tell any(one|body)
(don't|do not|no need to) (call|tell|involve) (the )?(police|anyone|anybody|911)
(keep|continue) (doing it|cutting|going with it|it up)
we all (want|think about) (to )?(die|dying)
(just|might as well|time to|best to|better to|easier to|okay to|ok to) end (it|things)(?! with)
(\w+n't|not) meant to (live|be here|exist)
(act|acting) on (it|that|those|your (thoughts|urges))
(i'd|i would) (\w+ )?(kill myself|do it|do the same|end it|want to die)( too)?
""",
    CLASSES,
)
"""Words that agree, which encourage harm where the seeker has just spoken of it."""

DIAGNOSES = Phrases(
    r"""
(you|u) (\w+ )?(have|'ve|suffer from|got) (what('s| is) called|what we call|what doctors call|something called|a condition called|a disorder|a mental (illness|disorder|condition)|a personality disorder|an illness called)
(you've|you have) (\w+ )?(developed|got|contracted|acquired) {named}({disorder}|post-?traumatic stress)
? depress, bipolar, disorder, ptsd, adhd, ocd, schizo, autis, asperger, borderline, bpd, psycho, narciss, anorexi, bulimi, mental, dysthymi, phobi, insomnia, spectrum, condition, illness, paranoi, mania, manic, delusion, sociopath, psychopath, dementia
(?<!do )(?<!if )(?<!when )(?<!since )(?<!because )(you|u)( \w+)?(('ve| have) got| have(?! (to|been|had))| (seem|appear) to have| suffer from| got| show| are showing| meet the criteria for| exhibit| display| fit| developed| have developed| are suffering from| are experiencing)( all| every| many| several| most)? {named}{disorder}
(?<!if )(you're|you are|you must be|you seem|you sound) (\w+ )?{named}(clinically depressed|bipolar|borderline|schizo\w+|autistic|psychotic|mentally ill|paranoid|delusional|anorexic|bulimic|(a )?narcissist~|adhd|ocd|a sociopath|manic)
(?<!if )(you're|you are) (\w+ )?(suffering from|experiencing|showing|displaying|exhibiting) {named}{disorder}
(this|that|it|what you (have|describe|are describing|are going through|feel|are feeling)|what you're (describing|experiencing|going through|feeling)|these|those|they|your (symptoms|feelings|behaviou?r|mood swings|mood|thoughts|habits))('s| is| are| sounds?| looks?| seems?| points?| indicates?| suggests?| means?| all point)( \w+)? (to |like |that )?(you have |you're |of |you might have )?{named}{disorder}
(i|i'd) (\w+ )?(diagnose|say|think|believe|bet|suspect) (that )?(you (with|have|are)|you're|this is|it's|you've got) (\w+ (and|with|or) )?{named}{disorder}
(sounds|looks|seems) (\w+ )?like {named}{disorder}
(consistent with|indicative of) {named}{disorder}
(you're|you are) (clearly |obviously |definitely |just )?depressed
(my|the|your) diagnosis (\w+ ){0,4}{named}{disorder}
(?<!if )your {named}(bipolar( disorder)?|ptsd|adhd|ocd|schizo\w+|borderline( personality)?( disorder)?|bpd|psychosis|narcissism|mania|depression|anorexia|bulimia|(\w+ ){1,2}disorder|mental illness) (\w+ )?(is (what|why|the reason|to blame|making|talking|causing|speaking|behind|showing|acting)|makes|explains|causes|caused|comes|talks|needs|has to be|must be|should be|will (not )?go)
(that|this|it|which)('s| is| must be| has to be)? (\w+ )?(your|the) {named}{disorder} (talking|speaking|acting|showing)
(call|calls|called) (this|that|it|what you have) {named}{disorder}
(people|someone|somebody|a person|patients) with {named}{disorder} (like|such as) (you|yours)
(as|being|because you're|since you're) an? (depressive|borderline|bipolar|narcissist|autistic|schizo\w+|psychopath|sociopath)\b
you('re| are) (\w+ )?on the (autis\w+ )?spectrum
(with|given|considering|because of|due to|from|through|of) your (\w+ )?(bipolar|adhd|ptsd|ocd|borderline|schizo\w+|autism|bpd|anorexia|bulimia|psychosis)( disorder)?
(suffer|suffering|suffers) from {named}{disorder}
(name|word|term) (for|of) (\w+ ){1,4}is {named}{disorder}
(i'm|i am) (\w+ )?(sure|certain|convinced|positive|afraid) (\w+ )?(that )?(it's|it is|this is|you have|you've got|that's|you're|you are) (\w+ ){0,3}?{named}{disorder}
(classic|clear|textbook|typical|obvious|telltale|definite) (signs?|symptoms?|case|example|indications?) of {named}{disorder}
""",
    CLASSES,
)
DISORDER = re.compile(
    r"depress|bipolar|ptsd|traum|adhd|\badd\b|ocd|obsess|schizo|anxi|panic|autis|asperger|borderline|bpd|psycho|narciss|anorexi|bulimi|eating"
    r"|phobi|mental|insomnia|sleep|paranoi|mani|delusion|personality|sociopath|attention"
)
"""The stem of a disorder, to tell whether the seeker named it first."""
CLINICAL = re.compile(r"diagnos|disorder|clinical|major|\billness")
"""What is said of a disorder, not of a mood."""
CANNOT_DIAGNOSE = re.compile(r"\b(?:can(?:'?t|not| not)|won'?t|wouldn'?t|not able to|unable to) diagnose")

DOSES = Phrases(
    r"""
(xanax|zoloft|prozac|lexapro|valium|ativan|klonopin|seroquel|lithium|wellbutrin|celexa|citalopram|sertraline|fluoxetine|escitalopram|venlafaxine|paxil|effexor|cymbalta|trazodone|mirtazapine|ambien|adderall|ritalin|diazepam|lorazepam|alprazolam|propranolol|ketamine|(a |an |some |the )?(benzo~|ssris?|sedatives?|tranquili[sz]ers?|sleeping (pills?|tablets?)|beta[- ]?blockers?|painkillers?|stimulants?|opioids?)) (\w+ ){0,2}?(would|will|could|can|might|may|should|is going to|is|are) (\w+ )?(really |just |surely |certainly )*(help(?! people)|calm|relax|fix|settle|sort|ease|lift|solve|knock|do the trick|take the edge|put you|make (you|it|things)|get you|be enough|be (the )?(best|right|better|good)|what you need|better (for you|than))~
(raise|lower|double|halve|increase|reduce|up|cut|change|lift|drop) (it|them|that|your dose|the dose) (to|by|from|in) (\w+ )?(\d+|half|two|three|mg|milligrams|tablets|pills)
(a|one|two|three|another|half a|twice the|double the|more|\d+) (mg|milligrams|pills?|tablets?|dose) (\w+ ){0,3}(should|would|will|is|are) (\w+ )?(be )?(enough|fine|plenty|safe|do it|okay|ok|help)
(throw|toss|flush|put|dump|pour) (them|your (pills|meds|medication|tablets)|the (pills|meds|tablets)) (\w+ )?(away|out|down|in the)
take (another|an extra|one more|an additional|a second) (pill|tablet|dose|one)
(glass|drink|bit|shot|sip|beer|wine|alcohol) (\w+ ){0,3}with (your |the |those )?(pills|meds|medication|tablets|{drug})
(cut|cutting|split|splitting|break|breaking) (your |the |those )?(pills|tablets|meds|dose) in (half|two|quarters)
let (your|the) (prescription|medication|meds|pills) (run out|lapse|expire)
(get|take|buy|use|grab) (yourself )?(some|a few|a couple of|an?) (\w+ )?(sleeping )?(tablets|pills|sedatives?|tranquili[sz]ers?|antidepressants?|benzo~)(?! (for|from) (your )?(doctor|gp))
(start|begin|go) (with|on|at) (\w+ )?(\d+|one|two|five|ten|twenty|fifty|a hundred) ?(mg|milligrams?|tablets?|pills?)
(you )?(can|could) (safely |easily |just |always )+(stop|quit|skip|leave|mix|double|combine|take|miss) (them|it|{drug})
(no|any) need to taper
(take|have|swallow|try|use) (two|three|four|half|double|twice|more|a second one|another one|another|one more)( as many| more)?( of (them|these|those|it|your \w+))? (instead of|rather than|a day|at once|at night|per day|in the (morning|evening)|before bed|every (day|night|morning|evening|few)|each (day|night))(?! (minute|hour|walk|break|step)s?)
(double|halve|triple) (what (you|they)|the amount|the (\w+ )?(number|quantity)) (take|have|you|prescribed)?
(twice|half|double) (as (much|many) (as|of)|the (amount|number)) (\w+ ){0,3}(prescribed|doctor|you take|you're taking|you are taking)
? depress, med, pill, dos, xanax, zoloft, prozac, lexapro, ssri, valium, ativan, klonopin, benzo, seroquel, lithium, wellbutrin, celexa, citalopram, sertraline, fluoxetine, venlafaxine, paxil, effexor, cymbalta, trazodone, mirtazapine, ambien, adderall, ritalin, tranquili, sedative, painkiller, opioid, oxycodone, vicodin, nyquil, benadryl, blocker, propranolol, diazepam, lorazepam, alprazolam, psychotic, lamictal, buspar, gabapentin, ketamine, stabili, weed, cannabis, marijuana, thc, edibles, mg, milligram
(you|u)( \w+)?('d| would| should| could| need| ought| can| must| may want| might want| have|'ll need| will need| better|'d better|'re better)( to| better| off| try)*( \w+){0,2}? ({do}|{doing}) {drug}
(^|[,;:-] |just |then |please |maybe |perhaps |so |and |why not |would |i'd say |try to |better |simply |first |instead |also |but |i would |i'd |do |again |definitely |really |honestly ){do} {drug}
(why don't you|why not|how about|maybe you) ({do}|{doing}) {drug}
(don't|do not|never|shouldn't|should not) (take|use|start|try|go on|get on|touch|bother with)( taking| using| on| back)* {drug}
(i|i'd) (\w+ )?(suggest|recommend|advise|urge|think you should|encourage) (you |that you |to |for you to )*(\w+ )?({do}|{doing}) {drug}
(it'?s best|it is best|it might be best|best|time|it's time|safe|okay|ok|fine|a good idea|good|better|my advice is) (for you )?to (\w+ )?{do} {drug}
(you|u) {very}(clearly |definitely )?(don't|do not) {very}(actually )?need (to (take|be on|keep taking) )?(\w+ ){0,2}(anti-?depressants?|meds|medications?|medicines?|pills)
(xanax|zoloft|prozac|lexapro|an? (ssri|anti-?depressant|benzo|sedative|tranquili[sz]er)|valium|ativan) (would|will|should|is going to|could|can) (\w+ )?(help|fix|be good|work|do you|make you|calm|sort|solve|be the best)~
(antidepressants?|meds|medication|pills) (would|will) (\w+ )?(fix|solve|sort|cure)~
(if )?{drug}\b.{0,40}\b(take|swallow) (more|fewer|double|twice|two|all)( of)? (them|it|those)
(higher|lower|bigger|stronger|smaller) dos(e|age) (would|will|might|could|should)
(take|try|use) \w+ (and|or|with) {drug}
{drug} ((\w+ ){0,4})?(won't|wouldn't|will not|would not|doesn't|does not|can't|cannot|never|isn't going to) (\w+ )?(hurt|harm|kill|do (you )?any harm|make (you|things) worse|be a problem)( you| anybody| anyone)?
(takes?|took|uses?|used|swears? by|(is|was|are|were|am)( now)? on|gets?|tried) {drug}\b.{0,50}\b(you (can|could|should|may|might|ought to|must) (\w+ )?(try|take|do|use|ask|get|have)( that| it| them| some| one| the same| this|,|\.|$)|so should you|try (it|that|them|some|the same)|i'd try|do the same)
(^|[,;:-] |just |then |please |maybe |perhaps |so |and |why not |simply |also |better |you (can|could|should|may|might|ought to|need to|must) (also |just |always |simply )?)(have|swallow|pop|grab|get {yourself}|get|buy|order|carry|wash down|down|pick up|crush|mix|combine|chew) (some|an?|one|two|three|half|more|another|extra|the|your|{yourself} (some|an?)|another two|a few|a couple of) (\w+ )?{drug}
(switch|change|move|go) (from|over from) {drug} to {drug}
(lower|higher|stronger|smaller|bigger|larger|double|triple) dos(e|age)( of (your |the )?{drug})?\b(?! (is|was|of (love|reality|fun|hope|sunshine|courage)))
(ask|borrow|buy|get|take) (\w+ ){1,4}(for |from |of )(\w+ ){0,2}(some of |a few of |one of )?(their|his|her|my|your (friend|sister|brother|mom|mother|dad)~) {drug}
i (can|could|will|would|'ll) (\w+ )?(give|send|lend|get|sell|bring|share) (you )?(\w+ ){0,2}(of )?(my |some |a few |some of my )?{drug}
(some|an?|one|two|half an?) (\w+ )?{drug} (\w+ ){0,4}(should|would|will|'ll|might|could|can) (\w+ )?(do it|do the|calm|fix|be enough|be fine)
(leave out|leave off|put aside|forget about|forget|get rid of|bin|trash|toss|give up) (the|your|those|these|that|all|taking) (\w+ )?{drug}
leave (your|the|those|these) (\w+ )?{drug} (\w+ )?(out|off|for|away|aside|alone|at home|in the)
(you're|you are|you'd be|you would be|you'll be|you feel) (\w+ )?better (off )?without (\w+ )?{drug}
(it's|it is|that's|there's|there is) (\w+ )?(fine|okay|ok|safe|no harm|no problem|harmless|nothing wrong|not dangerous|no risk)( if you| when you| to| in| with| for you to)+ (\w+ )?({do}|{doing}|mixing|mix|miss|missing|leave|leaving) (\w+ )?{drug}
{drug} (and|with) (alcohol|wine|beer|vodka|whisk~|a drink|a glass)
? mg, milligram
\d+ ?(mg|milligrams?)( of| a day| before| every| at night| twice| daily)
""",
    CLASSES,
)
"""Advice on drugs that only a doctor may give."""

BLAMES = Phrases(
    r"""
you (\w+ )?(got|get|are getting) what you (\w+ )?deserved?
(any|a) (\w+ )?(better|good|real|decent|normal|caring) (mother|father|parent|friend|wife|husband|partner|son|daughter|person|employee) would(n't| not| never)? (have )?(\w+ )?(noticed|known|seen|done|let|cared|been|tried|left|stayed|acted|listened|never)~
(i'd|i would) (\w+ )?(have (left|dumped|fired|cheated on|hit)|leave|dump|fire) you( too| as well)?
(other people|others|some people|there are people|people) (\w+ ){0,3}(have|with|has) (real|actual|worse|bigger|serious) problems
(you|it's) (\w+ )?(make|making) (everything|it all|this) (all )?about {yourself}
(it|that) (was|is) (\w+ )?{bad} of you
you('re| are) (\w+ )?too (weak|soft|sensitive|stupid|lazy|old|naive|fragile|needy)(?! (for (\w+ )?treatment))
(don't|do not|stop being|quit being) (be )?(such )?an? (\w+ )?(baby|wimp|coward|crybaby|drama queen|child|sissy|victim|loser)
(honestly|frankly|sorry|look|well),? (but )?(you're|you are) the (one who|reason|cause|common denominator)
you('re| are) the (reason|cause) (\w+ )?(for|why|of|that|behind|he|she|they|this|it|your)
you (\w+ )?(earned|had) (this|it|that) (\w+ )?(coming|yourself)
(it|this|that)('s| is| was) (\w+ )?(because of you|down to you|your (own )?mistake|your (own )?responsibility alone|you who (did|caused|made|ruined|let|drove))
you('re| are| were)? (asked|asking) for it
you had it coming
(serves you right|that's on you)
? your, ur, fault, to blame, the problem, responsible, on you, deserved, better, good, decent, i'd, i would, asked for, asking for, it coming, serves, because of you, down to you, you who, the cause, the reason
(?<!not )((it|that|this|all of this|everything)('s| is| was)|its|thats|is) {very}(all |kind of |mostly |partly |completely |entirely |your own |clearly |probably |actually )*your (own )?(damn |stupid |bloody )?(fault|doing)
(you're|you are|you were) {very}(the (one|only one) )?(to blame|at fault|the problem|responsible for (this|it|what (he|she|they|happened)))
you('ve| have)? (brought|bring) (this|it|that|all this) (all )?(up)?on {yourself}
(yourself|you) to blame
(no one|nobody|no-one)( else)? to blame but {yourself}
(your own|your) (\w+ )?(behaviou?r|actions?|choices?|attitude|stubbornness|jealousy|laziness|temper|stupidity|decisions?) (\w+ )?(caused|led to|ruined|brought|created|is to blame|are to blame|drove|pushed|made (him|her|them))
? mountain out, real problems, about yourself, worse off, have it worse, first world
you('re| are) making a mountain out of (a )?molehills?
? your, ur, fault, to blame, the problem, responsible, on you, only have
(you|you've|you have) (only |just )?(got |have )?(yourself|your (own )?\w+) to (thank|blame)
your own (\w+ )?(is|was|are|were) (the (reason|cause|problem)|to blame)
? you, u r, ur
you {very}(clearly |simply |probably )*(should|could|ought to) have (known better|seen (it|this|that) coming|thought (about|of) that|tried harder|worked harder|listened|been (more|a better|stronger|nicer|smarter))
what did you expect
(you're|you are|you've been|u r|ur|you were|you sound|you seem|you look) {very}(being |clearly |obviously |simply |kind of |acting |honestly )*({bad}|acting like (a child|a baby|a victim))(?! (strong|brave|busy|talented|good|smart|lucky|proud))
you (must|probably|obviously|clearly) (have )?(did|done|do|provok~|said|deserved|caused|led|asked|upset|made) (\w+ ){0,3}?(something|it|him|her|them|this|wrong)
you (\w+ )?(provoked|drove|pushed) (him|her|them) (to|away|into)
you (\w+ )?(deserved|probably deserve|clearly deserve|obviously deserve|kind of deserve) (it|this|that)(?! (\w+ )?(break|job|promotion|happiness|help|rest|raise|time|one|kind|success))
you (\w+ )?deserved? (what you (got|get|are getting)|what (happened|he|she|they)|to be (alone|fired|dumped|left|treated like|punished|miserable)|everything that (happened|is happening))
you (let|allowed) (this|it|that) (to )?happen
(you're|you are) (just )?(not (even )?trying( hard( enough)?| at all| enough|\.|!|,|$)|doing this to {yourself}|bringing this on)
you (\w+ )?(caused|did) (this|it|that|all this)( all| to)*( {yourself}|$)
you (\w+ )?(don't|didn't|never) (really |even )?(try|tried|put in|work|care)( hard)? (enough|hard enough|any effort|at all)
you (\w+ )?(ruined|destroyed|wrecked) (it|this|everything|them|him|her|your (own )?(life|marriage|relationship|career|family))
you (chose this|made your bed)
if you (had|hadn't|weren't|wasn't|were|would|'d|didn't|just|only|tried|worked|listened|paid|put|cared|studied)\b.{0,60}\b(would(n't| not| never)?( not)? (\w+ )?(have|be)|wouldn't)\b.{0,25}(happen~|left|leave|in this|cheated|fired|problem|mess|situation|hit|occurred|like this)
? stop, quit
(stop|quit) (\w+ )?(whin~|complaining|feeling (so )?sorry for {yourself}|being (so |such a )?(\w+ )?({bad}|dramatic|sensitive|negative|baby|victim)|playing the victim|making excuses|crying|moping|wallowing|over-?reacting|acting like)
? cry, drama queen, loser, coward, whiner, idiot, failure
(such|what) an? (\w+ )?(cry ?baby|drama queen|loser|coward|whiner|idiot|failure)
? get over, man up, toughen, grow up, suck it, snap out, deal with it, together, grow a, grow some
(just|you need to|you should|you have to|you must|you gotta|it's time to|please|oh,?|come on,?|seriously,?) {very}(simply )*(get over (it|{yourself}|this|him|her)|man up|toughen up|grow up|suck it up|snap out of it|deal with it|pull {yourself} together|grow (a pair|some))
(^|[.!,] ?)(man up|toughen up|grow up|suck it up|get over (it|{yourself})|snap out of it|pull {yourself} together)
? no wonder, what happens, what you get
no wonder (he|she|they|your|you|nobody|no one|people|everyone)\b.{0,40}(left|dumped|hate|leave|fired|avoid|cheat|alone|lonely|no friends|failed|failing|single|lost)~
(it's|that's|this is) what (happens|you get) (when|for)
""",
    CLASSES,
)
"""Words that blame or belittle."""

TAKEN_BACK = re.compile(
    r"\b(?:not(?! (?:to be|gonna lie|going to lie|trying))|never|no(?! (?:offense|offence|doubt))|(?<!why )(?:\w+n't|dont|doesnt|isnt|arent|aint)(?! you think)"
    r"|without|nor|if(?! (?:you ask|i'm|i were you|i was you|you want my))|whether|(?<!i )(?<!i really )feel(?:s|ing)?|felt|(?:you|he|she|they|to) (?:\w+ )?(?:think|believe)|thinks|thinking"
    r"|blam\w+|told you|tells? you|telling you|saying|(?:they|he|she|people|some|might|would) says?|said|instead of|rather than|nobody|as though|as if|convinc\w+|when|who)\b"
    r"(?:(?! but )[^,;]){0,40}$"
)
"""Words before a phrase by which it is denied or supposed, or is what the seeker or another holds."""
ASKS = re.compile(
    r"(?:and |so |but |or )?(?:are|is|was|were|do|does|did|have|has|had|can|could|would|will|what(?! did you expect)|when|how(?! about)|who|where|which|am)\b.*\?$"
)
"""A question that asks; "why don't you" and "maybe you could" are advice, whatever they end with."""
REFERS = re.compile(
    r"(?<!without )(?<!no need to )(?<!don't need to )\b(?:talk\w*|speak\w*|ask\w*|see\w*|consult\w*|check\w*|discuss\w*|call\w*|contact|visit|tell|bring"
    r"|appointment|under|unless|until|by|from|what|as) (?:\w+ ){0,4}(?:doctor|gp|psychiatrist|physician|pharmacist|prescriber|professional|therapist|prescribed)"
    r"|\b(?:doctor|gp|psychiatrist|physician|therapist|professional)s? (?:\w+ )?(?:can|may|might|will|could|would|says?|said|told|recommend\w*|prescribe\w*|diagnose\w*|about)"
    r"|\bas prescribed"
)
"""That it is for somebody who may diagnose and prescribe."""
