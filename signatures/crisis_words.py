"""The tables that `crisis.py` reads: how people say that they, or others, are in danger.

The notation is that of `phrases.py`. What is excluded behind a phrase is a figure of speech.
"""

# ruff: noqa: E501

CLASSES = {
    # Words between.
    "so": r"(just |really |even |only |ever |honestly |actually |still |finally |all |simply |so |fucking |legit )*",
    "go_on": r"(keep |keep on |keeping |go on |going on |carry on |continue |continue to |continuing )?",
    "elsewhere": r"(?! (with(?! (this|the) pain)|at|in (?!pain|fear|misery|agony)|near|alone with|together|there|like (?!this)|up to|on |off |under|situation|room|here in|next|early|by|abroad|apart|paycheck))",
    # What somebody wants, or will do.
    "want": r"(want(ed|s|ing)?( to| 2)?|wanna|wish(ed)? to|(would|i'd) (like|love|rather|prefer)( to)?|need(ed)? to|rather|hop(e|ing) to"
    r"|(try|trying|tried|ready|deserve|allowed|meant|tempted|brave enough|longing|love|prepared|easier|easiest|better|best|way) to"
    r"|let me|can i|pills it takes to|ways to|i (could|should|might|may)( as well)?)",
    "will": r"({want}|going to|gonna|gunna|about to|(decided|planning|plan|close|like|feel like|near) (to|on)?"
    r"|(thinking|close|thought|thoughts|idea|tempted|way) (of|about|to|on|by)|might|may|could|should|will|i'll|just|of|about|like|than|considering|easier)",
    "not": r"(not|never|don't|do not|didn't|did not|no longer|doesn't|does not|can't|cannot|won't|wouldn't|couldn't|isn't|hate)",
    "life": r"(live|living|be alive|being alive|be here|being here|stay alive|staying alive|exist|existing){elsewhere}",
    # Who does it, to whom, with what.
    "self": r"(my ?self|meself)",
    "themselves": r"(him|her|them) ?sel(f|ves)",
    "limb": r"(wrist|arm|leg|thigh|skin|stomach|body|face|flesh|vein|hip|ankle)s?",
    "kin": r"(husband|wife|partner|boyfriend|girlfriend|spouse|bf|gf|ex|fiance\w*|dad|father|mom|mum|mother|brother|sister|uncle|aunt|cousin"
    r"|grand(pa|ma|father|mother|dad)|parents?|guy|man|men|woman|son|daughter|roommate|teacher|coach|kid|friend|girl|boy|daddy|mommy|mummy"
    r"|hubby|stranger|neighbou?r|boss|coworker|someone|somebody)",
    "person": r"(he|she|they|who|(step|foster|ex|grand)?-?{kin})('s|'d|'ll|'ve)?,? (\w+(-\w+)?,? ){0,7}?",
    "close": r"(mom|mum|mother|sister|brother|siblings?|kids?|son|daughter|child|children|baby|toddler|grandson|wife|family|dog)",
    "me": r"(me|us|her|(my|our) (\w+ )?{close})",
    "hits": r"(hit(s|ting)?|beat(s|ing|en)?|slap(s|ped|ping)?|punch(es|ed|ing)?|kick(s|ed|ing)?|chok(es?|ed|ing)|strangl(es?|ed|ing)|attack(s|ed|ing)?"
    r"|smack(s|ed|ing)?|spank(s|ed|ing)?|rap(es?|ed|ing)|molest(s|ed|ing)?|grop(es?|ed|ing)|assault(s|ed|ing)?|burn(s|ed|ing|t)|bit|bites"
    r"|stab(s|bed|bing)?|whip(s|ped|ping)?|head-?butt\w*|tortur(es|ed|ing)|shov(es|ed|ing)|knock(s|ed|ing)|drag(s|ged|ging)"
    r"|(sexually|physically) \w+|{abuses})",
    "abuses": r"(?<!verbally )(?<!emotionally )(?<!mentally )abus(es|ed|ing)",
    "no_blow": r"(?! (out|off|hard(?! (on|in|with|across))|like an?|with (the news|a question|up)|up$|up (y|l|t|on|an|for|late|about|this|later)|to (it|the punch)|that|at (?!home|night)|in (the back|every|front of (the|my) (class|team))|online|on (face|insta|social|twitter)|for my|verbally|with (words|mean|his words|her words)))",
    "kill": r"(kill|stab|shoot|murder|strangle|drown|poison)",
    "weapon": r"(\w+ )?(gun|knife|machete|rifle|pistol|weapon|shotgun|firearm)",
    "pill": r"((sleeping )?pills|tablets|tylenol|paracetamol|acetaminophen|ibuprofen|advil|aspirin|benadryl|xanax|ambien|valium)",
    "if_found": r"(?! (if|when|once|because|for|over|unless) (\w+ ){0,3}(find|finds|found|hear|hears|see|sees|saw|know|knew|forgot|late|i'm late|didn't|don't|get home))",
}  # fmt: skip

