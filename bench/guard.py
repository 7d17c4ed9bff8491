"""How long one look of the guard takes: ./dev bench guard. The promise: p99 under 10 ms.

Processor time of the checking thread, so that a busy machine does not blur the figure.
"""

import argparse
import json
import platform
import random
import time
from datetime import date
from statistics import quantiles

from openrounds.engine.guard import Context, check

PROMISE_MS = 10.0
LENGTHS = (50, 280, 2000)
CONTEXT = Context(country="GB", today=date(2026, 11, 22))
SENTENCES = (
    "Thank you all, this hour helps me more than I can say.",
    "I was diagnosed in spring and the second scan is next week.",
    "Has anybody been on the new tablets for longer than 6 months?",
    "My daughter was born on 3 May 2019 and I want to see her start school.",
    "You can call me on 07700 900123 or write to jane.doe@example.org.",
    "The leaflet is at https://www.example.org/leaflets/after-surgery.pdf (page 12).",
    "BP was 140/90, then 120/80; the dose went from 50 mg to 75 mg on 2026-03-02.",
    "I don\u2019t know how to tell my mum. Some nights I don't want to talk to anybody 😢",
    "Mi médico dice que no pasa nada, pero tengo miedo.",
    "My NHS number is 943 476 5919, they said to bring it.",
    "T3: what helped you to sleep? For me it was the radio, very low.",
)
HOSTILE = (
    "4111 ",
    "I want to die of it. ",
    "my my my is ",
    "07700 900123 ",
    "dob 1/1/1990\n",
    "1 ",
    "0" * 11 + " ",
    "a@",
    "i ",
    "i really just so do ",
    "\u200b1",
    "born 1 ",
    "((",
)


def draft(length: int, dice: random.Random) -> str:
    text = ""
    while len(text) < length:
        text += dice.choice(SENTENCES) + " "
    return text[:length]


def timed_ms(text: str) -> float:
    start = time.thread_time()
    check(text, CONTEXT)
    return (time.thread_time() - start) * 1000


def measured(texts: list[str]) -> dict[str, float]:
    cuts = quantiles([timed_ms(text) for text in texts], n=100)
    return {"p50_ms": round(cuts[49], 3), "p99_ms": round(cuts[98], 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=1000, help="per length")
    checks = parser.parse_args().checks
    dice = random.Random(1)
    timed_ms(draft(2000, dice))  # telephone rules of a country are read when first needed
    results = {
        f"{length} code points": measured([draft(length, dice) for _ in range(checks)])
        for length in LENGTHS
    }
    worst = max(min(timed_ms((unit * 2000)[:2000]) for _ in range(3)) for unit in HOSTILE)
    for label, figures in results.items():
        print(f"{label:>18}  p50 {figures['p50_ms']:7.3f} ms  p99 {figures['p99_ms']:7.3f} ms")
    print(f"{'hostile, 2000':>18}  worst of {len(HOSTILE)}: {worst:.3f} ms")
    kept = worst < PROMISE_MS and all(each["p99_ms"] < PROMISE_MS for each in results.values())
    print(
        json.dumps(
            {
                "bench": "guard",
                "checks": checks,
                "results": results,
                "hostile_worst_ms": round(worst, 3),
                "promise_p99_ms": PROMISE_MS,
                "kept": kept,
                "python": platform.python_version(),
            }
        )
    )


if __name__ == "__main__":
    main()
