"""Words that a supporter may use of anybody: of feelings, of comfort, of advice, of everybody's life.

A word that is none of these, that nobody has said and that stands in the persona, was not guessed. `KINDRED` are words
of one matter: who has heard of an exam may speak of a teacher.
"""

from __future__ import annotations

from .text import content

# One line of words a paragraph; inflected forms stand where the stem is a function word ("helps" beside "help").
_FEELINGS = """
abandon accept ache afraid aggravate agony alone ambivalent amaze anger angry anguish annoy anxious anxiety apathy
appreciate ashamed attack awake aware awful awkward bad bear beaten belong better bitter blame bored brave broken
burden burnout burnt calm care careful caring cheer comfort comfortable compassion concern confidence confident
confuse content cope courage crisis crush cry crying dark dead deal deep defeat depress depression depressed desperate
despair devastate disappoint discourage disgust distant distract distress disturb doubt down drain drained dread ease
easy embarrass emotion emotional empathy empty encourage energy enjoy enough envy exhaust exhausted exhausting fail
failure faith fatigue fault fear feel feeling fight fine flat fond forgive fragile frighten frustrate frustrated
frustrating furious gentle glad gloom good grateful great grief grieve guilt guilty happy happiness hard hate heal
heart heartache heartbroken heartbreaking heavy helpless hide hollow honest hope hopeful hopeless horrible humiliate
hurt hurtful ignore impossible impulse inadequate insecure invisible irritate isolate isolated jealous joy joyful
judge kind lonely loneliness lonesome longing loss lost love loved low mad matter mean miserable misery mistake mixed
mood motivate motivated motivation mourn nervous neglect numb numbness okay open overwhelm overwhelmed overwhelming
pain painful panic paralyse patient peace peaceful pity pointless positive powerless pressure pride proud punish rage
raw reject rejected regret relax relief relieve resent resentment respect restless sad sadness safe safety satisfy
scare scared scary secure self selfish sense sensitive shame shattered shock sick silent sincere sorrow sorry stable
steady stigma strain strength stress stressed stressful strong struggle stuck suffer sufficient support supported
surprise tear tense tension terrible terrify thankful tire tired torn tough toxic trap trapped trigger trouble true
trust uncertain uncertainty uncomfortable unfair unhappy unheard unique unloved unsure unwanted upset useless validate
valid value valuable vent vulnerable weak weary weight welcome wonder worn worry worried worse worst worth worthless
worthwhile worthy wound wrong yearn
"""
_TALK = """
absolute accord accurate acknowledge actual add address admit advice advise affirm agree allow amount angle answer
anymore anytime anyway anyways apologize appear apply appreciation appropriate area argue ask aspect assume assure
attempt attention attitude author available average avoid awesome awhile balance barrier base basic beautiful become
begin behavior behaviour behind belief believe benefit beside bet big bit body bottle boundary brain breath breathe
bright bring bye bother call calmer capable carry case cause certain chance change chat check choice choose circle
circumstance clarify clear clearer click close closer coach color come comment common communicate communication
community compare compassionate complete completely complicate concept concrete condition confide conflict
congratulations connect connection consider constant contact context continue control conversation convince correct
count couple course cover create curious current cut daily damage danger dangerous day decide decision deed define
definite degree depend describe deserve desire detail determine develop different difference difficult difficulty
direct direction disagree disclose discover discuss discussion dismiss distance divide door dream drive drop due duty
early earn effect effective effort else enable encourage end energy engage entire environment equal especially evening
event everyday exact exactly example excellent excite excuse exercise exist expect expectation experience expert
explain explore express expression extra extreme eye face fact fair fall false familiar fast favor favorite fear
fellow fight figure fill final find finish fit fix focus follow food force forget form forward free freely frequent
fresh friendly front full fully fun function future gain general genuine get gift give goal goodbye grab gradual
gradually gratitude ground group grow growth guess guide guidance habit half hand handle hang happen head health
healthy hear heard heartfelt hello hey hi high history hold honesty honor hour huge human hundred idea ideal identify
ill imagine impact important improve include increase incredible independent individual inner inside insight inspire
instance intense intention interact interest involve inform information issue join journal journaling journey
judgement judgment keep key kindness knowledge label lack large last late lately laugh lead lean learn leave less
lesson let level lie life lifetime light lighten likely limit line list listen listener live living local long longer
look loud luck lucky main maintain major manage manageable matter mature meaning meaningful meantime measure meditate
meditation meet memory mental mention mess message middle mind minute miss mistake moment month mood morning motive
mouth move movement name natural nature near necessary negative neutral new nice night noise normal normally note
notice number obvious occur offer often ok okay old one ongoing open opinion opportunity option order ordinary
organize outcome outlook outside overall overcome overthink own pace page paper part particular partly pass past path
pattern pause peer people perceive perfect perform period permission person personal personality perspective phase
phone phrase physical pick picture piece place plain plan play please pleasure plenty point polite possible
possibility post potential power practical practice practise precious predict prefer prepare present pretty prevent
previous prior priority private probably problem process professional progress promise proper protect prove provide
public pull purpose push quality question quick quiet quite raise random rare rate reach react reaction read ready
real realise realize reason reasonable reassure recall receive recent recognise recognize recommend recover reduce
refer reflect reflection relate relation relationship release relevant rely remain remember remind remove repeat reply
request require resolve resource respond response responsible responsibility rest result return reveal reward right
ring risk role room rough routine rule run rush sacrifice save say scale schedule search secret seek select send
sensible sentence separate series serious service session set setting several shape share shift short shoulder shout
show side sight sign significant signal silence silly similar simple single sit situation skill slight slow slowly
small smart smile social society soft solution solve somehow somewhat somewhere soon sooner sort soul sound source
space speak special specific spend spirit spot stage stand standard start state stay step stick stop story straight
strange strategy stretch strict string structure style subject success successful sudden suddenly suggest suggestion
suit sum sure surround survive switch sympathize system table take talent talk task teach tell temporary tend term
test thank thanks theme therefore thick thing think thinking thought thousand throw tie tight time tiny tip today
tomorrow tone tonight tool top topic total touch toward track treat treatment trick truth try turn twice type typical
understandable understand understanding understood unfortunate unless unpack unusual update upon urge usual vacation
various version view viewpoint visible vision voice volunteer vote wait wake walk wall want warm warning watch way
week weekday weekend wellbeing whatever whenever wherever whether wide wise wish withdraw witness word world worldwide
write yesterday year yet young absorb alive ago amazing amid anybody apart awaken childhood cold comforting conclude
confront constantly currently daring deliver demand deny dig ear enormous escape essential eventually evidence explode
fade fence finally finger flow fog former fuel glimpse halfway harsh harm heat immediate immense intrude invite kindly
lift load lonely loop manner mask mountain narrow newly nobody obstacle occasion odd pain perhaps persist pile plus
pour precise prepared presence pretend previously print quietly rather rebuild relive remark replay respectful root
scream sea seat shadow sharp shock shoot shore shut sink sleepless slip smooth solid somebody spin spiral spread
squeeze stare storm strike surface swallow swing tangle thread trace able act affect already asking became been best
came cannot comes coming described does doing done earlier everyone everything except feels felt finding found gave
giving goes going gone got happened happening having heading helped helping helps hoped itself keeping kept knew
knowing known knows leaving lets liked likes looked looking looks making meant means mostly named needed needing needs
ones onto saw saying says seeing seemed seems seen sees shown slowest spoke spoken stood taken takes taking tells
telling thinks times told took tried tries trying turned used uses using video wanted wanting wants ways went worded
wrote written far farther further still thus though whose yourself themselves everybody tremendous truly stronger
weaker softer tender bruise underneath
unclear uneasy unsafe upset vague sore wave weigh weird whisper wind window yell
"""
_ADVICE = """
activity affirmation afternoon air airing app arrange art article assertive bath bathe bedtime bike blanket blog book
break breakfast breathing brother buddy budget caffeine candle cat class clean cleaning club coffee color cook cooking
counsel counseling counselling counselor counsellor crisis dance deep diary dinner distraction doctor dog drawing
drink eat eating emergency exercise fitness flower garden gardening goal gp gym helpline hobby holiday hospital
hotline hydrate internet kitchen letter library lifeline line list lunch massage meal med medical medication medicine
meditate mindful mindfulness movie music nap nature neighbor notebook notepad nurse online outdoors paint painting
park pet phone photo playlist pray prayer professional psychiatrist psychologist puzzle read reading reconnect rest
routine run self-care sing sleep snack song sport spiritual study sun sunlight sunshine swim tea television therapist
therapy timer tv vitamin volunteer walk walking water website workout write writing yoga youtube zoom
"""
_LIFE = """
adult age apartment baby bed bill birthday boss boy boyfriend business buy car career cash change child children
christmas city clothes college colleague company computer cost country coworker daughter dad date dating daylight
economy education email employee employer employment essay family father finance financial friend friendship game girl
girlfriend goods government grade graduate grandmother grandfather guy home homework house household husband income
interview job kid kids man manager marriage marry married mate men meeting mom money mother neighbour news office
parent parents partner party pay payment pandemic covid virus performance person place play price professor project
quarantine relative rent resume roommate salary savings school season semester shop shopping sibling sister son spouse
spring stranger student summer teacher team teen teenager text town training travel trip uncle university uni wedding
winter wife woman women work worker workload workplace yard youth afford bank communicate conflict course crowd
deadline diet fight illness isolation lockdown loyal move responsibility routine sex shift workout yelling hundred
thousand million zero first second third four five six seven eight nine ten eleven twelve dozen half quarter monday
friday saturday sunday seeker supporter user client speaker helper statement self-esteem esteem belief assumption
interpretation appraisal experience standard expectation disclose reassurance paraphrase restate validate validation
normalise normalize reframe explore
"""
FEELINGS = content(_FEELINGS)
"""Stems of the words of feelings, which are guessed."""
COMMON = content(" ".join((_FEELINGS, _TALK, _ADVICE, _LIFE)))
"""Stems of the words that say nothing of one person."""

