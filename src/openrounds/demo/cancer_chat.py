"""Story 1: a charity's monthly live chat about gynaecologic cancer. Everybody is invented."""

from openrounds.demo.script import Deed, Line, Player, Story
from openrounds.rooms.models import RoomRole

CAST = (
    Player("ruth", "Ruth", RoomRole.HOST, "nurse, runs this chat for the Linden Trust"),
    Player("sam", "Sam", RoomRole.MODERATOR, "volunteer, looks after the posts tonight"),
    Player("amara", "Dr Lee", RoomRole.CLINICIAN_CLAIMED, "gynaecologic oncologist"),
    Player("jo", "Jo Physio", RoomRole.CLINICIAN_CLAIMED, "physiotherapist"),
    Player("heron", "Blue Heron"),
    Player("fern", "Quiet Fern"),
    Player("marisol", "Marisol"),
    Player("oak", "Old Oak", line="husband and carer"),
    Player("juniper", "Juniper"),
    Player("robin", "Robin", comes_late=True),
)

QUESTIONS = (
    "What do you wish somebody had told you before treatment?",
    "How do you talk about it: with family, partners, children, at work?",
    "Tiredness, sleep, hot flushes: what has helped you?",
    "Follow-up: how do you live between the scans?",
    "What should clinicians know about coming back to a clinic?",
)

ASK = Deed.ASK_NEXT

