"""Say what a text gives away, without posting it: from a file, or from what is typed or piped."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from openrounds.engine import guard


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds check", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a text in UTF-8; nothing reads stdin")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    return parser.parse_args(words)


def _line(draft: str, finding: guard.Finding) -> str:
    said = draft[finding.span.start : finding.span.end]
    place = f"{finding.span.start}-{finding.span.end}"
    return f"{place:>11}  {finding.kind:14}  {said!r}  about: {finding.subject}"


def run(arguments: Sequence[str]) -> int:
    """Check one text and print the report; the text goes nowhere."""
    options = _arguments(arguments)
    draft = options.file.read_text(encoding="utf-8") if options.file else sys.stdin.read()
    report = guard.check(draft)
    if options.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return 0
    for finding in report.findings:
        print(_line(draft, finding))
    for code in report.help:
        print(f"help to show: {code}")
    print(f"verdict: {report.verdict} ({len(report.findings)} findings)")
    return 0
