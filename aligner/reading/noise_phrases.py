"""The phrases of web pages that are no part of their text, English and Chinese.

A pattern must match a whole line, blanks collapsed and letter case ignored. Those of WordPress are its own strings, as
its themes print them; those of Chinese sites are the wording common to government portals and news sites.
"""

from __future__ import annotations

import re
from functools import cache

LONGEST = 300  # characters; a longer line is prose, whatever it says


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_MONTH = _any(
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_TIME = r"(?:,? ?(?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?"
_DATE = (
    _any(
        rf"{_WEEKDAY}{_DAY} {_MONTH}\.?,? \d{{4}}",
        rf"{_WEEKDAY}{_MONTH}\.? {_DAY},? \d{{4}}",
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
        r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}",
        r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日",
    )
    + _TIME
)
_POSTED = "(?:(?:first |last |originally )?(?:posted|published|updated|modified|edited))"
_SITE = _any(
    *("facebook", "twitter", "x", "linkedin", "reddit", "tumblr", "pinterest", "pocket", "telegram", "whatsapp"),
    *("skype", "mastodon", "threads", "e-?mail", r"google\+?", "print", "weibo", "wechat"),
    *("微信", "微信好友", "朋友圈", "微博", "新浪微博", "腾讯微博", "qq", "qq空间", "qq好友", "人人网", "豆瓣"),
)
_TOOL = _any(
    *("打印", "打印本页", "打印此页", "打印本文", "收藏", "收藏本页", "关闭", "关闭窗口", "关闭本页", "纠错"),
    *(
        "我要纠错",
        "列印",
        "列印本页",
        "友善列印",
        "关闭视窗",
        "转寄",
        "转寄友人",
        "分享",
        "转发",
        "推荐",
        "推荐朋友",
        "e-?mail推荐",
        "复制链接",
        "返回顶部",
        "回到顶部",
    ),
    *("字号", "字体", "大", "中", "小"),
)
_MENU = _any(
    *("首页", "网站地图", "站点地图", "关于我们", "联系我们", "网站声明", "隐私声明", "版权声明", "法律声明"),
    *("设为首页", "加入收藏", "使用帮助", "友情链接", "登录", "注册", "搜索", "english", "简体", "繁体", "繁體"),
    *("无障碍", "手机版", "客户端", "网站导览", "回首页", "常见问答"),
)
# The labels of the table that government portals put above a document.
_RECORD = _any(
    *(
        r"索\s*引\s*号",
        "主题分类",
        "发文机关",
        "发布机构",
        "成文日期",
        "发布日期",
        "发文字号",
        r"标\s*题",
        r"主\s*题\s*词",
    ),
    *("公开方式", "有效性", "信息分类", "公开目录", r"文\s*号"),
)
_RECORD_LABEL = (rf"{_RECORD}[:：]",)
_AND = r"[\s|｜/／:：·,，、\[\]【】-]*"
_MORE = r"(?:\.\.\.|…)?"

