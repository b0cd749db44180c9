"""What a forum adds to what people say: markup, edits, greetings, apologies, shorthand and slips of typing."""

from __future__ import annotations

import re

# Each pattern is tried only on a text that has one of the characters before it; most posts have none.
MARKUP: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    (("](",), re.compile(r"\[([^\]\n]{1,200})\]\((?:[^)\n]*)\)"), r"\1"),  # [words](link)
    (
        ("://", "www.", "<url>", ".com/", ".org/", ".net/"),
        re.compile(r"<url>|https?://\S+|www\.\S+|\b[\w-]{1,60}\.(?:com|org|net)/\S+", re.IGNORECASE),
        " ",
    ),
    (("<",), re.compile(r"</?[a-z][^>\n]{0,40}>", re.IGNORECASE), " "),
    (("@",), re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}"), " "),
    (("u/", "@"), re.compile(r"(?<![\w/])/?u/[\w-]+|(?<!\w)@[\w-]{3,}"), "someone"),
    (
        ("*", "_", "~", "#", ">", "•"),
        re.compile(r"\*\*|__|~~|^[ ]*[>#*•]+[ ]*|(?<!\w)[*_]+(?=\w)|(?<=[\w.,!?])[*_]+", re.MULTILINE),
        "",
    ),
    # Emoticons and emoji
    (
        (":", ";", "=", "<", "-", "D", "^", "T_"),
        re.compile(r"(?<!\w)(?:[:;=]['-]?[()\[\]/|dDpP3oO]+|[)(]+:|</?3+|;_+;|-_+-|[xX]D+|\^_*\^|T_T|D:)(?!\w)"),
        " ",
    ),
    ((), re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]+"), " "),
    # "Me (24F)", "my boyfriend [26 M]": an age tag is a forum's shorthand that nobody speaks.
    (
        ("(", "["),
        re.compile(r"\s*[(\[]\s*(?:[mf]\W{0,2}\d{2}|\d{2}\W{0,2}(?:[mf]|male|female|nb|yo)?)\s*[)\]]", re.IGNORECASE),
        "",
    ),
    ((), re.compile(r"(?<![\w$])(\d\d)[mf]\b(?!')", re.IGNORECASE), r"\1"),
    (("(",), re.compile(r"\((?:you\b[^)\n]{0,60}|\s*)\)", re.IGNORECASE), ""),
    ((), re.compile(r"\s+([,.;!?])"), r"\1"),
)
# A title and a body are often joined by ". " whatever the title ends with: "Why me?. I am", "Depressed.... I am".
JOINED = (
    (re.compile(r"([?!])[ ]?\.(?=\s|$)"), r"\1"),
    (re.compile(r"\.{4,}"), ". "),
    (re.compile(r"\.{2}(?!\.)(?<!\.{3})"), "."),
    (re.compile(r"([?!])[?!]+"), r"\1"),
    (re.compile(r"(?<=[a-z]{2})([.?!])(?=(?:I|i|im|my|it|he|she|they|we|the|and|but|so)\b|[A-Z][a-z])"), r"\1 "),
    (re.compile(r"(?<=[a-z]{2})([?!,;])(?=[A-Za-z])"), r"\1 "),
    (re.compile(r"^[\s.,;:!?)\-]+"), ""),
)
LABEL = re.compile(
    r"(?i)\b(?:tl\W{0,2}dr|tldr)\b\W*|^\s*(?:title|background|backstory|context|update|some context|long story short|"
    r"to make a long story short|story|question|help|advice needed|trigger warning|tw|cw|rant|vent|"
    r"serious)\s*[:\-]+\s*",
    re.MULTILINE,
)
EDIT = re.compile(r"(?im)(?:^|(?<=[.!?)\"'\s]))\**(?:edit(?:ed)?|eta)(?:\s*\d*\s*[:\-]|\s+(?:for|to add|damn)\b).*$")

