"""What the offline seeker says around their own story: openings, reactions, feelings, elaborations, farewells."""

from __future__ import annotations

OPENINGS = (
    "Hi. {open} {feel}",
    "Hello, I hope this is the right place. {feel} {open}",
    "Hey. {feel} {open}",
    "Hi there. I've gone back and forth about writing this. {feel}",
    "Hello. I don't really know where to begin. {feel}",
    "Hey, is somebody there? {open} {feel}",
    "Hi, thanks for having me. {feel} {open}",
    "Good to find someone here. {open} {feel}",
)
OPEN = (
    "I could use somebody to talk to.",
    "There is something I need to get off my chest.",
    "I've been carrying something around with me.",
    "I'm not sure how to say this.",
    "I don't usually talk about myself.",
    "Things have been rough lately.",
    "Something has been on my mind and I can't shake it.",
    "I need to say this to someone who won't judge me.",
    "It's hard to put into words.",
    "I've been putting off talking about this.",
)
FEEL = (
    "I've been feeling {one} lately.",
    "I feel {one} most of the time.",
    "These days I mostly feel {one}.",
    "I'm feeling {one}, and it doesn't go away.",
    "I keep feeling {one} and it's getting to me.",
    "I just feel so {one}.",
)
FEEL_MORE = (
    "I feel {more}, and I don't know what to do with that.",
    "If I had to name it, I'd say I feel {more}.",
    "Most of all I feel {more}.",
    "On top of everything I feel {more}.",
    "It makes me feel {more}, every time.",
    "I end up feeling {more}.",
    "I guess {more} is the word for what I feel.",
)

# How the seeker takes up what the supporter just did, by the kind of message. Empty strings: going on without a word.
REACTIONS: dict[str, tuple[str, ...]] = {
    "question": (
        "Good question.", "Hmm, let me think.", "I'd say this:", "Honestly?", "Well...", "That's not easy to answer.",
        "I've asked myself that too.", "Okay, I'll try to explain.", "To be honest,", "", "", "", "",
    ),
    "understood": (
        "Yes, exactly.", "Yeah, that's it.", "You put it better than I could.", "That's pretty much how it is.",
        "Right.", "Yes. It feels odd to see it in words.", "I think so, yes.", "That's true.", "Mostly, yes.", "",
    ),
    "support": (
        "Thank you for saying that.", "That means a lot.", "It's nice of you to say so.", "I needed to hear that.",
        "I wish I could believe that.", "Thanks, really.", "Nobody has said that to me in a while.",
        "I'll try to keep that in mind.", "", "",
    ),
    "shared": (
        "Thank you for sharing that.", "So it isn't only me.", "It helps to know somebody else was there too.",
        "I'm sorry you had to go through that.", "I didn't expect that, thanks for telling me.", "Really? How did you "
        "get through it?", "That's oddly comforting.",
    ),
    "suggestion": (
        "Maybe I could try that.", "I hadn't thought of that.", "I could give it a go.", "That might be worth a try.",
        "I'm not sure I can, but I'll think about it.", "Hmm, that sounds doable.",
        "I'm a bit afraid of that, to be honest.",
        "Perhaps in small steps.", "That sounds simple, and also hard.", "Okay. That is something I could do.",
    ),
    "information": (
        "I didn't know that.", "That explains a lot.", "Good to know.", "Interesting, I never looked at it that way.",
        "That makes me feel less strange.", "I see.", "Okay, that helps a little.",
    ),
    "crisis": (
        "Thank you for taking it seriously. I'm safe at the moment, I just had to say it.",
        "I'm not going to do anything right now. But thank you, I'll save that number.",
        "I didn't mean to scare you. I'm safe today, and I'll call if it gets worse.",
        "Okay. I'll keep that number near me, I promise.",
    ),
    "presence": (
        "Thanks.", "Thank you for being patient.", "Okay.", "I appreciate that.", "Thanks for staying with me.", "", "",
    ),
}  # fmt: skip
DOUBTFUL = ("I don't know if that would help.", "I doubt it, honestly.", "Easy to say.", "We'll see.")
"""How a disagreeable seeker takes a suggestion."""

LINKS = (
    "The thing is, {it}", "What gets me is that {it}", "It's just that {it}", "Part of it is that {it}",
    "You see, {it}",
    "What makes it harder: {it}", "Also, {it}", "And then {it}", "I keep coming back to this: {it}",
)  # fmt: skip