_POSTING = (
    # A script that should have filled in the date may have failed, so "Posted on Updated on" is one too.
    rf"(?:{_POSTED}(?: (?:on|at):? ?(?:{_DATE})?|:? ?{_DATE})[ ,|·•–—-]*)+(?:(?:by|in) [^.。]{{1,60}})?",
    rf"by [^.。]{{1,40}} {_POSTED}:? (?:on )?{_DATE}",
    rf"posted by [^.。]{{1,40}}(?: (?:on|at) {_DATE})?",
    r"this entry was (?:posted|filed|tagged).*",
    r"bookmark the permalink\.?",
    r"filed under:? .+",
    rf"(?:发布|更新|发表|发稿|上传)(?:时间|日期|于)?[:：] ?(?:{_DATE})?[ |｜]*"
    r"(?:(?:来源|作者|浏览次数|字号)[:：].{0,60})?",
    rf"(?:{_DATE}[ |｜]*)?(?:信息|文章|稿件)?来源[:：] ?[^。]{{1,40}}(?:{_DATE})?.{{0,40}}",
    r"索\s*引\s*号[:：].*",
    rf"{_RECORD}[:：].*[\s|]{_RECORD}[:：].*",
    r"[(（\[【]?(?:责任编辑|责编|本文编辑|网络编辑)[:：] ?[^。]{0,30}[)）\]】]?",
)
_COMMENTS_OPEN = (
    r"\d+ (?:thoughts?|responses?|comments?|replies) (?:on|to) .+",
    r"(?:网友|最新|热门|精彩)评论[(（]?\d*[)）]?",
)
_COMMENTS_CLOSE = (
    r"leave a (?:reply|comment)(?: to .{1,40})?(?: cancel reply)?",
    r"comments are closed\.?",
    r"post navigation",
    r"(?:发表|我要|登录后发表)评论",
)
_COMMENTING = (
    *_COMMENTS_OPEN,
    *_COMMENTS_CLOSE,
    r"cancel reply",
    rf"(?:post|add|write) a comment{_MORE}",
    rf"enter your comment here{_MORE}",
    rf"loading comments{_MORE}",
    r"fill in your details below or click an icon to log in:?",
    r"(?:e-?mail|name|website|comment)(?: address)? ?(?:\*|\(required\)).{0,60}",
    r"\(?address never made public\)?",
    r"your e-?mail address will not be published\..{0,60}",
    r"required fields are marked ?\*?",
    r"you are commenting using your .{1,30} account\..{0,60}",
    r"\(? ?log (?:out|in) ?/ ?change ?\)?",
    r"connecting to %s",
    r"(?:wordpress\.com|gravatar) logo",
    r"(?:facebook|twitter|google\+?) (?:photo|picture)",
    r"notify me of (?:new|follow-?up) (?:comments|posts) (?:via|by) e-?mail\.?",
    r"save my name, e-?mail,? and website in this browser.{0,60}",
    r"this site uses akismet.*",
    r"learn how your comment data is processed\.?",
    r"already have a wordpress\.com account\?.{0,40}",
    r"no comments yet\.?",
    r"查看全部评论|共有?\d+条评论|评论[(（]\d+[)）]|文明上网.{0,40}",
)
_SHARING = (
    rf"share this(?: on {_SITE})?:?",
    rf"(?:share|tweet|pin) (?:this )?(?:on|via|to) {_SITE}",
    r"tweet this",
    r"click to (?:share|print|e-?mail) .{1,60}",
    r"\(opens in new window\)",
    rf"like this:?|like loading{_MORE}|be the first to like this\.?",
    r"(?:\d+|%d) bloggers? likes? this[:.]?",
    r"(?:enter your e-?mail address to|follow this blog|follow .{1,40} via e-?mail|join [\d,.k]+ other).{0,100}",
    r"(?:subscribe|sign up) (?:to|for) .{1,60}(?:newsletter|updates|e-?mail|feed)\.?",
    rf"(?:分享|转发|推荐)(?:到|至|给)(?:{_AND}{_SITE})*{_AND}",
    rf"[【\[]?{_TOOL}(?:{_AND}{_TOOL})+[】\]]?",
    rf"[【\[]{_TOOL}[】\]]",
    r"(?:打印|关闭|收藏)(?:本页|此页|本文|窗口)",
    r"[【\[]?(?:字号|字体)[:：].{1,20}",
    r"扫(?:一扫|描|码).{0,30}(?:打开|分享|关注|手机|阅读|公众号|二维码).{0,20}",
    r"(?:点赞|阅读|浏览|点击|访问)(?:量|数|次数|率)[:：]? ?[(（]?\d*[)）]?(?: ?次)?",
)
_NAVIGATION = (
    r"skip to (?:main |primary )?(?:content|navigation)",
    r"you are here:.{0,120}",
    r"(?:←|<<) ?.{1,120}|[«‹] ?[^»›]{1,120}|.{1,120}(?:→|>>)|[^«‹]{1,120}[»›]",
    r"(?:previous|next|older|newer|prev) (?:post|posts|article|page|entries):? ?.{0,120}",
    rf"continue reading.{{0,120}}|read more{_MORE}",
    r"(?:home|首页|主页) ?[>»›＞] ?.{1,120}|(?:home|首页)(?: ?/ ?[^/]{1,40}){2,}",
    r"[上下]一(?:篇|页|条|则)(?:[:：].{0,100})?",
    r"(?:返?回|回到)(?:顶部|顶端|首页|列表|上一页)",
    r"(?:您|你)?(?:现在|当前|目前)的?(?:所在)?位置[:：是].{0,120}",
    r"(?:相关|推荐|延伸|热门)(?:链接|阅读|新闻|文章|报道|稿件|推荐)[:：]?",
    rf"{_MENU}(?:{_AND}{_MENU}){{2,}}",
)
_FOOT = (
    r"(?:proudly )?powered by [\w.!-]+(?: [\w.!-]+)?",
    r"(?:create a free website or )?blog at wordpress\.com\.?.{0,60}",
    r"theme: .{1,60}",
    r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}.*|copyright \d{4}.*|.{0,100}all rights reserved\.?",
    r"report this (?:ad|content)|manage subscriptions|collapse this bar|privacy & cookies:.*",
    r".{0,40}版权所有.{0,60}|.{0,30}(?:icp|ＩＣＰ)(?:备|证).{0,60}|.{0,10}公网安备.{0,40}|网站标识码.{0,40}",
)