SUICIDE = r"""
? exist, disappear, vanish, fade, gone, dead, died, here, around, alive, to see, never have, no more, on any, without me, nobody would, no one would, pills, tablets, goodbye, letter, forever, for good, for ever, for all, tonight, an end to, wak
(easier|better|best|simpler|nicer|fine|relief|good) (\w+ ){0,3}(if|when|to) (i|i'd|i'm) ?(\w+ ){0,3}(not exist~|didn't exist|don't exist|disappear~|vanish~|gone|not (be )?(here|around)|wasn't (here|around)|weren't (here|around)|never existed|dead)
(easier|better|best|simpler|nicer) (for \w+ )?(not to|to not|not) (be here|be alive|exist)( any ?more)?(?! (when|while|until|on|at|for|with|in|tonight|tomorrow|today))
(wish|wished|wishing|want|wanted|wanna|rather|love to|like to) (i |that i |to |i could )?(just |simply |really |only )*(not exist|didn't exist|disappear|vanish|cease to exist|stop existing|fade away|never have (been|existed)|had never existed|never existed|be gone( forever| for good)|be no more)(?! from (work|here|the|this|social|his|her|their))
(don't|do not|didn't|doesn't) (really |even )?(want|wanna|feel like|see myself|see the point) (\w+ ){0,3}(existing|exist|being here any ?more|be here any ?more|going on any ?more|to go on any ?more)
(everyone|everybody|they|he|she|the world|my (\w+ )?(family|kids|parents|children|husband|wife|friends)) (would|'d|will|might) (\w+ )?(be )?(\w+ )?(fine|happier|relieved|glad|lighter|easier) (without me|if i (was|were) gone|if i (disappeared|vanished|died))
(nobody|no one) would (\w+ )?(notice|miss me|care) if i (\w+ )?(disappeared|vanished|was gone|were gone|died|wasn't|weren't)
(i have|i've|i've got|i got|i kept|i keep|i counted|i saved( up)?|collecting) (a plan and|the|my|all|enough|some|those) (\w+ )?(pills|tablets) (ready|saved|here|next|in front|in my|to)
(say~|said|written|writing|wrote|leaving|left) (\w+ ){0,2}(my )?(goodbyes|goodbye (letters?|notes?)|farewell letters?|last letters?)
(won't|will not|not going to|not gonna) (be|make it) (\w+ )?(around|here|to see) (much longer|for long|any ?more|tomorrow|next (week|month|year))
(want|need|wish|hope) (it|it all|everything|this|the pain|all of this|all of it) to (\w+ )?(end|be over|stop) (forever|for good|for ever|once and for all|tonight)
(put|make) an end to (it( all)?|my (life|pain|suffering)|everything)
(wish~|hope~|pray~|rather|wanted to|want to|like to) (\w+ ){0,4}(wouldn't|would not|won't|didn't|don't have to|never have to|not|never) (have to )?(wake|waking) up( tomorrow| again| any ?more| in the morning)?(?! (early|at|late|so|to (work|this|the)))
? suicid, kms, kys, unaliv
(?<!committed )(?<!by )(?<!to )(?<!his )suicid~(?! (prevention|squad|bomb|mission|hotline))
kms
kys
unaliv~
? myself, my self, meself, yourself
(kill|killing|killed|hang|hanging|hung|shoot|shooting|drown|drowning|stab|poison|off|offing|blast|unalive|unaliving|delete|deleting|end|ending) ({self}|yourself)(?! with laugh| over| working)
{not} (\w+ )?trust {self} (alone|(to be|being|when i'm|if i'm) alone|right now|tonight|with (a|the|my|pills)|not to (hurt|do|cut|kill|take|end))
what i (might|may|could|will|'ll|would) do to {self}
do something to {self}
safe (with|from) {self}
(throw|threw) {self} (off|from|in front of|out of|into|under) (a|an|the|my|some|traffic|oncoming)
? blow, shoot, slit
(blow|blowing|shoot) my (\w+ )?(head|brains?)
slit(ting)? my (wrist|throat)s?
? kill
(someone|somebody|some one|just|god|life|lord|please) (please )?kill me
(want|wish|beg~|ask~|pray~) (for )?\w+ (to|would|could) kill me
(?<!to )(?<!will )(?<!would )(?<!gonna )(?<!ll )(?<!might )(?<!could )kill me(,? please|,? now)?(?=[.!,]|$)
as well kill~
(accident|cancer|illness|disease|god|somebody|something) (\w+ ){0,4}?kill me
? die, dead, killed, prepared, ready to go, if i live, whether i live
{want} {so}(die|dead|be dead)(?! of| from| laugh| for| fight| my hair| hair)
as well {so}(be dead|die)
{not} (be )?afraid to die
(wish|wishing|hope|hoping|hopefully|pray|praying|prayed)( to god| \w+ night)?( that)?( i| i'll| i'd)?( will| would| can| could| might)? {so}die
(wish|wished|wishing|rather|better off|easier) (i (was|were|am) |be |being |i'd be |to be )?{so}dead
if i (just )?(die|died|dropped dead|was dead|were dead)
(care|cares|notice|miss me|matter|sad|cry|upset|bother).{0,15} if i (\w+ )?(died?|dead|killed)
(better|easier|happier) (off )?(dead|if i (was|were) dead|if i died)
(why didn't i|i should have) (die|died)
(ready|prepared) to (die|go)( now)?[.!]
({not} (\w+ ){0,4}?)?(care|matter|mind|bother) (\w+ )?(if|whether) i (live|die|was dead|were dead)
? death, dying, die, dead
(death|dying) (\w+ )?(is|would be|seems|sounds|feels|looks) (\w+ ){0,3}(option|relief|peace~|easier|better|answer|solution|appealing|nice|escape|way out|comfort~)
(no |only |other )*way out (except|but|other than|than|is) (death|dying|to die)
(think|thinking|thoughts?|thought|fantasi[sz]e|fantasi[sz]ing|dream|dreaming|obsess\w*)( \w+){0,4}? (of|about|with) (my own )?(death(?! of)|dying|being dead|die){elsewhere}
? sleep, wak
(want|wanted|wish|like|rather|love) (to )?not (to )?wake
(die|pass away|go) in my sleep
sleep forever
(sleep|asleep) and (just )?(never|not) wake
(never|not) wak(e|ing) up( again| any ?more| tomorrow|$|[.,!])
(wish|wishing|hope|hoping|pray|praying|prayed).{0,20}(don't|never|not|didn't|won't) wake
{not} {so}(want|wanted|wanna)( to)? wake up( again| any ?more| tomorrow| in the morning|$|[.,!])
(care|matter) (if|whether) i (\w+ )?wake
? disappear, vanish, fade, blink, gone
{want} (disappear|vanish|fade away)(?! (into|for|to|in))
(wish|wishing|wished|if only) (that )?i (could |would |was |were |can )?{so}(disappear|vanish|blink out|gone|be gone)
(care|cares|notice|miss me|matter|sad|cry|upset|bother).{0,15} if i (\w+ )?(disappeared|vanished|gone)
(if i|i'd|i) (just )?(disappeared|was gone|were gone)
as well {so}be gone
? alive, liv, exist, be here, being here, still here, this far, go on, going on, carry, continu, keep going
{not} {so}(want|wanted|wanting|wanna|wish|desire|care|caring|feel like|like|enjoy|deserve|ask)( to| about)? {so}{go_on}{life}
can't {go_on}liv(e|ing)( any ?more| like this| this way| with {self}|$|[.,!])
why (even )?(bother )?{go_on}(live|living|be alive|exist)(?! with| in| here)
(no|any|the|what'?s|good) (\w+ )?(point|reason|purpose|sense) (in|of|to|for) {so}(go on|going on|carry on|carrying on|continue|continuing|keep going)(?! (with|this|the|a|my|in|to))
(stop|quit|hate|dread|tired of|sick of|done with|fed up with|exhausted (by|of|from)|bored (of|with|by)|weary of|tired with) {so}(this |whole |of )*(living|being alive|existing|existence|my existence){elsewhere}
(no|any|good|one|a|single|only|without|my|of|the|some|more|other|find|me) (\w+ )?(reason|will|desire|motivation)s? (left )?(to|in|for|of) {so}{go_on}{life}
(no|any|good|a|without|the|what'?s|is there) (\w+ )?(point|purpose|use|sense) (left )?(of|in|to|for|for me to) {so}{go_on}{life}
(nothing|no one|nobody|not much|anything|what|little) (\w+ )?(worth |left )?(to )?(live|living) for
nothing (\w+ )?worth living
(life|living|it|being here)(('s|is| is| was|isn't| isn't|ain't)? ?)(not|never|even|really|barely|hardly| )*worth (living|it to live)
living (is|feels|seems) (so |a |just |such a )*(pointless|overrated|meaningless|curse|unbearable|torture|useless|hell|worthless|agony)
(why|what) (am i|i'm|i am|do i|should i|i should) {so}(supposed to )?(have to |bother )?{go_on}(stay )?(alive|living|live|exist|existing)(?! here){elsewhere}
(surprised|unfortunately|hate that|sorry) (that )?i('m| am|'ve made it) (alive|still here|still alive|this far)
(wish|wished|wishing|hate|regret).{0,25}?(n't|nt|never|not)( have| had)?( been| be)? (exist~|alive)
(cease|ceasing|ceased|stop|want to not|rather not|instead of|like to not|could|continue to|shouldn't) (to )?(not )?exist~
nonexistent
(think|thought|expect\w*) (that )?i('d| would) (still )?(be alive|live (past|to|this))
lost (\w+ )?(the|my|all) will to live
wish i was not alive
? life, world, earth, planet, another day, more day
can't (face (another|one more) day|do (this )?life)
(tired|sick|weary|done|finished|through|fed up) (of|with) (life|this life)(?! in| at| as)
(give|gave|giving|given) up on (my )?life
is (my )?life (even )?worth
(take|took|taking|takes|end|ended|ending) (my|her|his|their) (own )?life(?! back|style| seriously| into| in | for granted| by| to the| as)
(out of|free of|free from|leave|leaving|exit) this (world|life)
last (day|night) on earth
(be|stay) (on this|in this) (world|life|earth|planet)( any ?more| any longer)
(want|wants|wanted|need) (my life|life) {so}to {so}(end|be over|stop)
life to (be over|end|stop)
? here, around, born, alive, this world, go on, exist
{not} {so}(want|wanted|wanna)( to)? {so}be (here|around)( any ?more| any longer| much longer| tomorrow|$|[.!;])
(wish|wished|wishing|hate|regret|should).{0,25}?(n't|nt|never|not)( have| had)?( been| be)? born
(wish|wished|better|easier|happier|best|fine|relief)( off)?( for \w+)?,? (if )?i (\w+ )?(wasn't|weren't|was never|was not|were not|were never) {so}(here|around|born)
shouldn't (even )?be (here|alive)
(why|how) (am i|i'm) still here
if i was(n't| not) (here|around|alive)
if i were(n't| not) (here|around|alive)
(better|easier|happier) (off )?not (in this world|being here|here|alive)
{not} (think i'll |think i will |going to |gonna )?be (here|around|alive) (much longer|for long|tomorrow|any ?more|next|to see|after)
can't go on(?! vacation| holiday| a | any| living with)
as well not (be here|exist)
? end, misery, over, stop, it all, away
(want|wants|wanted|need) (everything|the pain|it all|the suffering) {so}to {so}(end|be over|stop)( all)?(?! so| being| with)
(want|wanted|need) it to end
(it to all|it all to) (be over|end|stop)
(pain|everything|it) (all )?(stop|end|go away) (forever|for good|permanently)
(?<!he ){will} {so}(end|ending) (it|things|everything|it all)( all)?(?! with| between| but he| before| off| for us| as friends)
(end|ended|ending|take|taking) it all(?! in| back| into| one day| with)
(put|putting) an end to (it|my life|everything|this all|all this)
ended it by now
? without me
(?<!he is )(?<!she is )better (off |place |)without me(?! holding)
? jump, leap, bridge, cliff, roof, ledge, step, walk, driv, crash, swerv, steer, car, bus, truck, train, hit
(jump|jumping|jumped|leap|step|stepping|walk) (off|from|in front of|out of|into|under) (a|an|the|my|some|that|traffic|oncoming) ?(\w+ )?(bridge|building|roof|window|balcony|train|cliff|place|bus|truck|car|ledge|tracks|traffic|tower|overpass)
(standing|sitting|here|i'm|am) on (a|the) (edge of (a|the) )?(bridge|ledge|roof|cliff)
(driv|crash|swerv|steer)(e|es|ing) (my car |the car |it |off )?(into|off|of) (a|the|oncoming|incoming|some) ?(tree|wall|bridge|cliff|pole|traffic|road|truck|lamp)~
(wish|hope|want).{0,20}(car|bus|truck|train) (would|to|could|will|hits) (just )?(hit|run|kill)? ?(me|over me)
(be|get|getting|wish i got) (hit|run over) by (a|the) (car|bus|truck|train)
(why didn't|care if|wish) i (get|got) hit
? pills, meds, medication, tablets
(took|taken|swallowed|take|taking|swallow|swallowing) (all |a |the |my |too |whole |some |about |\d+ |bottle |handful |bunch |lots |lot |many |of |more |sleeping |rest |enough |entire |full )*(pills|tablets|meds|medication)(?! as| for| to sleep| every| daily| twice| and| again| like| this| that| on| with| in )(?<!take my meds)(?<!taking my meds)(?<!took my meds)(?<!take my pills)(?<!took my pills)(?<!take pills)(?<!taking pills)
(took|take|taking|swallow~) .{0,20}(meds|pills|medication) (all )?at once
(pills|tablets) in my (hand|mouth)
cocktail of pills
(the|my|all these|enough|got) pills (ready|in front of|in my hand|next to|here|lined|with me)
(hoard|stockpil|stash|sav)(ing|ed) (up )?(my |all |of )*(\w+ )?(pills|meds|medication|tablets)
? pills, tablets, bottle, box, pack, handful, bunch, tylenol, paracetamol, acetaminophen, ibuprofen, advil, aspirin, benadryl, xanax, ambien, valium
(took|taken|swallowed|take|taking|swallow) (a |the |my |an )?(whole |entire |full |half |huge )*(bottle|box|packs?|packet|handful|bunch) of (my )?{pill}
(took|taken|swallowed|take|taking|swallow) (all (of )?(the|my) |[1-9]\d+ )(\w+ )?{pill}(?! (mg|milligrams?|as|for|to|every|daily|twice)( |$))
? how many, how much
how (many|much) (of )?{pill} (\w+ ){0,6}(die|kill( (me|someone|somebody|you|yourself))?|lethal|fatal|deadly|overdose|od)
? bleach, antifreeze, drain cleaner, poison, pesticide
(drank|drunk|drink|drinking|swallowed|swallow) (\w+ ){0,3}?(bleach|antifreeze|drain cleaner|rat poison|poison|pesticides?)
? hoard, stockpil
(hoarding|hoarded|stockpiling|stockpiled) my
? rope, noose, razor, blade, bullet, knife, gun
(bought|have|got|tied|found) (a|the|some) (rope|noose|razor|blade)
(put|putting) a bullet
(razor|blade|knife|gun|rope) (\w+ )?(in|to|on|around|against) my (hand|wrist|head|neck|throat|mouth|arm|chest)
? not being here, not existing, ending
(think|thinking|thoughts?|thought|fantasi[sz]e|fantasi[sz]ing|dream|dreaming|obsess\w*)( \w+){0,4}? (of|about|with) (not being here|not existing|ending (it|my|things|everything)){elsewhere}
? wonder, imagine
(wonder|imagine) (\w+ ){0,4}(like )?to (not exist|not be here|be dead|die)
? note, letter, message, goodbye, things, stuff, belongings, possessions, last
(goodbye|farewell|final|last|suicide) (note|letter|message)s?( to| for| i| anyone| my|$|[.,!])
on my note
(wrote|writing|written|write) (my |a )?(note|letter)s? (today|tonight|to my (family|parents|kids|mom))
(giving|gave|given|give) (away )?(all )?my (things|stuff|belongings|possessions) away
said (all )?(my )?goodbyes?(?! to (him|her|my))
my last (day|night|week|birthday|hours?) (on|alive|here)
? tonight, today, for real, drastic, through with
{will} (do it|go through with (it|this)) (tonight|today|for real)
finally (go|going) through with (it|this)
do something drastic
? heaven, join, up there
(in heaven|up there) with (him|her|them|my)
join (him|her|them) (in heaven|up there|in death)
? accident, cancer, illness, disease, god
(accident|cancer|illness|disease|god) (\w+ ){0,4}?take (me|it)(?! out| to| for|y)
"""

