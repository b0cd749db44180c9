"""What seekers with troubles of mind and body feel, try and hope for."""

from __future__ import annotations

from .lines import Lines

MIND: dict[str, Lines] = {
    "loneliness": Lines(
        ("lonely", "sad", "invisible", "rejected"),
        "I feel alone, and it does not get better when I am among people.",
        "Whole days go by on which nobody asks how I am.",
        "people around me",
        "at home",
        (
            "I have tried to go out more, but I sit there among people and feel just as alone.",
            "I write to people first. The answers are short and then there is silence.",
            "I spend my evenings online. It fills the time and leaves me empty.",
        ),
        (
            "I just want somebody who listens to me.",
            "I want to find out how to get close to people again.",
            "I hope to feel that I matter to somebody.",
        ),
    ),
    "sleep problems": Lines(
        ("exhausted", "anxious", "irritable", "helpless"),
        "I can't sleep properly, and it is ruining my days.",
        "I lie there and watch the clock, and in the morning I am more tired than before.",
        "people around me",
        "at home",
        (
            "I have tried tea, no screens and going to bed earlier. I still lie awake.",
            "I took sleeping pills for a while. They knocked me out, but I was like a zombie the next day.",
            "I get up and read when I can't sleep. It passes the time, that is all.",
        ),
        (
            "I just want to sleep through one night.",
            "I hope to find out what keeps me awake.",
            "I want my head to be quiet in the evening.",
        ),
    ),
    "anger": Lines(
        ("angry", "ashamed", "guilty", "frustrated"),
        "I get so angry that I don't recognise myself, and I regret it afterwards.",
        "It takes a small thing, and I say what I can't take back.",
        "family",
        "at home",
        (
            "I have tried to count to ten and walk away. Sometimes it works, and sometimes I am past it "
            "before I notice.",
            "I apologise every time. The others have stopped believing me.",
            "I do sports to let it out. It helps for the day.",
        ),
        (
            "I want to find out where all this anger comes from.",
            "I want to learn to stop before I hurt somebody.",
            "I hope to make up for what I have said.",
        ),
    ),
    "social anxiety": Lines(
        ("anxious", "embarrassed", "lonely", "insecure"),
        "I am afraid of being among people, and it keeps me from living.",
        "I go over every word before I say it and over every word afterwards.",
        "people around me",
        "in public",
        (
            "I have tried to force myself to go. I stood at the edge and left early.",
            "I prepare what I am going to say. It helps until somebody asks something else.",
            "I avoid it whenever I can. I feel safe, and I miss everything.",
        ),
        (
            "I want to talk to people without my heart racing.",
            "I hope to worry less about what others think of me.",
            "I want to take part in life again.",
        ),
    ),
    "health problems": Lines(
        ("worried", "exhausted", "frustrated", "helpless"),
        "My health has turned my life upside down and I find it hard to cope.",
        "I go from one doctor to the next, and nobody sees how much it takes out of me.",
        "doctors",
        "at home",
        (
            "I have tried what the doctors told me. Some of it helps a little, most of it doesn't.",
            "I rest more and plan my days around it. I still overdo it and pay for it.",
            "I try to hide it from the others. It is exhausting.",
        ),
        (
            "I want to find a way to live with it.",
            "I hope to be believed.",
            "I want to feel like myself again and not only like a patient.",
        ),
    ),
    "medication doubts": Lines(
        ("worried", "confused", "frustrated", "hopeless"),
        "I am not sure whether medication is helping me or making things worse.",
        "I watch myself all day for effects and side effects.",
        "doctor",
        "at home",
        (
            "I have tried more than one. Either nothing happened or the side effects were worse.",
            "I wrote down how I felt every day. It goes up and down, and I can't see a pattern.",
            "I asked my doctor, who told me to be patient.",
        ),
        (
            "I want to hear how it went for others.",
            "I hope to find something that works without changing who I am.",
            "I want to make a decision that I can trust.",
        ),
    ),
    "finding therapy": Lines(
        ("worried", "confused", "ashamed", "hopeless"),
        "I think I need help, but I don't know how to get it or whether it will do any good.",
        "I have had the number on my desk for weeks and never call it.",
        "therapist",
        "at home",
        (
            "I have looked at websites and written down numbers. Then I closed the window again.",
            "I tried to bring it up at home, but I was told that it is only a phase.",
            "I had a few sessions once. I didn't know what to say and stopped going.",
        ),
        (
            "I want to know what to expect and how to begin.",
            "I hope to find somebody I can trust.",
            "I want to find out whether what I have is bad enough to ask for help.",
        ),
    ),
    "relationship doubts": Lines(
        ("confused", "insecure", "hurt", "worried"),
        "I am not sure about my relationship any more and it is eating me up.",
        "Some days are wonderful, and on others I feel like a stranger.",
        "partner",
        "at home",
        (
            "I have tried to talk about it. We make up, and after a week it is as before.",
            "I tell myself not to think so much. It works until the next silence.",
            "I asked my friends, and each of them says something else.",
        ),
        (
            "I want to find out whether I should stay or go.",
            "I want to know how to talk about it without a fight.",
            "I hope to feel safe in it again.",
        ),
    ),
    "faith": Lines(
        ("lost", "guilty", "lonely", "confused"),
        "I am struggling with my faith and feel that I have lost my ground.",
        "I say the words and feel nothing, and I can't tell anybody.",
        "congregation, family",
        "at church",
        (
            "I have prayed about it. It stays silent.",
            "I talked to somebody from my congregation, who told me to have more faith.",
            "I stopped going for a while. I felt free and guilty at the same time.",
        ),
        (
            "I want to be honest about my doubts without losing the people I love.",
            "I hope to find peace with it, one way or the other.",
            "I want to find out what I really believe.",
        ),
    ),
    "intrusive thoughts": Lines(
        ("anxious", "afraid", "ashamed", "exhausted"),
        "My mind does things that I can't control, and it frightens me.",
        "The thoughts come out of nowhere, and I spend hours fighting them.",
        "people around me",
        "at home",
        (
            "I have tried to push the thoughts away. They come back stronger.",
            "I look up every symptom. It calms me for an hour and then I find a new one.",
            "I keep myself distracted with noise and music, but I can't do that all day.",
        ),
        (
            "I want to know what is happening to me and whether it can stop.",
            "I hope to hear that I am not going mad.",
            "I want my mind to be quiet for once.",
        ),
    ),
    "low self-worth": Lines(
        ("worthless", "insecure", "sad", "ashamed"),
        "I can't see anything good in myself.",
        "Whatever goes wrong, I am sure that it is my fault.",
        "people around me",
        "at home",
        (
            "I have tried to tell myself good things. It feels like lying.",
            "I work harder so that nobody can say anything. It is never enough for me.",
            "When somebody praises me I wait for them to find out the truth.",
        ),
        (
            "I want to be able to like myself, at least a little.",
            "I hope to stop comparing myself with everybody.",
            "I want to know where this comes from and how to change it.",
        ),
    ),
    "life direction": Lines(
        ("lost", "trapped", "hopeless", "worried"),
        "I don't know what to do with my life and I feel stuck.",
        "Everybody seems to move on, and I am still in the same place.",
        "friends, family",
        "at home",
        (
            "I have made plans, and I drop every one of them before it begins.",
            "I asked others what they would do. They have answers for themselves, not for me.",
            "I try not to think about it and get through the week. Then it is Sunday evening again.",
        ),
        (
            "I want to find something that makes sense to me.",
            "I hope to find out what I want, not what I should want.",
            "I want to take one step that isn't just standing still.",
        ),
    ),
    "anxiety": Lines(
        ("anxious", "worried", "overwhelmed", "exhausted"),
        "I am anxious almost all the time and can't calm down.",
        "My heart races for no reason, and I wait for something bad to happen.",
        "people around me",
        "at home",
        (
            "I have tried breathing exercises. They help a little, until the next wave comes.",
            "I avoid what makes me anxious. It is a relief, and the list gets longer.",
            "I try to keep busy and not think about it, but it comes back at night.",
        ),
        (
            "I want to find a way to calm down when it starts.",
            "I hope to live without being on guard all the time.",
            "I want to understand what my body is trying to tell me.",
        ),
    ),
    "ongoing depression": Lines(
        ("depressed", "hopeless", "exhausted", "lonely"),
        "I have been depressed for a long time and nothing seems to change.",
        "I get through the day, and that is about all.",
        "people around me",
        "at home",
        (
            "I have tried to keep busy and not think about it, but it comes back at night.",
            "I pretend to be fine so that nobody asks. It works, and I feel even more alone.",
            "I make myself go out on some days. I am glad afterwards, and the next day it is as before.",
        ),
        (
            "I just want somebody to listen without trying to fix me.",
            "I want to feel something good again.",
            "I hope to find out what can help when nothing has helped so far.",
        ),
    ),
}
