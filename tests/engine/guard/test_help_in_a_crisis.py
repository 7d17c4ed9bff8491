"""When help is shown to an author. Every sentence is invented for OpenRounds."""

import pytest

from openrounds.engine.guard import HelpCode, Report, Verdict, check

SUICIDE = [
    "I want to kill myself",
    "i wanna kms",
    "I just want to die.",
    "I really want to die, I can't do this",
    "im going to kill myself tonight",
    "I'm gonna end it all",
    "I've been thinking about killing myself every day since the diagnosis",
    "I keep thinking about ending my life",
    "I can\u2019t stop thinking about suicide",
    "I am thinking of taking my own life",
    "I'm planning to kill myself after the scan",
    "i'm suicidal and the clinic is closed",
    "I feel suicidal again",
    "I\u2019ve been feeling so suicidal lately",
    "I'm having suicidal thoughts since I changed tablets",
    "I wish I was dead",
    "I wish I'd never been born",
    "I wish i would just not wake up",
    "i hope i don't wake up tomorrow",
    "I don't want to live anymore",
    "I don't want to be alive",
    "i dont wanna be here anymore",
    "There's no reason for me to live... ",
    "I have no reason to live",
    "I see no point in living",
    "everyone would be better off without me",
    "my kids would be better off without me",
    "I'd be better off dead",
    "I can't go on living",
    "I tried to kill myself last night",
    "I searched how to kill myself and got nothing useful",
    "I have a plan to kill myself",
    "I've been stockpiling tablets",
    "I told my doctor I want to die and he shrugged",
    'I keep thinking "I want to die"',
    '"I want to die"',
    "Hosts, sorry to say this here. The pain is back. I WANT TO DIE",
    "wanna die",
    "gonna kill myself",
    "I want to jump in front of a train",
    "I'll kill myself tonight",
    "i waaaant to dieeee",  # two letters short of the word, but "dieeee" is "die"
]
EMERGENCY = [
    "I think I'm having a heart attack",
    "I think I might be having a stroke",
    "i can't breathe",
    "I can't breathe and my lips are blue",
    "I have crushing chest pain and feel sick",
    "My husband is having a seizure",
    "my baby isn't breathing",
    "She is not breathing!",
    "my dad won't wake up",
    "my face is drooping on the left",
    "the bleeding won't stop",
    "I accidentally took too many paracetamol",
]
SELF_HARM = [
    "I cut myself again last week",
    "I cut myself to feel something",
    "I keep cutting myself",
    "i want to hurt myself",
    "I really need to cut myself",
    "I've been self-harming since the operation",
    "I self harmed last night",
    "I relapsed with cutting",
]
ABUSE = [
    "My husband hits me",
    "he keeps hitting me when he is drunk",
    "my partner threatened to kill me",
    "I'm scared of my husband",
    "My dad beat me up again",
    "she won't let me leave the house",
]
EATING_DISORDER = [
    "I keep making myself sick",
    "I made myself throw up after dinner",
    "I've been starving myself",
]
BYSTANDER = [
    "My friend wants to kill herself",
    "my brother keeps saying he is going to kill himself",
    "my daughter is suicidal and I don't know who to ring",
    "Somebody in this chat is talking about ending their life",
    "my best friend tried to kill himself last night",
]
IN_SPANISH = [
    ("Quiero morirme", HelpCode.SUICIDE),
    ("me quiero morir", HelpCode.SUICIDE),
    ("No quiero vivir más", HelpCode.SUICIDE),
    ("voy a suicidarme", HelpCode.SUICIDE),
    ("tengo ganas de morir", HelpCode.SUICIDE),
    ("Quiero hacerme daño", HelpCode.SELF_HARM),
    ("Mi marido me pega", HelpCode.ABUSE),
    ("no puedo respirar", HelpCode.EMERGENCY),
]
OVERDOSE = [
    "I've taken an overdose",
    "I just took an overdose",
    "took them. I took all my pills at once",
]

