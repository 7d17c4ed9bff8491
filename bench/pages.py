"""How long pages take: a room with 50 posts, and a late joiner in a chat of 1,000.

Run: ./dev bench pages

The real server, SQLite, one client that asks one page after the other over HTTP, signed in; wall
time as the client sees it, and the server's CPU for each page. Bars: p50 20 ms, p99 100 ms; the
first visit at most 40 kB compressed, with style and script.
"""

import gzip
import json
import re
import statistics
import time

import httpx
import psutil
from _place import SLUG, Place

ASKED = 200
POSTS = 1_000
FIRST_VISIT_BYTES = 40_000


def fill(place: Place, posts: int) -> None:
    """So many posts by ten people, through the interface."""
    with httpx.Client(base_url=f"http://127.0.0.1:{place.port}", timeout=30) as client:
        for number in range(posts):
            key = place.tokens[number % 10]
            text = f"This is what helped me in week {number}: a walk, a list, and one good friend."
            answer = client.post(
                f"/api/v1/rooms/{SLUG}/posts",
                json={"text": text},
                headers={"Authorization": f"Bearer {key}"},
            )
            answer.raise_for_status()


def cpu_s(pid: int) -> float:
    spent = psutil.Process(pid).cpu_times()
    return float(spent.user + spent.system)


def timed(place: Place, client: httpx.Client, path: str) -> dict[str, float]:
    for _ in range(20):
        client.get(path).raise_for_status()
    before, took = cpu_s(place.pid), []
    for _ in range(ASKED):
        begun = time.perf_counter()
        client.get(path).raise_for_status()
        took.append((time.perf_counter() - begun) * 1000)
    spent = (cpu_s(place.pid) - before) / ASKED * 1000
    cuts = statistics.quantiles(took, n=100)
    return {
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "server_cpu_ms": round(spent, 1),
    }


def first_visit_bytes(client: httpx.Client, path: str) -> int:
    """What a first visit carries, compressed: the page, its style sheets and all its modules."""
    page = client.get(path)
    total, seen = len(gzip.compress(page.content)), set()
    ahead = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg)[^"]*)"', page.text)
    while ahead:
        url = ahead.pop()
        if url in seen:
            continue
        seen.add(url)
        part = client.get(url, headers={"Accept-Encoding": "br, gzip"})
        total += int(part.headers.get("Content-Length", len(part.content)))
        base = url.rsplit("/", 1)[0]
        for name in re.findall(r'from\s*"\./([^"]+)"|import\s*"\./([^"]+)"', part.text):
            ahead.append(f"{base}/{name[0] or name[1]}")
    return total


def main() -> None:
    place = Place(people=12)
    place.start()
    figures: dict[str, dict[str, float]] = {}
    try:
        reader = {"Authorization": f"Bearer {place.tokens[11]}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{place.port}", timeout=30) as client:
            sign_in(client)
            fill(place, 50)
            figures["room page, 50 posts"] = timed(place, client, f"/rooms/{SLUG}/")
            size = first_visit_bytes(client, f"/rooms/{SLUG}/")
            fill(place, POSTS - 50)
            figures["room page, late joiner, 1,000 posts"] = timed(place, client, f"/rooms/{SLUG}/")
            client.headers.update(reader)
            figures["last 50 by the interface"] = timed(
                place, client, f"/api/v1/rooms/{SLUG}/posts?limit=50"
            )
            figures["all 1,000 by the interface"] = timed(
                place, client, f"/api/v1/rooms/{SLUG}/posts?limit=1000"
            )
    finally:
        place.remove()
    print(f"{'':38} p50 ms   p99 ms   server CPU ms")
    for name, row in figures.items():
        print(f"{name:38} {row['p50_ms']:6} {row['p99_ms']:8} {row['server_cpu_ms']:12}")
    print(f"first visit: {size:,} bytes compressed, bar {FIRST_VISIT_BYTES:,}")
    print(json.dumps({"bench": "pages", "figures": figures, "first_visit_bytes": size}))


def sign_in(client: httpx.Client) -> None:
    """Sign one of the members in as a browser would, with a link from the command line's action."""
    from openrounds.accounts.actions.keys import make_sign_in_link  # noqa: PLC0415
    from openrounds.rooms.models import Membership  # noqa: PLC0415

    member = Membership.objects.filter(room__slug=SLUG, role="member").first()
    assert member is not None
    assert member.person is not None
    path = make_sign_in_link(member.person)
    page = client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None
    client.post(path, data={"csrfmiddlewaretoken": token[1]}, follow_redirects=True)


if __name__ == "__main__":
    main()
