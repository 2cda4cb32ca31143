"""The phrases of web pages that are no part of their text, English and Chinese.

A pattern must match a whole line (blanks collapsed, letter case ignored). Those of WordPress are its own strings, as
its themes print them; those of Chinese sites are the wording common to government portals and news sites.
"""

from __future__ import annotations

import re

LONGEST = 200

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)\\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:{_DAY} {_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)"
    r"(?:,? ?(?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?"
)
_SITE = "(?:facebook|twitter|x|linkedin|reddit|tumblr|pinterest|pocket|telegram|whatsapp|skype|mastodon|threads|e-?mail|google\\+?|print)"
_SITE_ZH = "(?:微信|朋友圈|微博|新浪微博|腾讯微博|qq|qq空间|qq好友|人人网|豆瓣|百度贴吧|facebook|twitter|weibo|wechat)"
_TOOL_ZH = "(?:打印|打印本页|打印此页|打印本文|收藏|收藏本页|关闭|关闭窗口|关闭本页|纠错|我要纠错|分享|转发|推荐|复制链接|大|中|小|字号|字体|返回顶部|回到顶部|推荐朋友|e-?mail推荐)"
_MENU_ZH = "(?:首页|网站地图|关于我们|联系我们|网站声明|隐私声明|版权声明|法律声明|设为首页|加入收藏|站点地图|使用帮助|友情链接|网站支持|登录|注册|搜索|english|简体|繁体|繁體|无障碍|手机版|客户端)"
_BETWEEN = r"[\s|｜/／:：·,，、\[\]【】-]*"

_CERTAIN = (
    # posted and updated, with a date or a name or the emptiness that a script should have filled
    rf"(?:(?:first |last )?(?:posted|published|updated|modified|edited) (?:on|at|by)?:? ?(?:{DATE})?[ ,|·•–—-]*)+(?:(?:by|in) [^.。]{{1,60}})?",
    rf"(?:by [^.。]{{1,40}} )?(?:posted|published|updated) (?:on )?{DATE}.{{0,60}}",
    r"this entry was (?:posted|filed|tagged).{0,180}",
    r"bookmark the permalink\.?",
    r"filed under:? .{1,120}",
    # comments
    r"leave a (?:reply|comment)(?: to .{1,40})?(?: cancel reply)?|cancel reply|(?:post|add|write) a comment(?:\.\.\.|…)?",
    r"enter your comment here(?:\.\.\.|…)?|loading comments(?:\.\.\.|…)?",
    r"fill in your details below or click an icon to log in:?",
    r"(?:e-?mail|name|website|comment)(?: address)? ?(?:\*|\(required\)).{0,60}|\(?address never made public\)?",
    r"your e-?mail address will not be published\..{0,60}|required fields are marked ?\*?",
    r"you are commenting using your .{1,30} account\..{0,60}",
    r"\(? ?log (?:out|in) ?/ ?change ?\)?",
    r"connecting to %s",
    r"(?:wordpress\.com|gravatar) logo|(?:facebook|twitter|google\+?) (?:photo|picture)",
    r"notify me of (?:new|follow-?up) (?:comments|posts) (?:via|by) e-?mail\.?",
    r"save my name, e-?mail,? and website in this browser.{0,60}",
    r"this site uses akismet.{0,120}|learn how your comment data is processed\.?",
    r"\d+ (?:thoughts?|responses?|comments?|replies) (?:on|to) .{1,150}|no comments yet\.?|comments are closed\.?",
    # sharing and following
    rf"share this(?: on {_SITE})?:?|(?:share|tweet|pin) (?:this )?(?:on|via|to) {_SITE}|tweet this",
    r"click to (?:share|print|email|e-?mail) .{1,60}|\(opens in new window\)",
    r"like this:?|like loading(?:\.\.\.|…)?|be the first to like this\.?|\d+ bloggers? likes? this:?\.?|%d bloggers like this:?",
    r"(?:enter your e-?mail address to|follow this blog|follow .{1,40} via e-?mail|join [\d,.k]+ other).{0,100}",
    r"(?:subscribe|sign up) (?:to|for) .{1,60}(?:newsletter|updates|e-?mail|feed)\.?",
    # navigation and the foot of the page
    r"skip to (?:main )?(?:content|navigation|primary content)|post navigation|you are here:.{0,120}",
    r"(?:←|«|<<|‹) ?.{1,120}|(?:previous|next|older|newer|prev) (?:post|posts|article|page|entries):? ?.{0,120}",
    r"continue reading.{0,120}|read more(?:\.\.\.|…| →)?|.{1,120}(?:→|»|>>|›)",
    r"(?:home|首页|主页) ?(?:>|»|›|＞|/) ?.{1,120}",
    r"(?:proudly )?powered by .{1,40}|(?:create a free website or )?blog at wordpress\.com\.?.{0,60}|theme: .{1,60}\.?",
    r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}.{0,150}|copyright \d{4}.{0,150}|.{0,100}all rights reserved\.?",
    r"report this (?:ad|content)|manage subscriptions|collapse this bar|advertisements?|privacy & cookies:.{0,180}",
    r"already have a wordpress\.com account\?.{0,40}",
    # 分享、打印、评论
    rf"(?:分享|转发|推荐)(?:到|至|给)(?:{_BETWEEN}{_SITE_ZH})*{_BETWEEN}",
    rf"[【\[]?{_TOOL_ZH}(?:{_BETWEEN}{_TOOL_ZH})+[】\]]?|[【\[](?:{_TOOL_ZH})[】\]]|(?:打印|关闭|收藏)(?:本页|此页|本文|窗口)",
    r"[【\[]?(?:字号|字体)[:：].{1,20}",
    r"扫(?:一扫|描|码).{0,30}(?:打开|分享|关注|手机|阅读|公众号|二维码).{0,20}",
    r"(?:发表|我要|网友|最新|热门|查看全部|登录后发表)评论(?:[(（]?\d*[)）]?)?|共有?\d+条评论|评论[(（]\d+[)）]|文明上网.{0,40}",
    r"(?:点赞|赞|阅读|浏览|点击|访问)(?:量|数|次数|率)?[:：]? ?[(（]?\d+[)）]?(?: ?次)?",
    # 编辑、来源、发布时间
    r"[(（\[【]?(?:责任编辑|责编|本文编辑|网络编辑|编辑|审核|校对)[:：] ?[^。]{0,30}[)）\]】]?",
    rf"(?:(?:发布|更新|发表|发稿|上传)(?:时间|日期|于)?[:：] ?(?:{DATE})?[ |｜]*)(?:(?:来源|作者|浏览次数|字号)[:：].{{0,60}})?",
    rf"(?:{DATE}[ |｜]*)?(?:信息|文章|稿件)?来源[:：] ?[^。]{{1,40}}(?:{DATE})?.{{0,40}}",
    # 导航、页脚
    r"上一(?:篇|页|条|则)(?:[:：].{0,100})?|下一(?:篇|页|条|则)(?:[:：].{0,100})?|返回(?:顶部|首页|列表|上一页)",
    r"(?:您|你)?(?:现在|当前|目前)的?(?:所在)?位置[:：是].{0,120}",
    r"(?:相关|推荐|延伸|热门)(?:链接|阅读|新闻|文章|报道|稿件|推荐)[:：]?",
    rf"{_MENU_ZH}(?:{_BETWEEN}{_MENU_ZH}){{2,}}",
    r".{0,40}版权所有.{0,60}|.{0,30}(?:icp|ＩＣＰ)(?:备|证).{0,60}|.{0,10}公网安备.{0,40}|网站标识码.{0,40}",
    r"(?:主办|承办|协办|技术支持|网站管理)(?:单位|机构)?[:：].{1,60}",
)

