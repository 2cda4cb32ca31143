"""Chinese scripts: their characters, which of the two a text is in, and a traditional one as simplified.

Models, tables and patterns know simplified characters. Stages that compare look at `simplified` text, which has as many
characters as it was given, so that all offsets hold; what is shown and written is the text as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Literal

from aligner.document import Document

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as a class of a regular expression has them between its brackets."""

# Frequent characters that were simplified, each with its simplified form below it. Left out are forms that either
# script uses for another word as well (后, 里, 云, 台, 制, 干, 面 …).
_TRADITIONAL = (
    "這個們為來時國說會對學發經過還點進動種業產無開關應當長見樣現體問題實電東車門馬魚鳥龍與義務員區縣鎮鄉"
    "農資財貿際節約規劃劑號聯歡歷爾黨網絡線級織紅紀純給統絕維綠總續從眾優傳傷億價儀兩兒處備復夠頭奪獎婦媽"
    "嗎嘆噸團圖圓場塊壓壞墻壯聲賣買質費賽軍輪輸轉遠運達遲選遺邊遼醫釋鋼錢錯鐵鐘銀錄鎖閉間聞闊陽陰陳陸險隨"
    "隱難靜頂項順須預領顏願類風飛飯飲養館驗驚髮齊齒龜壽夢寧寬審寫導將專尋屬島嶺幣幫廠廣廳彈強張歸歲殘殺殼"
    "氣漢溝滅滿漸潔澤濟濤灣熱燈燒爭爺牆獨獲環療盡監盤確碼禮稅積穩窮競筆簡籌糧緊練緣縮繼罰羅聖職聽腦腳臉臨"
    "舉舊藝蘇蘭虧裝複視覺觀訂計訊討訓記訪設許訴診詞試詩話該認誤請讀課誰調談論諾證識譯議護讓"
)
_SIMPLIFIED = (
    "这个们为来时国说会对学发经过还点进动种业产无开关应当长见样现体问题实电东车门马鱼鸟龙与义务员区县镇乡"
    "农资财贸际节约规划剂号联欢历尔党网络线级织红纪纯给统绝维绿总续从众优传伤亿价仪两儿处备复够头夺奖妇妈"
    "吗叹吨团图圆场块压坏墙壮声卖买质费赛军轮输转远运达迟选遗边辽医释钢钱错铁钟银录锁闭间闻阔阳阴陈陆险随"
    "隐难静顶项顺须预领颜愿类风飞饭饮养馆验惊发齐齿龟寿梦宁宽审写导将专寻属岛岭币帮厂广厅弹强张归岁残杀壳"
    "气汉沟灭满渐洁泽济涛湾热灯烧争爷墙独获环疗尽监盘确码礼税积稳穷竞笔简筹粮紧练缘缩继罚罗圣职听脑脚脸临"
    "举旧艺苏兰亏装复视觉观订计讯讨训记访设许诉诊词试诗话该认误请读课谁调谈论诺证识译议护让"
)

_ENOUGH = 100_000
"""The characters that are looked at."""
_forms = frozenset(_TRADITIONAL)


def script(text: str) -> Literal["simplified", "traditional"]:
    """The script of a Chinese text; simplified where nothing tells.

    A text is traditional if more of its characters have only a traditional form than have only a simplified one; the
    many that both scripts share decide nothing.
    """
    return "traditional" if _balance(text[:_ENOUGH]) > 0 else "simplified"


def simplified(text: str) -> str:
    """The text with simplified characters in place of traditional ones, as many of them.

    Each line is in the script that more of its characters tell, or in that of the whole; simplified lines stay as they
    are, for there the same forms may be other words (乾, 著).
    """
    if _forms.isdisjoint(text):
        return text
    whole = script(text)
    return "\n".join(_converted(line) if _is_traditional(line, whole) else line for line in text.split("\n"))


def simplified_texts(texts: Sequence[str]) -> Sequence[str]:
    """The parts of one text, each in simplified characters; itself if it has no others."""
    whole = "\n".join(texts)
    found = simplified(whole)
    if found == whole:
        return texts
    ends = list(accumulate(len(text) + 1 for text in texts))
    return [found[end - 1 - len(text) : end - 1] for text, end in zip(texts, ends, strict=True)]


def simplified_document(document: Document) -> Document:
    """A document to compare by: a Chinese one in simplified characters. One that has no others is given back itself."""
    if document.language != "zh":
        return document
    text = simplified(document.text)
    return document if text == document.text else replace(document, text=text)


def _balance(text: str) -> int:
    """How many more characters of the text have a traditional form alone than a simplified one alone."""
    counts = Counter(text)
    return sum(map(counts.__getitem__, _TRADITIONAL)) - sum(map(counts.__getitem__, _SIMPLIFIED))


def _is_traditional(line: str, whole: str) -> bool:
    balance = _balance(line)
    return balance > 0 or (balance == 0 and whole == "traditional")


def _converted(line: str) -> str:
    """A line, words looked up as wholes; character by character where that would give more or fewer of them."""
    if any("\ud800" <= character <= "\udfff" for character in line):
        return "".join(map(_character, line))
    found = _converter()(line)
    return found if len(found) == len(line) else "".join(map(_character, line))


@cache
def _character(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return character
    found = _converter()(character)
    return found if len(found) == 1 else character


@cache
def _converter() -> Callable[[str], str]:
    """OpenCC, which takes a fifth of a second to load."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