SELF_HARM = r"""
? myself, my self, meself
(cut|cuts|cutting|burn|burning|burned|harm|harming|harmed|scratch|scratching|bit|biting|punch|punching|hit|hitting|starve|starving|injure|injuring|mutilate|punish|punishing|bruise|bruising|slash|slap|slapping|choke|choking) {self}(?! out of (his|her|their|the)| out$| out at| out from| off| shav| cook| on (a|the)| by acc| accident| with (the |a )?(paper|kitchen)| some| a | when i (was|slip)| making| while (cook|shav))
(hurt|hurting|hurts) {self}(?! at| in (a|the)| play| run| lift| work| exerc| by acc| fall| when i (fell|was|slip)| more by| emotionally| while)
(make|making) {self} bleed
? scars, arm, wrist, leg, thigh, skin, stomach, face, body, flesh, vein, hip, ankle
(cut|cutting|burn|burning|burned|slicing|sliced|slashing|slashed|scratch|scratching|bite|biting|bit|punch|punching|carve|carving|carved) (up )?(my|into my|on my|at my) (own )?{limb}
scars (on|all over|from cutting)( my {limb})?
(dig|digging|stick|press) .{0,25}into my {limb}
? cut
(start|started|starting|begun|began|been|back to|keep|kept|still|stop|stopped|no|of|about|with|from|relapse|relapsed|into|i'm|for|resort to|by) cutting( again| any ?more| since| for| deep~| and (?!paste)| to cope| helps?|[.,!?]|$)(?! back| down| out| off)
{will} cut(,|\.|$|!| but| so| and (?!paste)| again| deep| because| when| tonight)(?! back| down| it| off)
(i|just|also) cut( again| sometimes| every| when i| because| to feel| to cope| deep|$|[.,])(?! back| down| off)
(urge|urges|used|relapsed|first time .{0,40}i|numb that i) (to |didn't |and )?cut(?! back| down| it| off| my hair)
? head, fist, hand
(bang|banging|hit|hitting|smash|smashing|slam|slamming|bash|bashing) my (own )?(head|fist|hand)s? (against|on|into|in)
? self, razor, bleed
self[- ]?(harm|injur|mutilat)~
razor ?blades?
until (i|it|they) bleeds?
? hersel, her sel, himsel, him sel, themsel, them sel, his face, his arm, his wrist, his head, his leg, his own, her face, her arm, her wrist, her head, her leg, her own
(?<!not )(he|she|{kin}) (\w+ ){0,4}(cut|cuts|cutting|harm~|burn~|hit|hitting|hits|bit|bites|punch~|scratch~|starv~) ({themselves}|(his|her) (own )?(face|arms?|wrists?|head|legs?))
"""