_POSSIBLE = (
    *(_SITE, _TOOL, _MENU),
    r"posted|updated|published|share|sharing|related|reply|cancel|like|loading(?:\.\.\.|…)?|more|advertisements?",
    r"name|website|comments?|\d+ comments?|search(?: for)?:?|log ?in|register|follow(?:ing)?",
    r"archives?|meta|categories|tags|blogroll|menu|home|about|contact|rss|recent (?:posts|comments)|uncategorized",
    r"(?:entries|comments) (?:rss|feed)|wordpress\.(?:com|org)|(?:previous|next|older|newer):? ?.{0,100}",
    r"(?:posted in|tagged(?: with| as)?|tags:|categories:|category:|author:|by:|(?:edited|published) by) ?.{1,120}",
    r"(?:作者|编辑|审核|校对|记者)[:：].{1,20}|(?:标签|关键词|分类)[:：].{0,60}|正文|评论|回复|更多",
    rf"{_RECORD}[:：].*",
    r"(?:赞|阅读|浏览|点击)[:：]? ?[(（]?\d+[)）]?(?: ?次)?",
    r"(?:主办|承办|协办|技术支持|网站管理)(?:单位|机构)?[:：].{1,60}",
    r"\||%s|\(required\)|[()（）|·•-]+",
)


_CERTAIN = (*_POSTING, *_COMMENTING, *_SHARING, *_NAVIGATION, *_FOOT)


def is_certain(line: str) -> bool:
    """Whether a line is nothing but a phrase that stands in no text."""
    return _matches(_CERTAIN, line)


def is_possible(line: str) -> bool:
    """Whether a line could be a web page's own phrase, or a heading."""
    return _matches(_POSSIBLE, line)


def is_record_label(line: str) -> bool:
    """Whether a table cell is a label in a portal's record of a document."""
    return _matches(_RECORD_LABEL, line)


def opens_comments(line: str) -> bool:
    """Whether readers' comments begin below the line."""
    return _matches(_COMMENTS_OPEN, line)


def closes_comments(line: str) -> bool:
    """Whether readers' comments end above the line."""
    return _matches(_COMMENTS_CLOSE, line)


def _matches(patterns: tuple[str, ...], line: str) -> bool:
    return len(line) <= LONGEST and _compiled(patterns).fullmatch(" ".join(line.split())) is not None


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    # When first asked for: compiling takes longer than starting the command.
    return re.compile(_any(*patterns), re.IGNORECASE)
