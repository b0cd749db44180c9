"""What the offline supporter says: openers and bodies per strategy, joined and filled with the seeker's own words.

The banks name no feeling, person, place, occupation or time of their own: those enter only through slots that are
filled from what the seeker said, so that nothing is known before it is told (a test sees to it).
"""

from __future__ import annotations

from ...signatures import Strategy

# {you} is a clause of the seeker in the second person ("you can't talk to your boss"), {feeling} a feeling they named,
# {person} somebody they named ("boss"). A phrase is used only when all its slots can be filled.
ACKNOWLEDGE = (
    "That sounds like a lot to carry.",
    "Thank you for telling me that.",
    "I can hear how much is in that.",
    "I'm glad you said it.",
    "That can't be easy to say.",
    "I'm following you.",
    "Thank you for trusting me with this.",
    "Okay, I see.",
    "That makes sense to me.",
    "I appreciate you being so open.",
    "I'm really listening.",
    "Mm, that is a hard place to be in.",
    "I'm sorry it has been like this.",
    "I hear you.",
    "That is a lot for one person.",
    "Let me stay with that for a moment.",
)

GREET = (
    "Hello, and welcome.",
    "Hi, I'm glad you wrote.",
    "Hey, it's good that you reached out.",
    "Hello there, thanks for coming here.",
    "Hi, thank you for starting this conversation.",
    "Hello, take all the room you need.",
    "Hi there, I have time for you.",
)

BODIES: dict[Strategy, tuple[str, ...]] = {
    Strategy.QUESTION: (
        "You said {you}. What is that like for you?",
        "When you say {you}, what goes through your mind?",
        "Can you tell me more about what happens when you notice that {you}?",
        "What is the hardest part of it for you, now that {you}?",
        "How long has it been like this, that {you}?",
        "What would you say weighs the most: that {you}, or something behind it?",
        "How did you notice first that {you}?",
        "How does your {person} react when this comes up?",
        "What do you wish your {person} understood?",
        "How have things been between you and your {person} since then?",
        "Does your {person} know what this does to you?",
        "When feeling {feeling} comes over you, where do you notice it first?",
        "What usually happens right before you feel {feeling}?",
        "Are there moments when you feel a little less {feeling}?",
        "On some days, is feeling {feeling} easier to bear than on others?",
        "What would you like to be different a month from here?",
        "Is there anyone who knows how you feel about this?",
        "What have you found yourself doing when it gets too much?",
        "What happened that made you decide to talk about it?",
        "If I could understand one thing about your situation, what should it be?",
        "What does an ordinary day look like for you with this?",
        "What do you tell yourself when it comes up?",
        "What part of this do you feel you have some say in?",
        "What would a slightly better week look like to you?",
        "Is there something in it you haven't told anyone yet?",
        "How are you holding up as you tell me this?",
    ),
    Strategy.RESTATEMENT: (
        "So if I understand you right, {you}.",
        "Let me see if I have it: {you}.",
        "In other words, {you}, and that is what keeps coming back.",
        "What I'm hearing is that {you}.",
        "It sounds like the heart of it is that {you}.",
        "So {you}, and it doesn't let go of you.",
        "You are telling me that {you}. Do I have that right?",
        "To put it simply: {you}.",
        "If I put it together, {you}, and on top of that you feel {feeling}.",
        "So this is about your {person} as much as about you: {you}.",
        "If I understand you right, there is more to this than fits into a few words.",
        "So you have been living with this, and it keeps coming back to you.",
        "Let me check that I follow: it is on your mind a lot, and you would like it to be lighter.",
    ),
    Strategy.REFLECTION: (
        "It sounds like feeling {feeling} has become a part of everything, because {you}.",
        "I imagine it leaves you {feeling} when {you}.",
        "You seem to feel {feeling}, and there is something sore under it.",
        "I hear how {feeling} you feel. With all this, who wouldn't?",
        "Under the words I hear somebody who feels {feeling} and keeps going anyway.",
        "Feeling {feeling} like this must wear you down.",
        "There seems to be something raw in this for you: {you}.",
        "That must sting, that {you}.",
        "I sense how heavy it is for you that {you}.",
        "It must be painful to live with the fact that {you}.",
        "It seems to cut deep when it comes to your {person}.",
        "I get the sense that part of you longs for this to be simpler with your {person}.",
        "It sounds as if you hold a great deal inside, and it presses on you.",
        "I sense that this touches something deep in you.",
        "It seems to me that a lot has gathered in you that wanted to be said.",
    ),
    Strategy.SELF_DISCLOSURE: (
        "I remember a stretch of my own life that felt a bit like this, and it helped when I stopped hiding it.",
        "Something like that happened to me once. I kept telling myself to get over it, which only made it louder.",
        "I have been in a place not so different from yours, and I know how slowly it moves.",
        "When I went through a hard stretch, the words that helped me most were the simple ones.",
        "I know that feeling from my own life; mine took a while to loosen, and it did loosen.",
        "For me there was a point where I felt {feeling} too, and I thought I was the only one.",
        "I once felt {feeling} for months, and looking back I'm glad I said it out loud to someone.",
        "I've had something similar with a person close to me, so what you say about your {person} rings true.",
        "I once had to learn the hard way that asking for help isn't a defeat.",
        "I've had days like the ones you describe, and I still remember how long they were.",
        "Hearing you say that {you} reminds me of a time when I could have said the same.",
    ),
    Strategy.AFFIRMATION: (
        "It takes courage to say that {you}, and you said it clearly.",
        "Even though {you}, you are here and looking for a way. That counts.",
        "You see your own situation with a lot of honesty, and that is a strength.",
        "The way you talk about your {person} shows how much you care.",
        "Anyone in your place would feel {feeling}; there is nothing wrong with you for that.",
        "Feeling {feeling} doesn't make you weak. You've been holding on through a lot.",
        "You have already come further than it seems to you.",
        "You are doing more than you give yourself credit for.",
        "I think you are being braver than you notice.",
        "You've kept going through this, and that says something about you.",
        "What you feel is a human answer to a hard situation.",
        "You know yourself better than you think; I hear that in how you put things.",
        "I believe you can find your way through this, one bit after another.",
        "You deserve the same kindness that you would give to someone else here.",
        "Reaching out like this is a real step.",
    ),
    Strategy.SUGGESTION: (
        "You could pick one small thing that is yours to decide, and leave the rest for another day.",
        "Maybe it would help to write down what goes through your mind when {you}, just as it comes.",
        "Would it be an option to tell your {person} one sentence of what you told me?",
        "You might choose a calm moment and let your {person} know what you need, rather than what went wrong.",
        "When you feel {feeling}, you could try to breathe out slowly for a minute before you decide anything.",
        "One idea: allow yourself ten minutes a day for feeling {feeling}, and then put it aside.",
        "It may be worth talking this through with someone trained to listen, just to have somebody on your "
        "side regularly.",
        "Perhaps you could plan one thing in the next few days that does you good, however small.",
        "You could ask yourself what you'd say to someone you love who told you that {you}.",
        "What if you set yourself one limit that you can keep, and see how it goes for a week?",
        "Sometimes it helps to say out loud what you need, even if it is only to yourself at first.",
        "You could try to notice one thing each day that went a little better than expected.",
        "Maybe start with the smallest part of it, the one you could do in five minutes.",
        "How about sharing this with one person you trust, in your own time?",
        "You might try going for a short walk when it builds up, and let your thoughts settle before you answer them.",
        "It could help to list what you can change about the fact that {you} and what you can't, and begin "
        "with the first.",
    ),
    Strategy.INFORMATION: (
        "Many people find that feelings like these come in waves, and that each wave passes even when it "
        "seems endless.",
        "When someone has been feeling {feeling} for a while, the mind starts to look for proof of it "
        "everywhere. That is how "
        "minds are built, and it can be unlearned.",
        "It is quite common that things like these get stronger for a while once you begin to talk about "
        "them, and then ease.",
        "There are people trained for exactly this kind of thing, and many offer a first talk free of charge.",
        "Our body doesn't tell a real threat from an imagined one, which is why feeling {feeling} can be so physical.",
        "What you describe has been lived through by more people than one would guess; few of them talk about it.",
        "Thoughts tend to present themselves as facts when our strength is low. Writing them down makes the "
        "difference visible.",
        "Putting a feeling into words is known to take some of its force away, which is what you are doing here.",
        "Change usually begins with small repeated steps rather than one big decision.",
        "There are groups where people meet who know this from the inside; some of them meet online.",
    ),
    Strategy.OTHERS: (
        "I'm here, take your time.",
        "Go on, I'm with you.",
        "There is no hurry at all.",
        "Whatever comes up is welcome here.",
        "I'm not going anywhere, so say as much or as little as you like.",
        "It's good to talk with you about this.",
        "We can stay with this for as long as you want.",
        "I'm thinking about what you said, that {you}.",
        "Let's look at it together.",
        "Feel free to go wherever you want with this.",
    ),
}

