"""What the lists of names and places do not know: which of their entries are also words, and what is never replaced.

Found by comparing Faker's first names and GeoNames' cities with a dictionary and with what posts write in lower case.
"""

from __future__ import annotations


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in listed.replace("\n", "").split("|"))


WORDS = frozenset(
    """
    ab ace acre add admiral ah airport alliance almond alpha alto ami anthem anybody anyone apex arch archer asian
    aspen at aunt auntie aura author babe baby badger bake baker banks bar baron basil bath batman bay bear bee bell
    belle bend best bird birdie birth bishop black blanch blaze bless blessing bliss blossom boo book boom boss bow
    bra brain branch brandy brick brook brother brown buck bud buddy buffalo bunk burn burns bury buster butcher
    butler butterfly buy cain can candida candy cannon canon canyon cap captain caption care carer carry case cash
    cat central chance cherish chin chip christ christian christmas cinnamon clay cliff cloud coach colon colonel
    colt comfort commerce con constant cook cool coral corona council country cousin coy creed crystal dad daddy
    darling dash date day deacon deal dear delta derby desire diamond doc dock doctor doe dog doll dome dot dove
    dude duke dusk dusty eagle early earnest east easter ebony echo elder else ember emerald enterprise era essence
    ether even evening ever every everybody everyone fairy faithful fancy fate fed federal fella fern fleet flint
    flower folks forest fortune forum foster fountain free freedom french friend gage gal gale gap garnet gauge gay
    general genesis german girl given glory god goes going gold golden good gorge governor grandma grandpa granny
    green grove guest gust guy guys hall ham handsome handy happy harden hardy harm harmony harsh haven hazy heath
    heaven heavenly hence herb hero holiday holy homer hon honest honey horn hub hubby hull hun hung hunt hurricane
    hymen ice icy immaculate independence indie infant innocent ivory jam january jelly jesus jewel job journey
    judge junior justice karma key king kit kitchen kitten kitty lad laddie lady lane lark lassie lavender law
    lawyer le leaf leaner lee legend lemma lemon lens less liberal liberty life light lil link lion little living
    lone long look lord lost lot love lovely loyal lucky lyric mac made magenta magic magnolia mail major make male
    mama man manage manly march marquis marry marsh marshal marvel massa mat mate math me meadow media meet men
    mentor mercy merry meta midway mine minor miracle miss missy mister mobile mom mommy moms money monte moody moon
    mother much mum mummy nada nan nana needs nephew news nice niece noble nobody none normal north nova novella oak
    ocean octave of officer om only opal open opportunity oral orange pa page pain pal papa paradise park patience
    peace pen pepper pink piper pistol place plant pleasant police pop posey power pray precious press price pride
    prime prince princess promise prosper proud providence prudence puppy purity queen rain rand ransom raven
    reading real reason rebel red reddit republic reservoir retreat rice rich ridge river roach rock rocky rod roe
    roll roman rosy royal run rush sable sage said saint sake sale salt same santa savage say sea see semi senior
    serenity settle several shade she shepherd silver sing sir sis sister skip sky so sol someone son song south
    sparks spirit split spring squire stance star starling steel steward stoic stone storm stormy sugar summit sun
    sunday sunrise sunset sunshine superior surprise sweetie tab talon tame tank tawny tea temple tender therapist
    thing thoughtful tiger time tiny toy trace treasure trinity troy true trust truth try tuesday tyre u un uncle
    union unique university unknown unnamed urban vale valentine van velvet versa victory villa violet virgin viva
    wait wander war warrior wash wedding west wheeler white wifey wild willow windy wing winner winter wise wish
    wolf wonder wood woods world worth worthy yall ye young yours youth zen
    """.split()
)
"""Entries of the lists of first names and cities that are words first: replaced only where a name or place is announced
("my friend Precious", "I live in Reading")."""

