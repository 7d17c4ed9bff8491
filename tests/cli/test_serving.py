import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.servers import LiveServer, StartServer

pytestmark = pytest.mark.processes


def test_a_server_starts_in_an_empty_folder_and_answers(
    start_server: StartServer, tmp_path: Path
) -> None:
    answer = start_server(data=tmp_path / "empty").client().get("/")

    assert answer.status_code < 500


def test_a_server_that_is_told_to_stop_ends_soon_and_well(server: LiveServer) -> None:
    assert server.end(signal.SIGTERM) == 0


def test_ctrl_c_is_not_a_fault(server: LiveServer) -> None:
    assert server.end(signal.SIGINT) == 0


def test_a_taken_port_is_said_and_the_next_one_is_used(start_server: StartServer) -> None:
    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", 0))
        somebody_else.listen()
        taken = somebody_else.getsockname()[1]

        server = start_server(port=str(taken))

    assert int(server.url.rpartition(":")[2]) > taken


def test_a_port_that_was_asked_for_exactly_is_taken_or_nothing(openrounds: Any) -> None:
    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", 0))
        somebody_else.listen()
        taken = somebody_else.getsockname()[1]

        answer = openrounds("serve", "--port", str(taken))

    assert answer.returncode == 2
    assert f"Port {taken} is taken" in answer.stderr


def test_two_servers_share_one_store(start_server: StartServer, tmp_path: Path) -> None:
    first = start_server(data=tmp_path / "shared")
    second = start_server(data=tmp_path / "shared")

    assert first.url != second.url
    assert second.client().get("/").status_code < 500


def test_what_a_server_writes_is_for_its_own_account_alone(server: LiveServer) -> None:
    modes = {path.name: path.stat().st_mode & 0o077 for path in server.data.iterdir()}

    assert modes
    assert set(modes.values()) == {0}