NO_HELP = {
    "hyperbole": [
        "I want to die of embarrassment",
        "this wifi makes me want to die",
        "I want to die lol",
        "i wanna die 😂",
        "I want to die! 😂😂",
        "I'll kill myself if I have to sit through another webinar",
        "I could kill for a coffee",
        "dying to hear the answer to T2",
        "My mum is going to kill me when she sees this",
        "Kill me now, the hold music is back",
        "my phone wants to die",
        "I laughed so hard I couldn't breathe",
        "me quiero morir de risa",
        "I nearly had a heart attack when I saw the bill",
        "I nearly died laughing",
    ],
    "end of life": [
        "I want to die at home",
        "I want to die with dignity, not on a ward",
        "I don't want to die",
        "I'm not afraid to die but I don't want to die in pain",
        "Dad wants to die at home",
        "I do not want to die, I want to see my son graduate",
        "When my time comes I want to die peacefully",
        "I want to die before I forget who you are",
        "no quiero morir",
        "I don't want to live in a hospital",
        "I don't want to live with my parents any longer",
        "I don't want to wake up early for the infusion",
    ],
    "negation": [
        "I'm not suicidal",
        "I am not going to kill myself",
        "I would never kill myself",
        "I don't want to kill myself",
        "I'm not having suicidal thoughts",
        "My friend does not want to kill himself",
        "no voy a matarme",
    ],
    "bereavement": [
        "My brother killed himself in 2019",
        "I lost my son to suicide",
        "My husband died by suicide and I miss him every day",
        "When she died I was broken",
        "He took his own life last spring",
    ],
    "quoted or reported": [
        'Patients say "I want to die" and you have to ask what they mean',
        "> I want to die\nI am so sorry you feel that, thank you for telling us",
        "♪ I don't wanna live forever ♪",
        "She told me I want to die is the commonest sentence at night",
        "What do you answer when a patient says I want to kill myself?",
        "If I want to die, who decides?",
    ],
    "past": [
        "I took an overdose when I was 17",
        "Years ago my dad hit me last night was the first time I told anybody",
        "I used to think about killing myself",
        "I was suicidal after the first chemo, and it got better",
        "Back then I wanted to die",
        "I tried to kill myself in 2015 and am glad it failed",
    ],
    "teaching and awareness": [
        "T1: how do you ask about suicidal thoughts?",
        "If you have crushing chest pain call 999",
        "I am thinking about suicide prevention in our trust",
        "Suicide prevention week starts on Monday",
        "I'm running the self harm clinic",
        "Overdoses of paracetamol need a blood test at four hours",
        "Stroke: face, arms, speech, time",
        "Would you be better off without me on the rota?",
    ],
    "plain words": [
        "I cut myself shaving",
        "I cut myself a slice of cake",
        "I hurt myself lifting boxes",
        "chemo hits me hard on day three",
        "he beats me at chess",
        "I'm scared of my mum dying",
        "I'm scared of the scan",
        "The baby kicks me all night",
        "I took all my meds this morning",
        "I can't breathe through my nose",
        "I can't breathe when I climb stairs, is that the COPD?",
        "my dad had a stroke in May",
        "My son won't wake up early",
        "I shot myself in the foot with that question",
        "Goodbye everyone, see you next month",
        "my husband is having a stroke assessment",
        "I keep making myself sick with worry",
        "I had to starve before the test",
    ],
}


@pytest.mark.parametrize("post", SUICIDE)
def test_somebody_who_may_take_their_life_is_shown_help(post: str) -> None:
    assert check(post).help == (HelpCode.SUICIDE,)


@pytest.mark.parametrize(
    ("post", "code"),
    [
        *((post, HelpCode.EMERGENCY) for post in EMERGENCY),
        *((post, HelpCode.SELF_HARM) for post in SELF_HARM),
        *((post, HelpCode.ABUSE) for post in ABUSE),
        *((post, HelpCode.EATING_DISORDER) for post in EATING_DISORDER),
        *((post, HelpCode.BYSTANDER) for post in BYSTANDER),
        *IN_SPANISH,
    ],
)
def test_each_kind_of_danger_has_its_own_help(post: str, code: HelpCode) -> None:
    assert check(post).help == (code,)


@pytest.mark.parametrize("post", OVERDOSE)
def test_after_an_overdose_the_emergency_comes_first(post: str) -> None:
    assert check(post).help == (HelpCode.EMERGENCY, HelpCode.SUICIDE)


@pytest.mark.parametrize(
    "post", [pytest.param(post, id=f"{why}: {post}") for why in NO_HELP for post in NO_HELP[why]]
)
def test_talk_about_death_and_danger_that_is_no_cry_for_help_is_left_alone(post: str) -> None:
    assert check(post).help == ()


@pytest.mark.parametrize("post", [*SUICIDE, *EMERGENCY, *SELF_HARM, *ABUSE, *OVERDOSE])
def test_a_crisis_never_changes_what_happens_to_the_post(post: str) -> None:
    report = check(post)

    assert report == Report(findings=(), help=report.help, verdict=Verdict.CLEAR)
