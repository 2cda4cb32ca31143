"""PO, the translation files of gettext: messages and their translations."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.document import Language, other
from aligner.errors import LanguageError, MissingExtraError, ReadError
from aligner.reading.encoding import decode
from aligner.reading.languages import language_of
from aligner.reading.pairs import Counts, Pair
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import REPLACED

UNTRANSLATED = "messages without a translation, or with one that is marked fuzzy or obsolete, were left out"


def read(stream: Stream, counts: Counts) -> Iterator[Pair]:
    """Read the translated messages of a catalogue; of a plural, each form with the message that it translates.

    Raises:
        MissingExtraError: The package that reads catalogues is not installed.
        ReadError: The catalogue is broken.
        LanguageError: It is not a translation into Chinese or English.
    """
    try:
        import polib
    except ImportError:
        raise MissingExtraError("polib", "po", "reading a PO file") from None
    text = decode(stream.source()).text
    counts[REPLACED] += text.count("\ufffd")
    try:
        catalogue = polib.pofile(text + "\n")  # what has a line break is not taken for the name of a file
    except (OSError, ValueError) as error:
        raise ReadError(
            f"this PO file is broken ({error})", where=stream.name, do="mend it, or export it again"
        ) from None
    target = _target(catalogue.metadata.get("Language", ""), stream.name)
    for entry in catalogue:
        if not entry.translated() or entry.obsolete:
            counts[UNTRANSLATED] += 1
        elif entry.msgid_plural:
            for form, translation in sorted(entry.msgstr_plural.items()):
                message = entry.msgid if form == 0 and len(entry.msgstr_plural) > 1 else entry.msgid_plural
                yield Pair.of({target: translation, other(target): message}, entry.linenum)
        else:
            yield Pair.of({target: entry.msgstr, other(target): entry.msgid}, entry.linenum)


def _target(tag: str, name: str) -> Language:
    target = language_of(tag)
    if target is None:
        raise LanguageError(
            f"this PO file is a translation into {tag or 'a language that it does not name'}",
            where=name,
            do='name Chinese or English in its header ("Language: zh_CN")',
        )
    return target
