"""What seekers who were harmed or lost somebody feel, try and hope for."""

from __future__ import annotations

from .lines import Lines

HURT: dict[str, Lines] = {
    "abusive relationship": Lines(
        ("afraid", "trapped", "worthless", "exhausted"),
        "I am with somebody who keeps hurting me, and I don't know how to get out.",
        "It always begins with something small and ends with me apologising.",
        "partner",
        "at home",
        (
            "I have tried to stay calm and give in so that it doesn't escalate, but it only buys me a few quiet days.",
            "I once packed a bag and stayed with a friend, but I went back after a week because I missed what we had.",
            "I tried to talk about it when things were calm. There were promises, and then it happened again.",
        ),
        (
            "I want to find out whether I am overreacting or whether this is really as wrong as it feels.",
            "I hope to get the strength to think about myself for once.",
            "I want somebody to believe me and help me see what I can do next.",
        ),
    ),
    "past trauma": Lines(
        ("afraid", "ashamed", "hurt", "exhausted"),
        "Something that was done to me in the past keeps coming back and I can't put it away.",
        "A smell or a word is enough, and I am right back there.",
        "the person who hurt me",
        "at home",
        (
            "I have tried not to think about it and to keep busy, but at night it all comes back.",
            "I told one person about it. They meant well, but I felt worse afterwards and stopped talking about it.",
            "I avoid everything that reminds me of it. It helps for the moment, and my world gets smaller.",
        ),
        (
            "I want the past to stop deciding how I feel today.",
            "I would like to talk about it without being told to get over it.",
            "I hope to learn how to calm down when it all comes back.",
        ),
    ),
    "self-harm": Lines(
        ("ashamed", "numb", "desperate", "lonely"),
        "When it gets too much I hurt myself, and I can't seem to stop.",
        "It calms me for a moment, and afterwards I hide it and feel ashamed.",
        "family",
        "at home",
        (
            "I have tried holding ice and writing instead. It works on some days and on others it isn't enough.",
            "I threw everything away once and lasted a few weeks, and then one bad evening undid it.",
            "I tried to distract myself with music until the urge passes, but it always comes back.",
        ),
        (
            "I want to find another way to let the pressure out.",
            "I hope to talk about it without somebody panicking.",
            "I want to understand why I do this and how I can stop.",
        ),
    ),
    "worry about someone": Lines(
        ("worried", "helpless", "afraid", "exhausted"),
        "Somebody close to me is not well, and I don't know how to help.",
        "I watch it get worse, and every call makes my heart stop.",
        "the one I worry about",
        "at home",
        (
            "I have tried to be there whenever I am needed. It helps for the moment, and I am worn out.",
            "I suggested getting help, but I was told to leave it alone.",
            "I talked to others who know us. They are worried too, and nobody knows what to do.",
        ),
        (
            "I want to know how I can help without breaking down myself.",
            "I hope to find out what is mine to do and what is not.",
            "I want to tell somebody how afraid I am.",
        ),
    ),
    "suicidal thoughts": Lines(
        ("desperate", "hopeless", "exhausted", "lonely"),
        "I keep thinking that I don't want to be here any more.",
        "The thoughts come when it gets quiet, and lately it is quiet a lot.",
        "family",
        "at home",
        (
            "I have tried to hold on for the people around me. It keeps me here, but it doesn't make it lighter.",
            "I called a helpline once and hung up when somebody answered.",
            "I try to sleep as much as I can so that the day is over sooner. It doesn't solve anything.",
        ),
        (
            "I just want somebody to talk to who doesn't panic or judge me.",
            "I want to find one reason that feels like mine.",
            "I want the pain to stop, and I hope somebody can help me see another way.",
        ),
    ),
    "grief": Lines(
        ("grieving", "sad", "empty", "guilty"),
        "I lost somebody I loved and I don't know how to go on as before.",
        "Everybody went back to normal after the funeral, and I am still standing there.",
        "the one I lost",
        "at home",
        (
            "I have tried to keep busy and be strong for the others, but as soon as I am alone I break down.",
            "I look at old pictures. It helps for a moment and then it hurts even more.",
            "I talked to my family about it, but everyone is grieving in their own way and we ended up silent.",
        ),
        (
            "I want to be able to remember without falling apart.",
            "I hope somebody can tell me that it is all right to still be sad.",
            "I would just like to talk about the one I lost for a while.",
        ),
    ),
    "pregnancy and birth": Lines(
        ("overwhelmed", "afraid", "lonely", "worried"),
        "I don't know how to cope with what a pregnancy is doing to my life.",
        "Everybody expects me to be happy, and I cry when nobody sees it.",
        "partner, family",
        "at home",
        (
            "I have read everything I could find about it, which made me more worried rather than less.",
            "I tried to talk about it at home, but I was told that it would pass.",
            "I try to rest whenever I can. It helps my body but not my head.",
        ),
        (
            "I want to sort out what I feel without being judged.",
            "I hope to hear that I am not the only one who feels this way.",
            "I want to find some calm before I decide anything.",
        ),
    ),
    "infidelity": Lines(
        ("betrayed", "angry", "insecure", "confused"),
        "There has been cheating in my relationship and I don't know whether the trust can come back.",
        "I found out by accident, and since then I question everything.",
        "partner",
        "at home",
        (
            "I have tried to forgive and not to bring it up again, but I keep seeing it in my head.",
            "I started checking the phone. It never calms me for long.",
            "We talked about it for nights on end, and each time we ended up where we began.",
        ),
        (
            "I want to find out whether I can trust again or whether I should go.",
            "I hope to stop going over it again and again.",
            "I want to understand how this could happen to us.",
        ),
    ),
    "breakup with partner": Lines(
        ("heartbroken", "lonely", "rejected", "confused"),
        "My relationship has ended and I can't get over it.",
        "It is over, and I still reach for my phone every morning.",
        "ex-partner",
        "at home",
        (
            "I have deleted the pictures and the number, but I still know it by heart.",
            "I tried going out with friends to take my mind off it. It works until I get home.",
            "I wrote a long letter and never sent it. For one evening I felt lighter.",
        ),
        (
            "I want to stop thinking about it all the time and get my life back.",
            "I want to understand what went wrong so that I can let go.",
            "I hope somebody can tell me how one gets through this.",
        ),
    ),
    "marriage problems": Lines(
        ("lonely", "frustrated", "sad", "exhausted"),
        "My marriage is falling apart and I don't know whether it can still be saved.",
        "We live next to each other, and most talks end in a fight or in silence.",
        "spouse",
        "at home",
        (
            "I have tried to talk about it calmly, but it turns into an argument every time.",
            "I suggested counselling and was told that we don't have a problem.",
            "I have stopped bringing things up to keep the peace. It is quieter now, and colder too.",
        ),
        (
            "I want to know whether it is worth fighting for.",
            "I hope to find a way to be heard without another fight.",
            "I want to find out what I need, not only what everybody else needs.",
        ),
    ),
    "intimacy problems": Lines(
        ("embarrassed", "frustrated", "insecure", "worried"),
        "I have a problem with sex and closeness that I find hard to talk about.",
        "Whenever it gets close I tense up, and afterwards neither of us says a word.",
        "partner",
        "at home",
        (
            "I looked it up online. I found a hundred opinions, and none of them helped.",
            "I have tried to avoid the situation altogether, and that only created distance.",
            "I tried to talk about it once, but I was so embarrassed that I made a joke of it.",
        ),
        (
            "I want to know whether this is normal and what I can do about it.",
            "I hope to find words for it that don't hurt anybody.",
            "I want to feel at ease with this part of my life.",
        ),
    ),
    "identity": Lines(
        ("confused", "afraid", "lonely", "ashamed"),
        "I am not sure who I am, and I am afraid of what will happen if I say it.",
        "I keep it to myself while people around me make their remarks.",
        "family",
        "at home",
        (
            "I have told one friend. It was a relief, but at home I still play a part.",
            "I tried to push it away and be what everybody expects. It makes me tired and it doesn't go away.",
            "I read stories of others online. For a while I feel less alone with it.",
        ),
        (
            "I want to find out how and when to tell the people close to me.",
            "I would like to be accepted as I am, first of all by myself.",
            "I hope to talk about it with somebody who doesn't judge me.",
        ),
    ),
}
