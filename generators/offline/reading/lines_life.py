"""What seekers with troubles of habit, school, work, money and family feel, try and hope for."""

from __future__ import annotations

from .lines import Lines

LIFE: dict[str, Lines] = {
    "alcohol abuse": Lines(
        ("ashamed", "worried", "guilty", "desperate"),
        "Drinking has taken over too much of my life.",
        "Every time there is a good reason for one more, and the next morning I regret it.",
        "family",
        "at home",
        (
            "I have tried to drink only at weekends. It worked for three weeks.",
            "I poured everything away more than once, and bought new bottles a few days later.",
            "I went to a meeting once, but I didn't dare to say a word and never went back.",
        ),
        (
            "I want to find a way to cope without a drink.",
            "I hope to hear from somebody who won't lecture me.",
            "I want to take a first step that I can keep up.",
        ),
    ),
    "addiction": Lines(
        ("ashamed", "desperate", "trapped", "guilty"),
        "A dependence has taken hold of my life and I can't get free of it.",
        "I promise myself that it was the last time, and then it happens again.",
        "family",
        "at home",
        (
            "I have tried to stop from one day to the next, and it never lasted longer than two weeks.",
            "I avoid the people I used with. It helps, but now I am alone most of the time.",
            "I asked for help once and was put on a waiting list. I lost heart after that.",
        ),
        (
            "I want to break the circle and not feel like a criminal for asking.",
            "I hope to find out where to start.",
            "I want somebody to talk to on the days when it is strongest.",
        ),
    ),
    "eating problems": Lines(
        ("ashamed", "disgusted with myself", "anxious", "lonely"),
        "Food decides over my days and I can't find a normal way with it.",
        "I think about eating from the moment I wake up, and I hide what I do.",
        "family",
        "at home",
        (
            "I have tried plans and apps and rules. Every time I break one I feel worse than before.",
            "I tried to eat with others, but I feel watched and make up excuses.",
            "I distract myself when the urge comes. It passes on some days and not on others.",
        ),
        (
            "I want to eat without feeling guilty.",
            "I hope to understand what I am really hungry for.",
            "I want help before it gets worse.",
        ),
    ),
    "appearance anxiety": Lines(
        ("ugly", "insecure", "ashamed", "anxious"),
        "I can't stand the way I look, and it keeps me from living.",
        "I avoid mirrors and pictures, and I cancel plans because of it.",
        "people around me",
        "at home",
        (
            "I have tried diets and new clothes. It helps for a week, and then I see the same person in the mirror.",
            "I avoid photographs and wear loose things. I feel safer and also smaller.",
            "Friends tell me that I look fine, but I can't believe them.",
        ),
        (
            "I want to be able to look at myself without hating what I see.",
            "I hope to care less about what others see.",
            "I want to feel comfortable in my own skin.",
        ),
    ),
    "school bullying": Lines(
        ("afraid", "humiliated", "lonely", "angry"),
        "I am being bullied and nobody does anything about it.",
        "They wait for me in the breaks, and the others look away.",
        "classmates",
        "at school",
        (
            "I told a teacher. They had a word with them, and it got worse afterwards.",
            "I try to ignore it and stay out of their way, but they always find me.",
            "I pretend to be ill so that I don't have to go. It only puts it off.",
        ),
        (
            "I want it to stop and I want to know whom I can turn to.",
            "I hope somebody takes it seriously.",
            "I want to stop believing the things they say about me.",
        ),
    ),
    "academic pressure": Lines(
        ("stressed", "overwhelmed", "insecure", "exhausted"),
        "The pressure to do well is crushing me and I am falling behind.",
        "I sit in front of my books for hours and nothing stays in my head.",
        "classmates, teachers",
        "at school",
        (
            "I have made study plans, but I fall behind on the second day and then give up on them.",
            "I study late into the night. I get more done, but I am too tired to remember any of it.",
            "I talked to a teacher about it, who told me to work harder.",
        ),
        (
            "I want to find a way to study without panicking.",
            "I hope to learn how to deal with the pressure.",
            "I want to know whether it is all right not to be the best.",
        ),
    ),
    "procrastination": Lines(
        ("guilty", "unmotivated", "overwhelmed", "disgusted with myself"),
        "I put everything off and my days slip away.",
        "I know exactly what I should do, and then I watch myself not doing it.",
        "people around me",
        "at home",
        (
            "I have tried lists and timers. They work for a day or two and then I ignore them.",
            "I set deadlines for myself, but I know that they are not real.",
            "I told a friend to check on me, and then I avoided that friend.",
        ),
        (
            "I want to get started again and stop hating myself for every lost day.",
            "I hope to understand what keeps me from doing things.",
            "I want a small first step that I can actually take.",
        ),
    ),
    "job crisis": Lines(
        ("worried", "insecure", "hopeless", "like a failure"),
        "I don't know how things will go on with work and I feel that I am failing.",
        "I send out applications and hear nothing, while the savings get smaller.",
        "employers",
        "at home",
        (
            "I have sent dozens of applications. Most of them are never answered, and it wears me down.",
            "I asked people I know. They promised to keep an eye open and that was that.",
            "I try to keep a routine, but without a job one day is like the other.",
        ),
        (
            "I want to get my confidence back and know what to do next.",
            "I hope to find out how others got through such a time.",
            "I want to stop feeling worthless because I have no proper work.",
        ),
    ),
    "work stress": Lines(
        ("stressed", "exhausted", "frustrated", "angry"),
        "My work is wearing me down and I don't know how long I can keep it up.",
        "There is always more to do, and whatever I do it is not enough.",
        "boss, colleagues",
        "at work",
        (
            "I have tried to talk to my boss. I was told that everybody is under pressure.",
            "I go for a run after work. It clears my head until I think of the next morning.",
            "I work longer to catch up, but the pile never gets smaller.",
        ),
        (
            "I want to find out how to set limits without losing my job.",
            "I hope to see clearly whether I should stay or leave.",
            "I want to be able to switch off in the evening.",
        ),
    ),
    "money worries": Lines(
        ("worried", "ashamed", "overwhelmed", "desperate"),
        "I can't make ends meet and I don't see a way out.",
        "Every letter I open is another bill.",
        "family",
        "at home",
        (
            "I have cut everything I can think of, and it still isn't enough.",
            "I asked my family for help once. They gave me a little and a long speech, and I won't ask again.",
            "I took on extra work, but I am so tired that I can't keep it up.",
        ),
        (
            "I want to think clearly again and make a plan.",
            "I hope to find out what help there is for somebody like me.",
            "I want to get through this without losing my dignity.",
        ),
    ),
    "caregiving": Lines(
        ("exhausted", "overwhelmed", "guilty", "sad"),
        "Somebody in my family is ill, and it takes all the strength I have.",
        "The days go by between appointments, and nobody asks how I am.",
        "family",
        "at home",
        (
            "I have asked the others to help. They say yes, and then something comes up.",
            "I try to take an hour for myself, but I feel guilty as soon as I sit down.",
            "I keep going because I have to. I don't know for how long.",
        ),
        (
            "I want to care for my family without losing myself.",
            "I hope to say out loud how hard it is, without feeling guilty.",
            "I want to find out how to get some help.",
        ),
    ),
    "issues with children": Lines(
        ("worried", "helpless", "frustrated", "guilty"),
        "I worry about my child and don't know what to do any more.",
        "Whatever I say seems to be wrong, and every evening ends in tears.",
        "child",
        "at home",
        (
            "I have tried being strict and I have tried being patient. Neither of them lasted.",
            "I talked to the school. They listened, and nothing has changed so far.",
            "I read a lot about it. I know what I should do, and then I lose my temper anyway.",
        ),
        (
            "I want to know what I can do better.",
            "I hope to get close to my child again.",
            "I want somebody to tell me that I am not a bad parent.",
        ),
    ),
    "issues with parents": Lines(
        ("hurt", "angry", "trapped", "disappointed"),
        "I can't get along with my parents and it is wearing me out.",
        "Every talk turns into an argument, and then there is silence for days.",
        "parents",
        "at home",
        (
            "I have tried to explain how I feel, but they don't listen or get angry.",
            "I stay in my room and avoid them. It keeps the peace and makes me lonely.",
            "I tried to be what they want. It is never enough.",
        ),
        (
            "I want them to understand me, or at least to listen once.",
            "I want to find out how to talk to them without a fight.",
            "I hope to stop feeling like a disappointment.",
        ),
    ),
    "family conflict": Lines(
        ("hurt", "angry", "exhausted", "guilty"),
        "There is a conflict in my family that I can't get out of.",
        "Everybody takes sides, and whatever I do I hurt somebody.",
        "family",
        "at home",
        (
            "I have tried to stay out of it, but they keep pulling me in.",
            "I tried to bring them to one table. It ended with shouting.",
            "I keep my distance now. It is calmer, and I feel guilty about it.",
        ),
        (
            "I want to find out how to set limits without losing my family.",
            "I hope to find some peace with it.",
            "I want to know whether I am wrong to feel this way.",
        ),
    ),
    "problems with friends": Lines(
        ("hurt", "rejected", "lonely", "confused"),
        "Something has come between me and my friends.",
        "They make plans without me, and I only hear about it afterwards.",
        "friends",
        "at school",
        (
            "I have tried to talk to them about it. They said that I was imagining things.",
            "I write first every time, and when I stop nobody notices.",
            "I acted as if nothing was wrong. It hurts all the same.",
        ),
        (
            "I want to know whether the friendship is worth saving.",
            "I hope to find out what I did wrong, if anything.",
            "I want to feel that I matter to somebody.",
        ),
    ),
}
