from __future__ import annotations

import pytest

from dedupe.changes.notes import is_correction_note, is_update_stamp


@pytest.mark.parametrize(
    "note",
    [
        "Correction: the bridge opened in May.",
        "This article was amended on 3 May to correct a name.",
        "An earlier version of this story misstated the year.",
        "The article incorrectly said that the bridge opened in May.",
        "The headline of this story was amended on 3 May.",
        "This post originally gave the wrong year.",
        "*Editor’s note: the figure has been changed.*",
        "Anmerkung der Redaktion: Wir haben einen Namen berichtigt.",
        "Nota del editor: se ha corregido el año.",
        "Nota da redação: o ano estava errado.",
        "Une version précédente de cet article donnait une autre date.",
        "Cet article a été corrigé.",
        "Korrektur: Die Brücke wurde im Mai eröffnet.",
        "In einer früheren Version stand ein anderer Name.",
        "Corrección: el puente se abrió en mayo.",
        "Una versión anterior de este artículo daba otro año.",
        "Errata: a ponte abriu em maio.",
        "08.05 Correction: the bridge opened in May.",
        "8:05am BST — An earlier version of this post misstated the year.",
        "3 May 2031, 08:05: Correction: the bridge opened in May.",
        "[03.05.2031] Korrektur: Die Brücke wurde im Mai eröffnet.",
        "Uma versão anterior deste texto trazia outro nome.",
    ],
)
def test_a_note_of_correction_is_known_in_five_languages(note: str) -> None:
    assert is_correction_note(note)


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers were among the first to arrive.",
        "The article won a prize for the paper.",
        "The correction of the river took nine years.",
        "08.05 Corrections officers were among the first to arrive.",
        "08.05 The bridge opened in May.",
        "Editor’s note: readers who use a wheelchair find the bridge on the map.",
        "Anmerkung der Redaktion: Die Brücke liegt bei Orlen.",
        "The report found that the ministry had been wrong about the bridge.",
        "The party’s version of the story was inaccurate, said the mayor.",
    ],
)
def test_other_paragraphs_are_no_notes(text: str) -> None:
    assert not is_correction_note(text)


@pytest.mark.parametrize(
    "stamp",
    ["Last updated: 10:32 GMT", "Updated 3 May 2031", "Mis à jour le 3 mai à 10h30", "Zuletzt aktualisiert: 3. Mai", "Stand: 3. Mai",
     "Actualizado el 3 de mayo", "Atualizado em 3 de maio", "更新时间：10:30"],
)  # fmt: skip
def test_a_stamp_of_the_last_update_is_known(stamp: str) -> None:
    assert is_update_stamp(stamp)


def test_a_sentence_about_an_update_is_no_stamp() -> None:
    assert not is_update_stamp(
        "Updated rules for lifeboats, which were to come into force in May, were put off again yesterday after talks."
    )
