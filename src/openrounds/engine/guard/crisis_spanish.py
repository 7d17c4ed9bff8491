"""What people in danger write in Spanish: a few plain phrases, written by hand for OpenRounds.

Like the English ones they meet a sentence in small letters and without accents.
"""

from openrounds.engine.guard.crisis_phrases import any_of, phrases, unless_then
from openrounds.engine.guard.report import HelpCode

_NOT = r"(?<!\bno )(?<!\bno me )\b"
_DIE = any_of("morir(?:me)? | matarme | suicidarme | quitarme la vida")
_NEAR_ONE = any_of("marido | mujer | pareja | novi[oa] | espos[oa] | padre | madre | hij[oa]")

SPANISH = (
    phrases(
        (HelpCode.SUICIDE,),
        "morir | vivi | matar | suicid | vida | muer | muri",
        rf"{_NOT}(?:me )?quiero {_DIE}" + unless_then("de | en | con | como"),
        r"\bno quiero (?:seguir )?(?:vivir|viviendo)(?: mas)?(?= |$)"
        + unless_then("en | con | aqui | alli | sin | lejos | mas"),
        rf"{_NOT}voy a {_DIE}\b",
        rf"{_NOT}me voy a (?:matar|suicidar)" + unless_then("de | a"),
        rf"{_NOT}tengo ganas de {_DIE}" + unless_then("de | en"),
        rf"{_NOT}pienso en (?:el suicidio|{_DIE})\b",
        r"\bojala (?:estuviera muert[oa]|me muriera)\b",
        jest=True,
    ),
    phrases(
        (HelpCode.SELF_HARM,),
        "cort | hacer | haciendo | lesion",
        rf"{_NOT}(?:quiero (?:cortarme|hacerme dano)|me autolesiono|me estoy haciendo dano)"
        + unless_then("el pelo | las unas"),
        rf"{_NOT}me corto (?:para sentir|los brazos|las munecas|las piernas)\b",
    ),
    phrases(
        (HelpCode.ABUSE,),
        "pega | golpea | viola",
        rf"{_NOT}me (?:pega|golpea|viola) mi {_NEAR_ONE}\b",
        rf"\bmi {_NEAR_ONE} me (?:pega|golpea|viola)\b",
    ),
    phrases(
        (HelpCode.EMERGENCY,),
        "respirar | infarto | ictus | derrame | demasiadas",
        r"\bno puedo respirar(?: (?:ayuda|ahora)\b|$)",
        r"\b(?:me esta dando|estoy teniendo) un (?:infarto|ictus|derrame)\b",
        r"\b(?:(?:me )?he tomado|me tome|tome) demasiadas (?:pastillas|pildoras)\b",
        later=True,
    ),
)
