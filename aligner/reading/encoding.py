"""Bytes into text: which encoding a Chinese or English file is in, judged by what it would say.

A byte order mark or strict UTF-8 settles it. Otherwise every candidate decodes the file, and the reading with most
characters that Chinese and English prose is made of wins: GB18030 bytes read as Big5 are Han characters too, but ones
that nobody writes.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from aligner.errors import ReadError
from aligner.reading.source import Source

CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a browser takes these labels to mean: the wider encoding that contains the one named.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "cp1252", "iso8859-1": "cp1252"}

# The Han characters that make up about half of any running Chinese text, simplified and traditional.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声"
    "提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金"
    "指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格"
    "这個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機業將兩間問並應戰頭體產給門聲員論處義幾認條氣題別變總電數報"
    "結場計據資統區隊決馬書聽達強難權設類規萬邊張該議務號關點黨級農織網號術環續準術創質團組約負責監"
    "创济革改深层技术研究环境持续推服务企监督农村优质量标准监管投融金健康育养老扶贫污染态绿色网络信息能源太阳风电互联联网"
)
_common = re.compile(f"[{''.join(sorted(_COMMON_HAN))}]")
_han = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Letters, punctuation and symbols that such prose holds beside Han characters.
_usual = re.compile(
    "[\t\n\x0b\x0c\r -~\x85\u2010-\u203a\u2460-\u24ff\u2500-\u257f\u25a0-\u25ff\u3000-\u303f\uff01-\uff5e\uffe5]"
)
_forbidden = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0
_newline = re.compile("\r\n?")

_SAMPLE = 1 << 16
_GOOD_ENOUGH = 0.45
_FEW_FAULTS = 0.01


class Decoded(NamedTuple):
    r"""A file's characters, with `\n` for CR and CRLF, and `warnings` for the user about what was replaced."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(source: Source, declared: str | None = None) -> Decoded:
    """Decode a file, in the encoding that its user forced, or that it `declared` itself, or that fits it best.

    Bytes that are no characters and characters that XML 1.0 forbids (NUL, lone surrogates) are each replaced by U+FFFD.

    Raises:
        ReadError: The encoding forced is unknown or does not fit, or none fits.
    """
    text, encoding = _forced(source) if source.encoding else _detected(source, declared)
    text, replaced = _forbidden.subn("\ufffd", _newline.sub("\n", text))
    return Decoded(text, encoding, _warnings(source, text, encoding, replaced))


def without_forbidden(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 forbids."""
    return _forbidden.sub("\ufffd", text)


def plausibility(text: str) -> float:
    """How much `text` looks like Chinese or English prose, from 0 to 1.

    Common Han characters and usual letters and signs speak for it, rare Han characters hardly, and all others against.
    """
    if not text:
        return 0.0
    common, han = len(_common.findall(text)), len(_han.findall(text))
    usual = len(_usual.findall(text))
    prose = 1.0 if not han else min(1.0, 2.0 * common / han)
    return (usual + han * prose) / len(text)


def _forced(source: Source) -> tuple[str, str]:
    encoding = source.encoding or ""
    try:
        name = codecs.lookup(encoding).name
        text = source.data.decode(name).removeprefix("\ufeff")
    except LookupError:
        raise ReadError(f"there is no encoding {encoding!r}", where=source.name, do=f"try one of {_CHOICES}") from None
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        line = source.data.count(b"\n", 0, at) + 1
        raise ReadError(
            f"this file is not in {encoding}: byte {at} (0x{source.data[at]:02x}) cannot be decoded",
            where=f"{source.name}:{line}",
            do="leave out --encoding to have it detected, or try another",
        ) from None
    fit, found = plausibility(text[:_SAMPLE]), _best(source.data, None)
    if fit < _GOOD_ENOUGH and found is not None and plausibility(found[0][:_SAMPLE]) > fit + 0.2:
        raise ReadError(
            f"this file is not in {encoding}: it reads as {found[1]}",
            where=source.name,
            do="leave out --encoding, or give the right one",
        )
    return text, name


_CHOICES = "utf-8, utf-16, gb18030, big5"


def _detected(source: Source, declared: str | None) -> tuple[str, str]:
    found = _best(source.data, declared)
    if found is None:
        raise ReadError(
            "this file is in no encoding that can be recognised",
            where=source.name,
            do=f"name it with --encoding ({_CHOICES}), or check that the file is text",
        )
    return found


def _best(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """The text that fits best, and its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    strict = _strictly(data, "utf-8")
    if strict is not None and strict.count("\0") <= _FEW_FAULTS * len(strict):
        return strict, "utf-8"
    ranked = sorted(
        ((plausibility(text[:_SAMPLE]), encoding, text) for encoding, text in _readings(data, declared)),
        key=lambda reading: -reading[0],
    )
    if not ranked or ranked[0][0] < _GOOD_ENOUGH:
        return None
    return ranked[0][2], ranked[0][1]


def _readings(data: bytes, declared: str | None) -> list[tuple[str, str]]:
    """Each candidate encoding that decodes the file with at most a few faults, and the text it gives."""
    encodings = dict.fromkeys([*([codec_named(declared)] if declared else []), "utf-8", *CANDIDATES, _guessed(data)])
    out = []
    for encoding in encodings:
        if not encoding:
            continue
        try:
            text = data.decode(encoding, "replace")
        except (LookupError, UnicodeError):
            continue
        if text.count("\ufffd") <= _FEW_FAULTS * len(text):
            out.append((encoding, text))
    return out


def _guessed(data: bytes) -> str:
    """What a general detector says; it knows encodings that are none of our candidates."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return codec_named(best.encoding) if best else ""


def codec_named(label: str | None) -> str:
    """The codec that a label such as "gb2312" is to be read with, as browsers do; "" for an unknown one."""
    try:
        name = codecs.lookup(label or "").name
    except LookupError:
        return ""
    return _WIDER.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _warnings(source: Source, text: str, encoding: str, forbidden: int) -> tuple[str, ...]:
    total = text.count("\ufffd")
    if not total:
        return ()
    kind = "that no XML file may hold" if total == forbidden else f"that could not be decoded as {encoding}"
    count = "1 character" if total == 1 else f"{total} characters"
    return (f"{source.name}: {count} {kind} {'was' if total == 1 else 'were'} read as U+FFFD",)