# What people say to a forum and not about themselves.
TO_THE_FORUM = re.compile(
    r"\b(?:throw\s?-?away\b|on mobile\b|first (?:time )?post(?:ing|er)?\b|long[- ]?time lurker\b|wall of text\b|"
    r"sorry (?:for|about|if) (?:the |any |my |this |how )?(?:really |very )?(?:long|length|typos?|format\w*|english|"
    r"gramm[ae]r|rambl\w*|spelling|mess|bad|poor|wall|post|isn't|is)|"
    r"sorry (?:for (?:the )?(?:long|lack|wasting)|this is (?:so )?long|it's (?:so )?long|if this (?:isn't|is|belongs))|"
    r"right (?:place|sub(?:reddit)?|forum|flair|thread)\b|wrong (?:place|sub(?:reddit)?|forum|flair|thread)\b|"
    r"appropriate (?:place|sub(?:reddit)?|forum|for (?:the|this))\b|correct (?:place|sub(?:reddit)?|forum|flair)\b|"
    r"title (?:says|pretty|covers|basically)|says in the title\b|see title\b|as the title\b|"
    r"thank(?:s|you| you)?(?: so much)?(?: in advance| for (?:reading|listening|your|any|all|taking|letting))|"
    r"if you(?:'ve)? (?:read|made it)|pm me\b|dm me\b|message me\b|inbox me\b|up-?vote|down-?vote|"
    r"cross-?post|re-?post\b|"
    r"sub-?reddit\b|this sub\b|reddit(?:or)?s?\b|r/\w+|my english\b|not my first language\b|changed (?:the )?names\b|"
    r"proofread\b|formatting\b|here (?:it |i )?goes?\b|just (?:needed|wanted|need|want) to (?:vent|rant|"
    r"get (?:this|it|that) off)|"
    r"google form\b|happy to (?:answer|provide)|spoilers?\b|i'?m not sure (?:if|where) (?:this|i should|to post)|"
    r"where (?:else )?to post\b|posted (?:this|here)\b|will read (?:this|it)\b|reading this\b)"
)
ONLY_GREETING = re.compile(
    r"(?:hi|hello|hey|thanks?|thank you|title|help|please help|end of rant|rant over|the end|jat|dear)\b"
    r"(?:\W+(?:me|all|everyone|everybody|guys|there|reddit|again|friends?|folks|so much|you|out|please|"
    r"in advance))*\W*$"
)
GREETING = re.compile(
    r"^(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon)|greetings|dear)\b(?:[ ,]+(?:all|everyone|"
    r"everybody|guys|there|reddit|again|folks|y'all|doctor|friends?|so|r/\w+))*\s*[,.!:-]*\s+",
    re.IGNORECASE,
)
SPELLING = (
    (re.compile(r"(?<![\w.'])i(?=$|[\s,;:!?)]|'(?:m|ve|d|ll)\b)"), "I"),
    (re.compile(r"(?<![\w'])im(?![\w'])", re.IGNORECASE), "I'm"),
    (re.compile(r"(?<![\w'])ive(?![\w'])", re.IGNORECASE), "I've"),
    (
        re.compile(
            r"(?<![\w'])(can|don|won|didn|doesn|isn|wasn|aren|weren|couldn|wouldn|shouldn|haven|hasn|hadn|"
            r"ain)t(?![\w'])",
            re.IGNORECASE,
        ),
        r"\1't",
    ),
    (
        re.compile(
            r"(?<![\w'])(that|it|there|what|he|she)s(?= (?:a|an|the|not|just|so|been|like|all|no|too|really|always)\b)",
            re.IGNORECASE,
        ),
        r"\1's",
    ),
    (
        re.compile(
            r"(?:^|(?<=[.!?] ))Its (?=(?:an?|the|not|just|been|like|silly|hard|all|really|too|my|so|getting|"
            r"always|never|only|pretty|weird|sad|\w+ing|\w+ly)\b)",
            re.IGNORECASE,
        ),
        "It's ",
    ),
    (re.compile(r"(?<![\w'])ide?k(?![\w'])", re.IGNORECASE), "I don't know"),
    (re.compile(r"(?<![\w'])(?:bc|b/c|cuz|coz)(?![\w'])", re.IGNORECASE), "because"),
    (re.compile(r"(?<![\w'])u(?![\w'.])"), "you"),
    (re.compile(r"(?<![\w'])ur(?![\w'])"), "your"),
    (re.compile(r"(?<![\w'])ppl(?![\w'])"), "people"),
    (re.compile(r"(?<![\w'])(?:my )?SO(?= (?:and|is|was|has|of|says|said|what)\b)"), "my partner"),
    (re.compile(r"(?<![\w'])bf(?![\w'])", re.IGNORECASE), "boyfriend"),
    (re.compile(r"(?<![\w'])gf(?![\w'])", re.IGNORECASE), "girlfriend"),
    (re.compile(r"(?<![\w'])w/o(?!\w)"), "without"),
    (re.compile(r"(?<![\w'])w/(?= ?\w)"), "with "),
    (re.compile(r"(?<![\w'])(?:alot)(?![\w'])"), "a lot"),
    (re.compile(r"\b(?:lol|lmao|lmfao|haha+|smh|ffs|jk|imo|imho)\b", re.IGNORECASE), ""),
    (re.compile(r"[ ,]+(?=[.!?])"), ""),
)
