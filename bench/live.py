"""The live chat under load, the whole product in the path: ./dev bench live.

Starts a server of its own, fills a room with members and lets them listen and post over HTTP.
Server and crowd share the machine, so latencies of a busy machine are upper bounds.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import resource
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from _crowd import Crowd, Posters, Spent, quantiles_ms
from _place import SLUG, Place

POSTERS = 10
Figures = dict[str, Any]


async def fan_out(place: Place, listeners: int, seconds: float) -> Figures:
    """Five posts a second to so many listeners."""
    crowd = Crowd(place.port, SLUG)
    posters = Posters(place.port, SLUG, place.tokens[:POSTERS])
    live_s = await crowd.gather(place.tokens[:listeners])
    await asyncio.sleep(2)
    before = Spent.now(place.pid)
    sent = await posters.at_rate(5, seconds, crowd.due)
    await crowd.wait_for(len(sent))
    after = Spent.now(place.pid)
    deliveries = sum(len(one.heard) for one in crowd.listeners)
    figures = {
        "listeners": listeners,
        "all_live_s": round(live_s, 2),
        **quantiles_ms(crowd.delays_s),
        **crowd.tally(sent),
        "cpu_us_per_delivery": round(1e6 * (after.cpu_s - before.cpu_s) / deliveries, 1),
        "cpu_percent": round(100 * (after.cpu_s - before.cpu_s) / seconds, 1),
        "ack": quantiles_ms(posters.acks_s),
        "rss_mib": round(after.rss_bytes / 2**20, 1),
    }
    crowd.leave()
    await posters.close()
    return figures


async def idle_memory(place: Place, listeners: int) -> Figures:
    """What one open stream costs while nothing happens."""
    warm = Crowd(place.port, SLUG)
    await warm.gather(place.tokens[:50])
    warm.leave()
    await asyncio.sleep(12)  # what pages need is loaded in the background: not the streams' memory
    before = Spent.now(place.pid)
    crowd = Crowd(place.port, SLUG)
    live_s = await crowd.gather(place.tokens[:listeners])
    await asyncio.sleep(5)
    after = Spent.now(place.pid)
    crowd.leave()
    return {
        "listeners": listeners,
        "all_live_s": round(live_s, 2),
        "start_mib": round(before.rss_bytes / 2**20, 1),
        "kib_per_stream": round((after.rss_bytes - before.rss_bytes) / 1024 / listeners, 1),
    }


async def come_back(place: Place, listeners: int) -> Figures:
    """The server is killed; all its listeners come back at once while people post."""
    crowd = Crowd(place.port, SLUG)
    await crowd.gather(place.tokens[:listeners])
    place.end(signal.SIGKILL)
    await asyncio.sleep(1)
    place.start()
    posters = Posters(place.port, SLUG, place.tokens[:POSTERS])
    posting = asyncio.ensure_future(posters.at_rate(5, 5, crowd.due))
    before = Spent.now(place.pid)
    live_s = await crowd.gather([])
    after = Spent.now(place.pid)
    sent = await posting
    await crowd.wait_for(len(sent))
    figures = {
        "listeners": listeners,
        "all_live_s": round(live_s, 2),
        "cpu_ms_per_reader": round(1e3 * (after.cpu_s - before.cpu_s) / listeners, 2),
        **crowd.tally(sent),
        "ack": quantiles_ms(posters.acks_s),
    }
    crowd.leave()
    await posters.close()
    return figures


async def cuts(place: Place, listeners: int, seconds: float) -> Figures:
    """Listeners are cut at random; the server is restarted once and killed once meanwhile."""
    chance, cut = random.Random(7), 0
    crowd = Crowd(place.port, SLUG, comes_back=True)
    posters = Posters(place.port, SLUG, place.tokens[:POSTERS])
    await crowd.gather(place.tokens[:listeners])
    posting = asyncio.ensure_future(posters.at_rate(5, seconds, crowd.due))
    ends = {seconds * 0.35: signal.SIGTERM, seconds * 0.7: signal.SIGKILL}
    began = time.perf_counter()
    while not posting.done():
        await asyncio.sleep(chance.uniform(0.02, 0.12))
        if ends and time.perf_counter() - began > min(ends):
            how = ends.pop(min(ends))
            await asyncio.to_thread(place.end, how)
            await asyncio.to_thread(place.start)
        chance.choice(crowd.listeners).cut()
        cut += 1
    sent = posting.result()
    await crowd.wait_for(len(sent))
    figures = {"listeners": listeners, "cuts": cut, "posts": len(sent), **crowd.tally(sent)}
    crowd.leave()
    await posters.close()
    return figures


async def posting(place: Place, seconds: float) -> Figures:
    """Ten posters as fast as the store takes it, then twenty posts a second."""
    fast = Posters(place.port, SLUG, place.tokens[:POSTERS])
    before = Spent.now(place.pid)
    rate = await fast.as_fast_as_possible(seconds, first=10_000_000)
    after = Spent.now(place.pid)
    cpu_ms = 1e3 * (after.cpu_s - before.cpu_s) / len(fast.acks_s)
    await fast.close()
    steady = Posters(place.port, SLUG, place.tokens[:POSTERS])
    await steady.at_rate(20, seconds, {-n: 0.0 for n in range(1_000_000)})
    await steady.close()
    return {
        "posts_per_s": round(rate, 1),
        "cpu_ms_per_post": round(cpu_ms, 2),
        "ack_at_full_speed": quantiles_ms(fast.acks_s),
        "ack_at_20_per_s": quantiles_ms(steady.acks_s),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of posting in each part")
    parser.add_argument("--most", type=int, default=2000, help="listeners in the large parts")
    parser.add_argument("--only", default="memory,posting,500,most,back,cuts")
    wanted = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    parts: dict[str, Callable[[Place], Awaitable[Figures]]] = {
        "memory": lambda place: idle_memory(place, wanted.most),
        "posting": lambda place: posting(place, wanted.seconds),
        "500": lambda place: fan_out(place, 500, wanted.seconds),
        "most": lambda place: fan_out(place, wanted.most, wanted.seconds),
        "back": lambda place: come_back(place, wanted.most),
        "cuts": lambda place: cuts(place, 50, wanted.seconds * 2),
    }
    place = Place(max(wanted.most, 500))
    uvloop.install()
    try:
        results = {name: _part(place, name, parts[name]) for name in wanted.only.split(",") if name}
    finally:
        place.remove()
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    print(json.dumps({"bench": "live", "machine": machine, "results": results}))


def _part(place: Place, name: str, part: Callable[[Place], Awaitable[Figures]]) -> Figures:
    place.start()
    figures = asyncio.run(_await(part(place)))
    place.end()
    print(f"{name:>8}  " + "  ".join(f"{key} {value}" for key, value in figures.items()))
    return figures


async def _await(work: Awaitable[Figures]) -> Figures:
    return await work


if __name__ == "__main__":
    main()