WORDY_NAMES = frozenset(
    """
    amber angel april art ash august aurora autumn barb bea bill blair blake bonnie brooke brooks buffy carol chad
    charity charm chase chastity cherry chuck clarity cole cooper cruz daisy dakota dawn dean dee destiny dexter
    dick dolly don drake drew earl ed eden emery eve ever faith fay finn fisher flora forrest frank gene georgia
    ginger glen grace grant gray grayson guy harper harry hazel holden hope hunter iris israel ivy
    jade jasmine jasper jay jet jordan joy june justice kip lance laurel lily luna mace maddox mae mark mason max
    maxim may maya melody mercedes mercy miles misty morgan nell nick olive paige paris pat patsy patty pearl peg
    penny phoenix pierce poppy porter randy ray reed reid rob robin rose rosemary rowan ruby rusty sandy savannah
    scarlet scot sherry skip skye sonny sterling stew sue summer sunny sydney tad tanner tate taylor terry trent
    trish troy tucker ty van verity viola violet virginia wade walker ward will willow winnie woody zion
    """.split()
)
"""First names that are words or places too: a capital within a sentence is enough, at its beginning it is not."""

CALENDAR = frozenset(
    """
    apr april aug august christmas dec december diwali easter eid feb february friday halloween hanukkah jan january
    jul july jun june lent mar march may monday nov november oct october ramadan saturday sep sept september sunday
    thanksgiving thursday tuesday wednesday xmas
    """.split()
)

KEPT = frozenset(
    """
    add adderall adhd african alexa allah alzheimer amazon ambien american android apple arab arabic asian asians
    ativan aunt auntie australian barbie benadryl bible bipolar black bpd brazilian brexit british buddha buddhist
    canadian catholic celexa chinese christ christian christianity cortana counselor covid cymbalta dad daddy dane
    depakote doc doctor dodge dr dsm english european facebook filipino french freud geodon german god google gramps
    grandma grandpa granny greek heaven hell hindu hinge hispanic hitler ibuprofen imam indian instagram internet
    irish islam italian japanese jesus jewish jr jung klonopin korean lamictal latina latino lexapro lgbt lgbtq
    lithium lucifer lyrica ma'am madam madden mama mcdonald mcdonalds messenger mexican microsoft mom mommy mormon
    mr mrs ms mum mummy muslim myspace nana nanny netflix neurontin nintendo nurse obama ocd oprah pakistani papa
    pastor paxil pinterest playstation pop poppa pops pristiq prof professor protestant prozac psychiatrist
    psychologist ptsd quora rabbi reddit redditor remeron ritalin russian salsa samba santa satan scottish seroquel
    sir siri skype snapchat spanish spotify sr starbucks steam strattera subway target teacher therapist tiktok
    tinder trans trazodone trump tumblr turkish twitter tylenol uber uncle valium venmo vyvanse walmart wellbutrin
    welsh whatsapp white wikipedia xanax xbox yahoo youtube zoloft zoom
    """.split()
)
"""Brands, drugs, peoples, faiths and titles: never the name of somebody in the writer's life."""

FAMOUS = _phrases(
    """
    adam levine|allan poe|allen poe|ariana grande|babe ruth|barack obama|bernie sanders|bill burr|
    bill gates|billie eilish|bob marley|brad pitt|brene brown|britney spears|carl jung|carl rogers|
    charlie brown|chester bennington|connor mcgregor|conor mcgregor|dalai lama|dale carnegie|darth vader|
    david burns|demi lovato|donald trump|dr oz|dr pepper|dr phil|dr seuss|dr who|ed sheeran|edgar allan|
    edgar allen|elon musk|elton john|frank ocean|george floyd|harry potter|harry styles|hillary clinton|
    jack daniels|jeff bezos|jim beam|jim carrey|jk rowling|joe biden|joe rogan|john lennon|johnny cash|
    johnny depp|johns hopkins|jordan peterson|justin bieber|kanye west|kate spade|kim kardashian|kurt cobain|
    lady gaga|lana del|marilyn manson|marilyn monroe|mark manson|mark zuckerberg|martin luther|mary jane|
    mary kay|michael jackson|michael jordan|mickey mouse|morgan freeman|morgan stanley|nelson mandela|
    oprah winfrey|oscar wilde|peter pan|princess diana|robin hood|robin williams|sigmund freud|six flags|
    stephen king|steve jobs|taylor swift|tom hanks|tony robbins|trader joe|tyler perry|victoria secret|
    viktor frankl|virgin mary|walt disney|will smith
    """
)
"""Public figures, characters and brands by their first two words: what is said of them is no secret."""

