"""The catalogues of other languages."""

import gettext
import re

import polib
import pytest
from tests.translations import LANGUAGES, catalogue_path

FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_translated(language: str) -> None:
    path = catalogue_path(language)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for entry in polib.pofile(str(path)):
        if entry.translated() and not entry.msgid_plural and not entry.msgctxt:
            assert compiled.gettext(entry.msgid) == entry.msgstr, "Run ./dev words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_does(language: str) -> None:
    for entry in polib.pofile(str(catalogue_path(language))).translated_entries():
        wanted = set(FILLED_IN.findall(entry.msgid_plural or entry.msgid))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(FILLED_IN.findall(text)) == wanted, entry.msgid
