"""Writes the generated pages of the reference: `./dev docs`. A test compares them."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from openrounds.project.config import PREFIX, Config

ROOT = Path(__file__).resolve().parent.parent


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    if isinstance(value, tuple):
        value = ",".join(value)
    return f"`{value}`" if value != "" else ""


def settings_page() -> str:
    """Every option of `project/config.py` as a table."""
    lines = [
        "# Settings",
        "",
        "OpenRounds reads these variables of its environment when it starts; none has to be set.",
        "`openrounds doctor` shows the values in use and where each comes from.",
        "",
        f"A variable may also be given as a file: `{PREFIX}SECRET_KEY_FILE=/run/secrets/key` reads",
        f"`{PREFIX}SECRET_KEY` from that file. Options marked *secret* are never shown.",
        "",
        "| variable | default | what it does |",
        "| --- | --- | --- |",
    ]
    for one in fields(Config):
        secret = " *Secret.*" if one.metadata["secret"] else ""
        about = one.metadata["help"].replace("|", "\\|")
        lines.append(f"| `{PREFIX}{one.name.upper()}` | {_shown(one.default)} | {about}{secret} |")
    return "\n".join(lines) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/settings.md": settings_page,
}


def main() -> None:
    """Write each page where it belongs."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