PLACE_WORDS = frozenset(
    """
    across amy anna best better big can come day deal dear divine do ends europe even ford hope hospital in it king
    love mine most much no normal north of one orange page park ready sale same see show south time to try union
    university village west work
    """.split()
)

MAIL_HOSTS = (
    "gmail googlemail yahoo ymail hotmail outlook live msn icloud me aol proton protonmail gmx yandex zoho".split()
)

PUBLIC_SITES = frozenset(
    """
    7cups.com 988lifeline.org amazon.com apple.com ask.com bbc.co.uk bbc.com betterhelp.com bumble.com
    cancer.org cdc.gov craigslist.org crisistextline.org ebay.com eharmony.com example.com example.net
    example.org facebook.com gmail.com google.com healthline.com helpguide.org hulu.com indeed.com instagram.com
    linkedin.com match.com mayoclinic.org meetup.com mind.org.uk nami.org netflix.com nhs.uk nih.gov okcupid.com
    paypal.com pinterest.com psychologytoday.com quora.com rainn.org reddit.com samaritans.org snapchat.com
    spotify.com suicidepreventionlifeline.org talkspace.com thehotline.org tiktok.com tinder.com tumblr.com
    twitter.com webmd.com whatsapp.com wikipedia.org yahoo.com yelp.com youtube.com zillow.com
    163.com baidu.com bilibili.com dianping.com douban.com douyin.com jd.com jiandanxinli.com kuaishou.com qq.com
    sina.com sina.com.cn sohu.com taobao.com tieba.baidu.com tmall.com weibo.com weixin.qq.com xiaohongshu.com
    xinli001.com zhihu.com
    """.split()
)
"""Sites that everybody knows, kept where only the site is named: "we met on match.com" says nothing of who."""

FUNCTION = frozenset(
    """
    a about actually after again all also although always am an and another any anything are as at basically be
    because been before both but by can't cant could currently did didnt do does doing don don't dont during each
    even eventually ever every everything except finally for fortunately from get gets go got had haha hahaha has
    have having he hello help her here heres him his home how however i i'm i've id if ill im in into is it it's its
    ive just keeps know lately like lol luckily made make maybe me more most my never new no not nothing now of off
    often oh ok on once one only or our out over people please really recently said same says she should since so
    some something sometimes still such tells than thanks that thats the their them then there theres these they
    this those though through to today told tomorrow too under unfortunately until up us usually very was we well
    went were what whatever whats when whenever where wherever which while who whom whose why with wont would yeah
    yes yesterday yet you your
    """.split()
)
"""Words of no content, with a capital only because a sentence or a shout begins."""

LARGE = _phrases(
    """
    africa|alberta|america|antarctica|asia|atlantic|australia|bay area|britain|british columbia|
    central america|east|east coast|england|europe|great britain|korea|latin america|manitoba|middle east|
    midwest|new england|new south wales|new zealand|newfoundland|north|north america|north korea|northeast|
    northern ireland|northwest|nova scotia|ontario|pacific|pacific northwest|quebec|queensland|saskatchewan|
    scotland|south|south africa|south america|south korea|southeast|southwest|taiwan|tasmania|u.k|u.s|
    uae|uk|united kingdom|united states|us|usa|vietnam|wales|west|west coast
    """
)
"""Places too large to tell a person apart; a state or province counts as one."""
