"""Words of harm, loss, love and identity: what others did, or what one is to them."""

from __future__ import annotations

from .topic import CHILD, FAMILY, PARTNER, Topic

HURT: tuple[Topic, ...] = (
    Topic(
        "abusive relationship",
        rf"abusive (?:relationship|marriage|{PARTNER}|ex|man|men)|(?:verbally|emotionally|physically|"
        rf"mentally) abus(?:ive|es|ed) (?:relationship|by my {PARTNER}|me)|domestic (?:violence|abuse)|"
        rf"gaslight\w*"
        r"|(?:he|she) (?:hits?|hit|beats?|chokes?|choked|slaps?|slapped|punch(?:es|ed)|shoves?|threatens?|"
        r"threatened) me|narcissist(?:ic)? (?:ex|husband|wife|boyfriend|girlfriend|partner|relationship)|"
        r"restraining order|emotional and verbal abuse|stalking me|(?:chok|hitt|punch|slapp|beat|kick)ing me|"
        r"attacked me|was attacked",
        r"abus\w+|controlling|toxic|afraid of him|scared of him|manipulat\w+|calls me (?:names|stupid|"
        r"worthless)|apologi[sz]es|yells? at me|leave him|he gets (?:mad|angry)",
        (
            (r"ex\b|ex-|left him|left her|survivor|past relationship", "life after an abusive relationship"),
            (r"hit|beat|chok|slap|punch|violen|physical", "violence from a partner"),
            (r"leave (?:him|her)|moving out|move out|get out", "finding a way out of an abusive relationship"),
            ("", "being put down by a partner"),
        ),
    ),
    Topic(
        "past trauma",
        r"rape[ds]?|raping|rapist|molest\w*|sexual(?:ly)? (?:abus\w*|assault\w*)|(?:c-?)?ptsd|"
        r"post-?\s?traumatic|traumati[sz]ed|flash-?\s?backs?|childhood (?:trauma|abuse)|(?:abused|beaten|"
        r"molested) (?:me )?(?:as a (?:child|kid)|when i was)|kidnapped|trauma|tortur\w*|abuse at home|survivor",
        r"nightmares?|abus\w+|trigger(?:s|ed|ing)?|assault\w*|memories|my past|violen\w+|consent|military|"
        r"survivor|neglect\w*",
        (
            (r"rape|molest|sexual|assault|consent", "living with sexual violence in the past"),
            (r"child|kid|parents|dad|father|mother|mom\b|young", "childhood that still hurts"),
            (r"military|army|war|crash|accident|responder|veteran", "a traumatic event that will not let go"),
            (r"nightmare|flashback|sleep|dream", "nightmares and flashbacks"),
            ("", "being caught up by the past"),
        ),
    ),
    Topic(
        "self-harm",
        r"self-?\s?harm\w*|cut(?:ting)? myself|(?:wanna|want to|started|start|stop|no|been|i) cut(?:ting)?\b|"
        r"hurt(?:ing)? myself|burn(?:ing|ed)? myself|harm(?:ing)? myself",
        r"scars?\b|blade|razor|urge|clean for|relapse\w*|cutting|wrists?",
        (
            (r"stop|quit|relapse|streak|clean|again|urge", "trying to stop hurting oneself"),
            (r"parents|mom\b|mother|dad|family|friend|find out|tell", "hiding self-harm"),
            ("", "the urge to hurt oneself"),
        ),
    ),
    Topic(
        "worry about someone",
        rf"(?:he|she|they|friend|{PARTNER}|{CHILD}|{FAMILY}|brother|sister|cousin) (?:\w+ )?(?:wants? to|"
        rf"is going to|tried to|threatens? to|threatened to|might|will|keeps? threatening to) (?:kill|hurt|"
        rf"harm|end)|kill (?:him|her|them) ?sel(?:f|ves)|my (?:\w+ )?(?:friend|{PARTNER}|brother|sister|"
        rf"cousin|roommate|{FAMILY}) (?:is|has been|'s|seems|was) (?:\w+ )?(?:suicidal|depressed|"
        rf"self-?\s?harming|cutting|not well|bipolar|diagnosed|hospitali[sz]ed)"
        rf"|how (?:can|do|could|should) (?:i|we) (?:best )?(?:help|support) (?:him|her|them|my (?:friend|"
        rf"{PARTNER}|brother|sister|{FAMILY}|{CHILD}))|(?:can|do) i do to help (?:him|her|them)|abusing her|"
        rf"refuses (?:to (?:take|get|go)|help|treatment|medication)|worried (?:about|for|sick about) (?:him|"
        rf"her|them|my (?:friend|brother|sister|cousin|roommate))",
        r"help (?:him|her|them)|worried|suicid\w*|bipolar|addict\w*|schizophren\w*|hospital\w*|medication|"
        r"diagnosed|therapy",
        (
            (r"kill|suicid|die|end (?:his|her|their)", "fearing for the life of somebody close"),
            (r"bipolar|schizo|diagnos|medication|psych", "somebody close who is mentally ill"),
            (r"drink|drugs?|addict|pills|heroin|meth", "somebody close who is dependent"),
            ("", "somebody close who is not well"),
        ),
        most=2,
    ),
    Topic(
        "suicidal thoughts",
        r"suicid\w*|kill(?:ing)? my\s?self|(?:please |someone |somebody |one |just )kill me|kill me(?!\w)|"
        r"end(?:ing)? (?:it all|my life)|end it\b|(?:want|wanna|ready|wish|hope|pray|rather|like|"
        r"tô) (?:that i |i'?ll |i could |i |to |tô )?(?:just )?die\b|wish(?:ed)? i (?:was|were) (?:dead|"
        r"never born)|(?:not|don'?t|dont|no longer) (?:want|wanna|wanting) to (?:be here|live|be alive|exist|"
        r"wake up|keep living)|be alive any ?more|no (?:reason|point) (?:to|in) liv(?:e|ing)|"
        r"nothing (?:left )?(?:to live for|worth living)|die in my sleep|hang(?:ing)? myself|overdose|"
        r"jump off|worth living|why (?:i'?m|im|am i) (?:still )?alive|i(?:'m| am) prepared to go|"
        r"tired of living|end my life|samaritans|blink out of existence|stay alive",
        r"die\b|death|dead\b|alive|existence|existing|goodbye|note\b|disappear|hopeless|pointless|better off|hotline",
        (
            (r"attempt|tried to|failed", "after a suicide attempt"),
            (r"family|mom\b|wife|daughter|parents|girlfriend|boyfriend|friends", "staying alive for others"),
            (r"tired|exhaust|give up|point", "being tired of living"),
            ("", "thoughts of ending one's life"),
        ),
        most=3,
    ),
    Topic(
        "grief",
        r"passed away|(?:my|lost) (?:\w+ ){0,2}?(?:died|death)|died (?:of|in|from|last|on|when|suddenly)|"
        r"(?:loss|death) of (?:a|my|our|his|her) \w+|lost (?:my|our) (?:\w+ )?(?:mom|mum|mother|dad|father|"
        r"grand\w+|brother|sister|son\b|daughter|husband|wife|best friend|friend|dog|cat|baby|child|aunt|"
        r"uncle)|griev\w+|grief|funeral|put (?:him|her|my dog|my cat) down|miss my (?:mum|mom\b|mother|dad|"
        r"father|grand\w+|brother|sister)|widow(?:ed|er)?|dog has cancer|took (?:his|her) own life|mourn\w*",
        r"died|dead|death|loved one|memories|cancer|miss (?:him|her)|heaven|gone",
        (
            (r"dog|cat|pet|puppy|kitten", "loss of a pet"),
            (r"mom\b|mum|mother|dad|father|parent", "loss of a parent"),
            (r"husband|wife|widow|fianc|boyfriend|girlfriend", "loss of a partner"),
            (r"baby|son\b|daughter|child|miscarr", "loss of a child"),
            (r"grand", "loss of a grandparent"),
            (r"friend", "death of a friend"),
            ("", "loss of a loved one"),
        ),
    ),
    Topic(
        "pregnancy and birth",
        r"pregnan\w+|miscarri\w+|abortion|post-?\s?partum|postnatal|gave birth|giving birth|infertil\w+|ivf|"
        r"trying to conceive|morning sickness|stillb\w+|expecting (?:a|our|my)",
        r"baby|newborn|birth|due date|trimester|keep it|breast-?feed\w*|ppd",
        (
            (r"miscarr|lost (?:my|the|our) baby|stillb", "a lost pregnancy"),
            (r"post-?\s?partum|postnatal|ppd|after (?:giving )?birth|newborn", "low mood after a birth"),
            (r"abortion|keep it|unplanned", "an unplanned pregnancy"),
            (r"infertil|ivf|conceive|trying", "trying for a child"),
            ("", "worries during pregnancy"),
        ),
    ),
    Topic(
        "infidelity",
        rf"cheat(?:ed|ing|s|er)? on (?:me|him|her|my|us|you)|cheat(?:ed|ing|s)?\b|(?:an|his|her|emotional|"
        rf"had an) affairs?|unfaithful|infidelit\w+|sleep(?:ing|s)? with (?:someone|other|another|somebody)|"
        rf"slept with (?:someone|other|another|a (?:guy|girl|man|woman)|a couple)|messag(?:es|ing) (?:his|"
        rf"her|between|other)|dating (?:websites?|sites?|apps?) .{{0,20}}{PARTNER}|talking to other (?:women|"
        rf"men|girls|guys)|the other (?:woman|man|girl|guy)",
        r"trust|lied|lies|lying|phone|texts?|messages|forgive|ex-|betray\w+|married man",
        (
            (r"i (?:\w+ )?(?:cheated|slept)|my (?:affair|infidelit)|i (?:have )?lied", "having been unfaithful"),
            (r"forgive|get past|trust again|move past|rebuild", "trusting again after an affair"),
            (r"suspect|think (?:he|she)|might be|paranoid|might|is cheating", "suspecting a partner of cheating"),
            ("", "being cheated on"),
        ),
    ),
    Topic(
        "breakup with partner",
        rf"br(?:oke|eak|eaking|oken) ?-?up|broke (?:things|it) off|dumped (?:me|him|her)?|(?:{PARTNER}|he|"
        rf"she) (?:just |has |recently )?left me|my ex\b|ex-?(?:boyfriend|girlfriend|bf|gf)|rebound|"
        rf"get (?:him|her) back|heart-?\s?broken|end(?:ed)? (?:the|our|my|things|present) ?(?:relationship)?|"
        rf"wants? (?:me|him|her) back|get back together|we separated",
        r"closure|moved? on|moving on|miss (?:him|her)|no contact|single now|years together|loved? (?:him|"
        r"her)|relationship|together|without (?:him|her)",
        (
            (
                r"get (?:him|her) back|back together|wants? me back|second chance|reconcile|come back",
                "wanting an ex-partner back",
            ),
            (
                r"should i (?:end|break|leave)|end my (?:present )?relationship|break up with (?:him|her)",
                "deciding whether to end a relationship",
            ),
            (r"move on|moving on|get over|still (?:love|think|miss|heart|healing)", "not getting over a breakup"),
            (r"friends|see (?:him|her) (?:every|at)|school|work", "seeing an ex-partner every day"),
            ("", "a recent breakup"),
        ),
    ),
    Topic(
        "marriage problems",
        r"(?:my|our) (?:husband|wife|spouse|marriage)|divorc\w+|separated from my|marriage counsel\w+|"
        r"married (?:for|to|\d+)|(?:husband|wife) and i|former husband|vows|ex-?(?:husband|wife)",
        r"married|marriage|intimacy|argue|arguing|fight|distant|communicat\w+|separat\w+|in love with me|"
        r"years together|counseling|affair|trust",
        (
            (r"divorc|separat|moved out|left me", "separation or divorce"),
            (r"sex|intima|touch|affection", "a marriage without closeness"),
            (r"argu|fight|yell|angry|mad|communicat", "constant arguments in a marriage"),
            (r"works|job|never home|away|travel|military|deploy", "a spouse who is never there"),
            ("", "growing apart in a marriage"),
        ),
        most=2,
    ),
    Topic(
        "intimacy problems",
        r"sex (?:life|drive|lives)|have sex|having sex|had sex|no sex|erectile\w*|erections?|libido|"
        r"during sex|before sex|masturbat\w+|porn\w*|oral sex|fetish\w*|virgin\w*|intimacy|make love|"
        r"penetration|threesome|orgasm\w*|climax|kink\w*|cross-?dress\w*|pantyhose|lingerie|virginity",
        r"intimate\w*|sexual\w*|affection|desire|attracted|attraction|touch",
        (
            (r"porn|masturbat", "pornography and a relationship"),
            (r"erect", "trouble with arousal"),
            (r"pain|fear|nervous|hate it|scared", "being afraid of sex"),
            (r"cross-?dress|fetish|kink|pantyhose|lingerie", "a desire one is ashamed of"),
            (r"partner|husband|wife|boyfriend|girlfriend|we ", "different needs in a couple"),
            ("", "doubts about one's sex life"),
        ),
    ),
    Topic(
        "identity",
        r"transgender|trans\b|gender (?:dysphoria|identity)|(?:i'?m|am i|i am|be|being|or) (?:gay|bi|"
        r"bisexual|lesbian|pansexual|asexual|queer)|bisexual\w*|lesbian|same sex|coming out|"
        r"come out(?! (?:of|the other))|"
        r"came out (?:to|as)|sexual(?:ity| orientation)|my own gender|mind of a girl|stuck in a (?:guy|girl|"
        r"man|woman|boy)(?:'s)? body|want(?:ing)? to be a (?:boy|girl|man|woman)|be female|closeted?|"
        r"nonbinary|who i (?:really )?am\b",
        r"gay|straight|attracted|accept(?:ed|s)?|gender|identity|label|pronouns|questioning|religion",
        (
            (
                r"parents|mom\b|mother|dad|family|tell (?:them|her|him)|come out|coming out|accept",
                "coming out to the family",
            ),
            (r"trans|gender|be a (?:boy|girl)|female|body", "questions about one's gender"),
            (r"gay|bi|lesbian|straight|same sex|attracted|sexuality", "questions about whom one loves"),
            ("", "not knowing who one is"),
        ),
    ),
)