CLOSE_FIRST = (
    "Thank you for talking with me.",
    "You're very welcome.",
    "I'm glad we talked.",
    "It was good to listen to you.",
    "I'm grateful that you shared all this.",
    "Thank you for letting me be part of this.",
    "It meant something to me that you told me.",
    "I'm happy if it helped a little.",
)
CLOSE_LAST = (
    "Be gentle with yourself, and come back whenever you like.",
    "I wish you all the best with your {person}, take care.",
    "Take care of yourself, one step at a time.",
    "I hope that you'll feel less {feeling} with time. Take care.",
    "Remember what you found out here. Goodbye for now.",
    "I'm rooting for you. Take good care.",
    "You know where to find me. All the best to you.",
    "Go easy on yourself in the next days. Bye for now.",
    "Whatever comes next, you don't have to be perfect at it. Take care.",
    "I'll be thinking of you. Goodbye.",
    "Keep what was useful and leave the rest. Take care.",
)

CRISIS = (
    "I'm really concerned about what you just said, and I'm glad you told me. Are you safe right now? If you "
    "might be in "
    "danger, please call your local emergency number or a crisis line (988 in the US, 116 123 in the UK), any hour.",
    "Thank you for saying this out loud; I take it seriously. Please don't stay by yourself with it: a "
    "crisis line can talk "
    "with you straight away (988 in the US, 116 123 in the UK), and your emergency number is there if you "
    "are in danger.",
    "What you tell me matters, and so does your safety. Could you reach out to someone who can be with you, "
    "or to a crisis "
    "line such as 988 in the US or 116 123 in the UK? If it becomes urgent, please call emergency services.",
    "What you say concerns me, and I'm staying here with you. You deserve real help with this from a person "
    "near you, from a "
    "crisis line (988 in the US, 116 123 in the UK), or from emergency services if you are in danger.",
)