LINES = (
    Line(
        0, "ruth", "Good evening and welcome. I am Ruth, I am a nurse, and I host this hour.", "hi"
    ),
    Line(
        4,
        "ruth",
        "This chat is public: anybody on the web can read along. It is not medical advice. "
        "Please leave out names, hospitals and dates, yours and other people's.",
        "rules",
    ),
    Line(1, "ruth", to="rules", deed=Deed.PIN),
    Line(5, "sam", "Sam here. If something worries you, report the post and I will look at it."),
    Line(6, "heron", "First time here. Nervous, but glad to have found you all.", "heron-hi"),
    Line(3, "ruth", to="heron-hi", deed=Deed.REACT, text="with_you"),
    Line(4, "fern", "Reading mostly. Hello everybody."),
    Line(5, "amara", "Hello. I treat these cancers, and I am mainly here to listen."),
    Line(3, "ruth", deed=ASK),
    Line(
        7,
        "marisol",
        "That I could bring somebody to every appointment, and that they could take notes. "
        "I remembered a tenth of what was said.",
        "notes",
    ),
    Line(3, "heron", to="notes", deed=Deed.REACT, text="me_too"),
    Line(2, "fern", to="notes", deed=Deed.REACT, text="me_too"),
    Line(8, "oak", "That waiting would be the hardest part. Nobody prepares you for the waiting."),
    Line(
        9,
        "amara",
        "We say far too much in the first visit. Ask us to write it down. You may also record us; "
        "please tell us that you do.",
        "record",
    ),
    Line(3, "marisol", to="record", deed=Deed.REACT, text="helpful"),
    Line(8, "juniper", "That the tiredness does not end when the treatment ends.", "tired"),
    Line(6, "heron", "Nobody told me that either. I thought I was doing it wrong.", to="tired"),
    Line(6, "jo", "You are not. It is common, and it can be worked with. More at T3.", to="tired"),
    Line(7, "fern", "That one may say no, and think it over for a few days."),
    Line(8, "ruth", "Thank you. Many of you name time: time to ask, to note, to think. On to T2."),
    Line(2, "ruth", deed=ASK),
    Line(
        8,
        "oak",
        "We told the children together, at breakfast, in three sentences. Then we let them ask. "
        "They asked about school first.",
        "breakfast",
    ),
    Line(3, "juniper", to="breakfast", deed=Deed.REACT, text="thanks"),
    Line(9, "marisol", "At work I told one person and asked her to tell the rest. That saved me."),
    Line(8, "heron", "I have not told my mother. She would worry herself ill.", "mother"),
    Line(
        8,
        "fern",
        "I waited half a year to tell mine. She had known from my voice.",
        "voice",
        to="mother",
    ),
    Line(3, "heron", to="voice", deed=Deed.REACT, text="with_you"),
    Line(
        9,
        "juniper",
        "Talking about sex with my partner was the worst. Nobody at the clinic ever asked.",
        "sex",
    ),
    Line(
        10,
        "amara",
        "That is our failing. You can open the door with one sentence: I have a question about "
        "closeness. We should be ready for it.",
        "door",
        to="sex",
    ),
    Line(4, "juniper", to="door", deed=Deed.REACT, text="thanks"),
    Line(6, "oak", "My sister wants to help, she is at 07700 900 142 if anybody wants", "phone"),
    Line(4, "oak", to="phone", deed=Deed.WITHDRAW),
    Line(6, "oak", "Sorry, I wrote a number there that was not mine to give."),
    Line(4, "ruth", "Well caught. One line is grey now and the number is gone."),
    # From here on it happens while one watches.
    Line(6, "ruth", "Three quarters of the hour are still ours. T3, which many of you asked for."),
    Line(3, "ruth", deed=ASK),
    Line(
        9,
        "juniper",
        "A short walk at the same time every day. Ten minutes at first. Some days only the stairs.",
        "walk",
    ),
    Line(6, "marisol", to="walk", deed=Deed.REACT, text="me_too"),
    Line(
        12,
        "jo",
        "What Juniper says is what studies find, too: gentle, regular movement helps with this "
        "kind of tiredness. Begin below what you think you can do.",
        "move",
    ),
    Line(7, "heron", to="move", deed=Deed.REACT, text="helpful"),
    Line(11, "robin", "Hello, I am late. Is it all right to read up first?", "late"),
    Line(8, "ruth", "Of course. Catch up shows you the answers to each question.", to="late"),
    Line(12, "fern", "For the nights: a fan, layers, and a cold flannel in the freezer."),
    Line(
        13,
        "marisol",
        "A friend takes a herb for the flushes and swears by it. I will not name it here.",
        "herb",
    ),
    Line(
        12,
        "amara",
        "Good call. Some herbs act like hormones or change how medicines work. Ask your team or a "
        "pharmacist before you take one.",
        to="herb",
    ),
    Line(11, "oak", "She sleeps better since we stopped watching the clock. We turned it round."),
    Line(10, "robin", "Has anybody had help with sleep that was not a tablet?", "sleep"),
    Line(
        12,
        "jo",
        "There is a talking treatment for sleep with good results. Ask for CBT for insomnia.",
        "cbt",
        to="sleep",
    ),
    Line(6, "robin", to="cbt", deed=Deed.REACT, text="thanks"),
    Line(9, "ruth", "I have put that on the list for the notes after the chat. Now T4."),
    Line(3, "ruth", deed=ASK),
    Line(
        11,
        "heron",
        "The week before a scan I am not myself. I snap at everybody.",
        "scan",
    ),
    Line(5, "fern", to="scan", deed=Deed.REACT, text="me_too"),
    Line(4, "juniper", to="scan", deed=Deed.REACT, text="me_too"),
    Line(10, "juniper", "We call it scan weather. It comes, and it goes again.", to="scan"),
    Line(
        12,
        "amara",
        "Ask when and how you will hear the result, before the scan. A date takes away a part.",
        "date",
    ),
    Line(6, "oak", to="date", deed=Deed.REACT, text="helpful"),
    Line(
        13,
        "robin",
        "I look at my results on the portal at night, before anybody has explained them. "
        "I should not.",
        "portal",
    ),
    Line(8, "heron", "Same. At two in the morning.", to="portal"),
    Line(
        11,
        "ruth",
        "You can ask for results to be held until somebody has called you. Many places do that.",
        to="portal",
    ),
    Line(
        12,
        "marisol",
        "Cheap clinics, real cures!!! Write to miracle@cures.example and www.cures.example now",
        "spam",
    ),
    Line(5, "marisol", to="spam", deed=Deed.WITHDRAW),
    Line(
        6, "marisol", "That was not me. I was away from my phone. I have ended the other session."
    ),
    Line(7, "sam", "Thank you for telling us, Marisol. It is gone. You did the right thing."),
    Line(
        10,
        "fern",
        "Between the scans I plan one small thing a week that has nothing to do with it.",
    ),
    Line(9, "ruth", "That is a good sentence to keep. Ten minutes left: T5, the last one."),
    Line(3, "ruth", deed=ASK),
    Line(
        11,
        "juniper",
        "That the smell of the corridor is enough to make me sick. Meet me outside it if you can.",
        "smell",
    ),
    Line(
        7, "amara", "I had not thought of that. Thank you. I can do that from tomorrow.", to="smell"
    ),
    Line(5, "juniper", to="smell", deed=Deed.REACT, text="thanks"),
    Line(12, "oak", "Say hello to the one who came along, too. We are also afraid."),
    Line(
        12,
        "heron",
        "That I practise my questions in the car and lose them at the door. Give me a minute.",
        "minute",
    ),
    Line(6, "robin", to="minute", deed=Deed.REACT, text="me_too"),
    Line(
        11,
        "heron",
        "That I practise my questions in the car and lose them at the door. A quiet minute helps.",
        to="minute",
        deed=Deed.EDIT,
    ),
    Line(
        12,
        "ruth",
        "We are at the end. Thank you for this hour. The transcript comes without your names if "
        "you like, and on the date we promised this room is erased.",
    ),
    Line(8, "fern", "Thank you all. I wrote more than I thought I would."),
    Line(6, "heron", "See you next month. I will bring less fear."),
)

CANCER_CHAT = Story(
    slug="linden-gynae",
    room_title="Living with gynaecologic cancer",
    purpose=(
        "A room of the Linden Trust, an invented charity, for people who live with gynaecologic "
        "cancer, for those close to them, and for clinicians who want to listen."
    ),
    chat_title="Life during and after treatment",
    intro="Our monthly hour. Five questions, no lectures. Come as who you are, or read along.",
    host="ruth",
    cast=CAST,
    questions=QUESTIONS,
    lines=LINES,
    played_before=34,
)
