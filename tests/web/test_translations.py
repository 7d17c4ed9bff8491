"""The catalogues of other languages."""

import gettext
import re

import polib
import pytest
from tests.translations import LANGUAGES, Sentence, catalogue_path, marked

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_or_mail_leaves_a_sentence_in_english(language: str) -> None:
    translated = {
        Sentence(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")
        for entry in polib.pofile(str(catalogue_path(language))).translated_entries()
    }

    left = [
        f"{place}: {sentence.text}"
        for sentence, place in marked().items()
        if "/templates/" in place and sentence not in translated
    ]

    assert left == [], "Run ./dev words, then translate these in the catalogue"