_MATTERS = """
die died death dead dying passed funeral buried burial grief grieve mourn loss lose lost deceased gone grave widow
divorce divorced separate separated separation split breakup break broke broken left leave ex dump dumped ended
fire fired layoff laid redundant redundancy sack unemployed job lose lost dismiss dismissed laid-off
cheat cheated affair unfaithful betray betrayed infidelity mistress another
school college university campus class exam test semester study student grade teacher professor homework degree
work job office boss manager colleague coworker career company shift employ employer workplace promotion client customer
hospital doctor surgery nurse ward operation icu clinic ambulance medical ill sick disease treatment health
cancer tumor chemo chemotherapy ill sick disease diagnose diagnosis diagnosed illness stroke
pregnant pregnancy baby miscarriage miscarried birth child newborn infant postpartum
abuse abused abusive hit beat violence violent assault slap rape raped molest molested hurt
drink drinking alcohol wine beer drunk sober bottle vodka alcoholic alcoholism sobriety relapse
money debt bill rent loan pay afford financial bank mortgage savings bankrupt bankruptcy income gambling gamble bet
marry married husband wife wedding marriage spouse fiance engaged engagement anniversary
move moved apartment house home city flat landlord evict evicted eviction
suicide suicidal die kill end overdose cut cutting harm
bully bullied bullying tease mock laugh name harass harassment
sleep insomnia night awake bed nightmare
eat food weight diet eating anorexia bulimia calories fat binge
church god pray faith religion religious pastor bible
panic attack anxiety
medicine medication pill antidepressant drug prescribe prescribed dose tablet sertraline zoloft prozac
therapist therapy counselor counselling psychologist psychiatrist session
police arrest arrested jail prison court lawyer custody trial
army military deployed soldier veteran war
fight fighting argue argument quarrel row yell shout
friend mate buddy group
accident crash car injured injury
""".strip().splitlines()
KINDRED: dict[str, frozenset[str]] = {}
for _matter in map(content, _MATTERS):
    KINDRED |= {stem: KINDRED.get(stem, frozenset()) | _matter for stem in _matter}
"""Stem → the stems of its matters; a stem of none is missing."""
