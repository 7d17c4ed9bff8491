"""The catalogues of other languages: what is marked in the product, and what has been translated.

`python -m tests.translations` takes up new sentences, drops those that are gone, and compiles.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize
from tests.architecture.sources import ROOT

PACKAGE = ROOT / "src/openrounds"
LANGUAGES = ("es",)
# name of a marking function -> how many sentences it takes, and whether a context comes first
MARKS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
MARK_IN_TEMPLATE = re.compile(r"\b(?:_|n?p?gettext)\(")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One sentence of the product, as gettext knows it."""

    text: str
    plural: str = ""
    context: str = ""


def marked() -> dict[Sentence, str]:
    """Every sentence marked for translation, with a file where it stands."""
    found: dict[Sentence, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for sentence in [*_calls(tree), *_titles(tree, path)]:
            found.setdefault(sentence, str(path.relative_to(PACKAGE)))
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            for sentence in _in_template(path):
                found.setdefault(sentence, str(path.relative_to(PACKAGE)))
    return found


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES/django.po"


def update(language: str) -> list[Sentence]:
    """Bring one catalogue up to date and compile it. Result: what nobody has translated yet."""
    path = catalogue_path(language)
    kept = {_key(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=n != 1;",
    }
    sentences = marked()
    for sentence in sorted(sentences, key=lambda one: (sentences[one], one)):
        entry = kept.get(sentence) or _entry(sentence)
        entry.occurrences = [(sentences[sentence], "")]
        catalogue.append(entry)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return [_key(entry) for entry in catalogue if not entry.translated()]


def _key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _entry(sentence: Sentence) -> polib.POEntry:
    more = {"msgctxt": sentence.context} if sentence.context else {}
    if sentence.plural:
        return polib.POEntry(
            msgid=sentence.text,
            msgid_plural=sentence.plural,
            msgstr_plural={0: "", 1: ""},
            **more,
        )
    return polib.POEntry(msgid=sentence.text, msgstr="", **more)


def _calls(tree: ast.AST) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MARKS:
                yield from _sentence(name, node.args)


def _sentence(name: str, arguments: list[ast.expr]) -> Iterator[Sentence]:
    count, has_context = MARKS[name]
    wanted = arguments[: count + has_context]
    texts = [one.value for one in wanted if isinstance(one, ast.Constant)]
    if len(texts) != count + has_context or not all(isinstance(text, str) for text in texts):
        return  # a title from the error tree, looked up by its value
    context = str(texts.pop(0)) if has_context else ""
    yield Sentence(str(texts[0]), str(texts[1]) if count == 2 else "", context)


def _titles(tree: ast.AST, path: Path) -> Iterator[Sentence]:
    """The titles of the error tree, which must not know of Django and so cannot mark them."""
    if path != PACKAGE / "errors.py":
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Tuple):
            continue
        names = [getattr(name, "id", "") for name in getattr(node.targets[0], "elts", [])]
        if "title" in names:
            yield Sentence(ast.literal_eval(node.value)[names.index("title")])


def _in_template(path: Path) -> Iterator[Sentence]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in MARK_IN_TEMPLATE.finditer(code):
        call = code[match.start() :].partition("\n")[0]
        end = call.index(")")
        while end >= 0:
            try:
                tree = ast.parse(call[: end + 1], mode="eval")
            except SyntaxError:
                end = call.find(")", end + 1)  # a bracket inside the sentence
            else:
                yield from _calls(tree)
                break


if __name__ == "__main__":
    import django

    django.setup()
    for language in LANGUAGES:
        missing = update(language)
        print(f"{language}: {len(marked())} sentences, {len(missing)} not translated")  # noqa: T201
        for sentence in missing:
            print(f"  {sentence.text}")  # noqa: T201
    sys.exit(0)
