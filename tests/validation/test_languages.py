import pytest

from aligner.validation.languages import is_language, meant

RIGHT = [
    *("zh", "zh-CN", "zh-Hans", "zh-Hant-TW", "zh-cmn-Hans-CN", "yue-HK", "en", "EN-us", "es-419", "sl-rozaj"),
    *("de-1996", "de-CH-1901", "sr-Latn-RS", "en-US-x-twain", "x-whatever", "i-klingon", "hy-Latn-IT-arevela"),
    "ja-JP-u-ca-japanese",
]

WRONG = [
    ("zh_CN", "zh-CN"),
    ("zh_Hant_TW", "zh-Hant-TW"),
    (" zh-CN", "zh-CN"),
    ("en-UK", "en-GB"),
    ("cn", "zh"),
    ("jp-JP", "ja-JP"),
    ("chinese", None),
    ("Chinese (Simplified)", None),
    ("e", None),
    ("en-", None),
    ("zq", None),
    ("en-QQQQQQQQQ", None),
    ("*all*", None),
    ("", None),
    ("中文", None),
]


@pytest.mark.parametrize("tag", RIGHT)
def test_right_tags(tag: str) -> None:
    assert is_language(tag)
    assert meant(tag) == tag


@pytest.mark.parametrize(("tag", "instead"), WRONG)
def test_wrong_tags_and_what_they_stand_for(tag: str, instead: str | None) -> None:
    assert not is_language(tag)
    assert meant(tag) == instead