ABUSE = r"""
? hit, beat, slap, shook, punch, kick, chok, strangl, strangul, attack, smack, spank, rap, molest, incest, groomed, grop, assault, burn, bit, stab, whip, butt, tortur, shov, knock, drag, sexual, physical, abus
{person}{hits}( and (\w+ )?\w+| or \w+)? {me}{no_blow}
smacks
spank~
(a beating|beatings)
(the|and) choking
strangulation
i (\w+ ){0,2}?(hit|slapped|punched|choked|beat|beaten|shook|shoved|smacked|kicked|attacked) (her|him|my (wife|girl\w*|boyfriend|husband|partner|kid|son|daughter|child|baby|mom|mother|dad|girl)\w*)(?! up| off)
(hit|hits|beat|beats|beating|slap\w*|chok\w*|strangl\w*|smack\w*) my (mom|mum|mother|sister|brother|kids?|son|daughter|child|children|baby|siblings)(?! up| at)
(get|gets|getting|got|was|were|been|being) (\w+ ){0,2}?(beaten(?! down)|beat up|slapped|punched|strangled|choked|smacked|groped|raped|molested|sexually (abused|assaulted|molested|coerced)|assaulted|abused(?! emotionally)|whipped|(hit|kicked) by (my|a|him|her|his|the) (\w+ )?{kin})(?<!verbally abused)(?<!emotionally abused)(?<!mentally abused)
(rape|raped|rapes|raping|rapist|molest~|incest|groomed)(?! (culture|charge|by the industry))
(?<!it )(?<!that )(?<!this )(?<!reality )(slaps|punches|kicks|chokes|strangles|smacks) me{no_blow}
(?<!under )(?<!verbal )(?<!verbally )assault(s|ed|ing)?(?! (charge|a |weapon|rifle|on my (mind|senses)))
? hurt, injured
{person}hurts {me}( when| physically| and (\w+ ){0,2}(scared|afraid)| if| every| again)(?! (\w+ ){0,3}(says|ignores|lies|said|does not|doesn't))
hurts? me physically
parents (injured|hurt) my
? throw, threw, pin, hold, held, keep, kept, push, drag, grab, lock, corner, forc, pressur, coerc, pull, twist, yank, got off, get off, shook, shake, slam, spat, spit
{person}(throw|throws|threw|pin|pins|pinned|hold|holds|held|push|pushes|pushed|pushing|dragged|grab|grabs|grabbed|lock|locks|locked|corner|cornered|force|forces|forced) (me|us|her) (down|against|across|out of (his|her|the car)|to the (floor|ground|wall|bed)|on|around|into(?! (a|the) (job|career|marriage))|by|in|onto|to have)(?! my account)
{person}(pull|grab|twist|yank)(s|ed|bed)? my (hair|arm|throat|neck|wrist)s?
(throw|throws|threw|throwing) (things|stuff|objects|plates|\w+ \w+|\w+) at (me|us|her|him|my)
(threw|throw|throws|throwing) me (on|against|across|down)
(forced|forces|pressured|pressures|coerced) (me|himself|herself) (to have|have|into having|into|on|onto) (sex|him|me|unwanted)
(lock|locks|locked|holds|held|keep|keeps|kept) (me|her) (in (the|a|my|her) (\w+ )?(room|basement|house|closet|bathroom|car|bedroom|home|garage)|a? ?prisoner|hostage|captive)
(got|get) off of me
{person}(grab(s|bed)|shook|shakes|slammed|slams|spat on|spits? on) (me|us)
{person}push(es|ed) me(?! (to |away|for|in the right|too|so|over the edge|hard|into|out of my|aside|past|towards?|harder))
(pin|pinned|pins) me down
? hand, fist, finger
hands? (around|on|at|round) my (neck|throat)
(put|puts|lay|lays|laid|raise|raises|raised|get|gets|getting) (his|her|their|a|my) (\w+ )?(hand|fist|finger)s? (on|to|at) {me}
hands on {me}(?! project)
? violen, abus, physical, sexual, assault, aggressive, rough
abusive with (his|her|their) words and actions
(physical|physically|sexual|sexually)( and \w+)? (abus|assault|attack|violen|hurt|molest|violat|coerc|lash)~
(?<!no history of )(sexual|physical|child|childhood) (abuse|assault|violence)
(domestic|partner) (violence|abuse|abuser)
(?<!drug )(?<!alcohol )(?<!substance )(?<!verbal )(?<!emotional )(?<!mental )(?<!verbally )(?<!emotionally )(?<!mentally )(?<!boss is )(?<!medication )abus(e|es|ed|er|ers|ing|ive)(?! (of|alcohol|drugs?|substances?|her prescription|prescription|pills|weed|heroin|meth|the (system|power)|boss|manager|job|work|language|customers?|comments?|messages?|coworkers?|nor))
(?<!gun )(?<!non)violen(t|ce|tly)(?! (movies?|games?|crimes?|video|dreams?|thoughts?|reaction|storm|films?|shows?))
physical fights?
(get|gets|got|getting|turned|turns|becomes|became) physical
(aggressive|rough) (with|towards?) (me|us|my)
? touch, grope, grab, rub, fondl, kiss, hits, at night
{person}(?<!never )(?<!not )touch(es|ed)? me(?! (deeply|emotion|with|so))
(touch|touched|touches|touching|grope|grab|grabbed|rub|rubbed|fondle|fondled|hits|kissed|kissing|kiss) (me|my) (inappropriate~|sexual~|butt|breasts?|boobs?|chest|thighs?|privates?|crotch|ass|body|neck|without|when i (was|didn't)|down there|under my|at night|in (my|places)|against)
(inappropriately touch~|touch~ (\w+ )?inappropriately)
(comes|came|come) (in|into) my (bed|bed ?room|room) at night
? scared, afraid, terrified, frighten, fearful, worried
(scared|afraid|terrified|frightened|fearful) (of|to) (say no|him|her temper|my (husband|boyfriend|partner|father|dad|step\w+|wife|girlfriend|ex|uncle|brother))(?! leav| los| cheat| dying| being|'s | find| reject| will| and i| for| not)
(scared|afraid|terrified|worried) (he|she|they|my \w+)('s|'re| is| are|'ll| will| might| would| may)?( going to| gonna)? (kill|hurt|hit|beat|attack|come after|find) (me|us|my)(?! feelings| out)
(he|she|husband|wife|partner|boyfriend|girlfriend) (\w+ ){0,2}yells at me\b.{0,40}\bscared
? bruis, black eye, threat, let
bruis(es|ed) (on|all|my|up|from|where)
black eye
{not} let(s|ting)? me (leave the house|go out|out of the (house|room)|leave(?! early))
threat(en|ens|ened|ening|s)? (to )?(hit|beat|hurt|slap|harm) (me|us|my|her)
"""

