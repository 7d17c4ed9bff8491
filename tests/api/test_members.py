"""The people of a room through the interface."""

from tests.api.conftest import Program


def test_members_see_each_other_by_name(patients: Program, hosts: Program) -> None:
    listed = patients.get("rooms/gynae/members")["items"]

    assert [(one["name"], one["role"]) for one in listed] == [
        ("Blue Heron", "member"),
        ("Ruth", "host"),
    ]
    address = f"rooms/gynae/members/{listed[1]['id']}"
    assert patients.get(address).body == listed[1]
    assert hosts.get(address).body == listed[1]


def test_whoever_is_muted_is_not_heard_and_does_not_learn_of_it(
    patients: Program, hosts: Program
) -> None:
    hosts.post("rooms/gynae/posts", text="Welcome.")
    ruth = hosts.get("rooms/gynae/me")["id"]

    assert patients.put(f"rooms/gynae/members/{ruth}/block", kind="mute").status == 204

    assert patients.get("rooms/gynae/posts")["items"] == []
    assert [one["name"] for one in patients.get("rooms/gynae/blocks")["items"]] == ["Ruth"]
    assert hosts.get("rooms/gynae/blocks")["items"] == []
    assert hosts.post("rooms/gynae/posts", text="Still here.").status == 201

    assert patients.delete(f"rooms/gynae/members/{ruth}/block").status == 204
    assert len(patients.get("rooms/gynae/posts")["items"]) == 2


def test_whoever_is_blocked_cannot_answer(patients: Program, hosts: Program) -> None:
    post = patients.post("rooms/gynae/posts", text="How are you?")["post"]["id"]
    ruth = hosts.get("rooms/gynae/me")["id"]
    patients.put(f"rooms/gynae/members/{ruth}/block", kind="block")

    assert hosts.post("rooms/gynae/posts", text="Well.", reply_to=post).status == 403
    assert hosts.put(f"rooms/gynae/posts/{post}/reactions/thanks").status == 403


def test_hosts_give_roles_and_one_host_stays(patients: Program, hosts: Program) -> None:
    heron = patients.get("rooms/gynae/me")["id"]
    ruth = hosts.get("rooms/gynae/me")["id"]
    assert patients.put(f"rooms/gynae/members/{heron}/role", role="host").status == 403
    assert hosts.put(f"rooms/gynae/members/{ruth}/role", role="member")["code"] == "refused"

    given = hosts.put(f"rooms/gynae/members/{heron}/role", role="host", line="Patient, UK")

    assert (given["role"], given["line"]) == ("host", "Patient, UK")
    assert hosts.put(f"rooms/gynae/members/{ruth}/role", role="member").status == 200