_POSSIBLE = (
    rf"{_SITE}|{_SITE_ZH}|{_TOOL_ZH}|{_MENU_ZH}",
    r"posted|updated|published|share|sharing|related|reply|cancel|like|loading(?:\.\.\.|…)?|more",
    r"name|website|email|comment|comments?|\d+ comments?|search(?: for)?:?|log ?in|register|follow(?:ing)?",
    r"archives?|meta|categories|tags|blogroll|menu|home|about|contact|rss|recent (?:posts|comments)|uncategorized",
    r"(?:entries|comments) (?:rss|feed)|wordpress\.(?:com|org)|(?:previous|next|older|newer):? ?.{0,100}",
    r"(?:posted in|tagged(?: with| as)?|tags:|categories:|category:|author:|by:) ?.{1,120}",
    r"作者[:：].{1,20}|正文|评论|回复|更多|标签[:：].{0,60}|关键词[:：].{0,60}|分类[:：].{0,60}|(?:qq|微信)",
    r"\||%s|\(required\)|[()（）|·•-]+",
)

_certain = re.compile("|".join(f"(?:{pattern})" for pattern in _CERTAIN), re.IGNORECASE)
_possible = re.compile("|".join(f"(?:{pattern})" for pattern in _POSSIBLE), re.IGNORECASE)


def is_certain(line: str) -> bool:
    """Whether a line is nothing but a phrase that stands in no text."""
    return _matches(_certain, line)


def is_possible(line: str) -> bool:
    """Whether a line could be a web page's own phrase, or a heading."""
    return _matches(_possible, line)


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= LONGEST and pattern.fullmatch(" ".join(line.split())) is not None