DANGER = r"""
? kill, stab, shoot, murder, strangle, drown, poison, drugged
(?<!it )(?<!this )(?<!that )(?<!boss )(threaten\w*|threats|going|gonna|wants?|wanted|tried|trying|tries|will|would|he'll|she'll|they'll|might|me and) (to )?(\w+ )?{kill} (me|us|her|my {close}){if_found}
{will} {so}(kill|stab|shoot|murder) (someone|somebody|people|everyone|everybody|my (family|husband|wife|boss|father|dad|mother|mom)|him|them)(?! with| an email)
shoot up (my|the|a)
(drugged|poisoned) me
? hurt
(i|to|i'll|me|could|might) (could |will |might |going to |want to |seriously |really )*hurt (someone|somebody|other people|people|others|them|my (baby|kids?|child|children|son|daughter))(?!'s| feel| by| with)
? hersel, her sel, himsel, him sel, themsel, them sel
(wants?|wanted|threat\w*|trying|tried|tries|attempted|going|talks? about|talking about|tonight|of|about|might|will|to) (to )?(kill~|hurt|harm|hang|shoot|cut|drown|hurting|harming) {themselves}
? gun, knife, machete, rifle, pistol, weapon, firearm
(has|have|had|got|pulled|pulls|bought|hold|holds|holding|held|carry|carries|carrying|waving|waved|pointed|pointing|with|owns?|found|grabbed|keeps?) (out )?(a|the|his|her|my|another|their) {weapon}
(gun|knife) ?point
{weapon} (to|at|in|on|against) (my|his|her|me|us)
? stalk, follow, chas, hunt, coming after
stalk(s|ed|er|ing)( me| us|,| and|\.|$)(?! (his|her|their|my ex|on))
(follow|follows|following|followed) me (home|everywhere|around)
(chasing|chased|hunting|coming after) me
? overdos, breathing, unconscious, bleeding
(?<!to an )(?<!from an )(?<!of an )(?<!to )(?<!from )overdos~
(not breathing|unconscious|bleeding (out|badly|heavily|a lot))
? danger, safe
(i'm|i am|she's|he's|she is|he is|we're|we are|kids are|life is|lives are|they are|children are) in (\w+ )?danger(?! of)
{not} {so}(feel |feeling |be )?safe (at (home|night|my)|with (him|her|my)|around (him|her|my)|here|to go (home|back)|sleeping|staying|any ?more|alone|living|there|right now|tonight)
unsafe (at (home|night|my)|around (him|her|my)|with (him|her))
(for|about) my (kids|children|family|son|daughter)'s?'? safety
? for my, for our, for her, for his, for their, or i
(fear|feared|fearing|afraid|scared|worried|terrified|frightened) for (my|our|her|his|their) (own )?(life|lives|safety|kids' safety|children's safety)
need help or i (may|might|could|will) die
? door, window, house, home, apartment
(broke|break|breaking|kick|kicked|kicking) (into|down|in) (my|our|the) (house|home|apartment|door|window)
break the door
? kidnap, restraining, naked, outside, voice
kidnapped
restraining order
(sleep|sleeping|living|left) (\w+ )?(naked|outside) in .{0,30}(degree|snow|cold|freez)~
voices? .{0,40}(hurt|kill|harm) (him|her|them|people|someone|others|my|{self})
"""