AGE = (
    "I'm {age}, and I thought I'd have this figured out by now.",
    "I'm {age} and some days I feel much older.",
    "At {age} I didn't expect to be sitting here with this.",
    "I'm {age}, if that matters.",
    "It's strange to be {age} and not know what to do.",
    "Maybe it's different for other people who are {age}.",
)
WORK = (
    "I'm {occupation}, so I have to hold it together during the day.",
    "I'm {occupation}, and nobody there has any idea.",
    "It doesn't help that I'm {occupation} and have to function.",
    "I'm {occupation}. I doubt anyone would guess what is going on with me.",
    "Being {occupation} takes what energy I have left.",
)
SINCE = (
    "It has been like this {time}.",
    "It goes back a while: {time}.",
    "{time}, I'd say.",
)
"""For times that last: since, for, over."""
AGO = ("It began {time}.", "It started {time}, I'd say.", "The beginning was {time}.")
WHEN = ("It came to a head {time}.", "I noticed it most {time}.", "{time}, I think, that's when I noticed.")
WHERE = (
    "It's the worst {location}.",
    "It mostly happens {location}.",
    "Whenever I'm {location} it comes back.",
)
PEOPLE = (
    "Not really. It has a lot to do with {people}, which doesn't make it easier.",
    "No. I don't want to burden anybody, least of all {people}.",
    "Nobody knows all of it. {people}, maybe, but only in parts.",
)
ELABORATIONS = (
    "I go over it again and again in my head.",
    "I put on a face and nobody notices.",
    "Some mornings I don't want to get up at all.",
    "Small things set me off now.",
    "I keep asking myself what I did wrong.",
    "Then I get angry with myself for not coping.",
    "I can't remember when I last enjoyed something.",
    "Even good days feel like they could break at any moment.",
    "I catch myself pulling away from everybody.",
    "It's like a stone in my stomach.",
    "I cancel things at the last minute because I can't face them.",
    "I lie awake and the same thoughts go round.",
    "I've become so quiet that people have stopped asking.",
    "I don't want pity, I just want it to be less heavy.",
    "I used to be different. I used to laugh more.",
    "Part of me thinks I'm making too much of it.",
    "When somebody is kind to me I nearly cry.",
    "I keep waiting for it to pass and it doesn't.",
    "It takes me ages to decide even the smallest thing.",
    "I feel like I'm watching my own life from outside.",
    "I've never said this to anyone in so many words.",
    "Saying it here is easier than saying it to a face.",
)
INTROVERT = ("I usually keep such things to myself.", "I'm not someone who talks much, so this is new to me.")
EXTRAVERT = (
    "I normally talk to everyone about everything, but not about this.",
    "I miss being around people without this on me.",
)
WORRIER = ("My mind always jumps to the worst.", "I worry about things long before they happen.")

COPING_LEADS = (
    "",
    "I did try things, of course.",
    "It's not that I've done nothing about it.",
    "So far I've done what I could.",
)
GOAL_LEADS = (
    "",
    "What I'd like is simple, really.",
    "If you ask me what I hope for:",
    "I think I came here for a reason.",
)

LIGHTER = (
    "I notice I'm breathing a bit easier than when we started.",
    "It's strange, nothing has changed and still it feels smaller now.",
    "I think I was mostly afraid of saying it out loud.",
    "I feel a little clearer about it now.",
    "Talking it through like this sorted something in my head.",
    "It's still there, but I don't feel as stuck with it.",
    "I guess I'm allowed to feel like this, and to ask for something too.",
    "I might actually tell someone about it now.",
    "Maybe I don't have to solve all of it today.",
    "I'm going to take one small step and see.",
    "There is a bit more room in my chest now.",
)
THANKFUL = (
    "Thank you for that.",
    "Thank you, nobody has put it like that before.",
    "I appreciate that you don't rush me.",
    "Thanks for hearing me out.",
    "It means a lot that you listen.",
    "I'm grateful for the way you put it.",
    "Thank you for taking this seriously.",
    "Thanks, I needed somebody to say that.",
    "Thank you for not judging me.",
)
EASED = (
    "It helps to look at it like that.",
    "That makes sense to me.",
    "I feel less alone with it now.",
    "I do feel a bit lighter, saying this.",
    "I feel calmer than I did at the start.",
    "I think I'll try something small this week.",
    "I'm glad I got this far with it.",
    "I feel heard, and that is new.",
    "That helped, even if it's only a little.",
    "It already feels a bit lighter, having said it.",
    "I feel a little more hopeful than I did before.",
    "I'm going to think about that, I mean it.",
)
"""With `THANKFUL`, what is said near the end only where demonstrations show people who say such things."""
FAREWELLS = (
    "Thank you so much for listening. {wish} Bye for now.",
    "I should go now. {wish} Thank you for your time, it really helped.",
    "Thank you for everything you said. {wish} Take care.",
    "I have to go, but thank you for being here. {wish}",
    "Thanks for listening to all of that. {wish} Goodbye.",
    "I need to get going. Talking to you has helped. {wish} Thank you.",
)
LEAVING = (
    "I think I should go. {wish} I'm not sure it changed much, but thank you for listening.",
    "I have to go now. {wish} I don't know if I'm any further, but thanks for your time.",
)
WISHES = (
    "I'll try what we talked about.", "I feel less alone with it.", "I'll be a bit kinder to myself today.",
    "I'll read this again later.", "I'm glad I wrote.", "I'll sleep on it.", "I'll take it one day at a time.",
    "I'll let it sink in.", "I didn't expect to feel lighter, but I do.", "I know what I want to do first.",
    "I think I'll go outside for a while now.", "I'll hold on to what you said.",
)  # fmt: skip
