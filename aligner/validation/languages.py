"""Language tags, as BCP 47 (RFC 5646) has them, and what is probably meant by a wrong one."""

from __future__ import annotations

import re

_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu in
    iw ji jw mo sh
    """.split()  # noqa: SIM905  # in quotes one by one they would fill the file
)
"""ISO 639-1: the languages of two letters, with those that were withdrawn. Of three letters any are taken."""

_REGIONS = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW AA AC BU CP CS DD DG EA EU EZ
    FX IC NT SU TA TP UN XK YD YU ZR ZZ
    """.split()  # noqa: SIM905  # in quotes one by one they would fill the file
)
"""ISO 3166-1: the regions of two letters, with those that it reserves or withdrew."""

_SHAPE = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"x(-[a-z0-9]{1,8})+|i-(default|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)", re.IGNORECASE)

_MEANT = {"cn": "zh", "jp": "ja", "kr": "ko", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk"}
_MEANT_REGIONS = {"UK": "GB", "EN": "GB"}


def is_language(tag: str) -> bool:
    """Whether a tag is well formed, and its language and region, where they have two letters, are registered."""
    found = _SHAPE.fullmatch(tag)
    if not found:
        return bool(_PRIVATE.fullmatch(tag))
    language, region = found["language"].lower(), (found["region"] or "").upper()
    return (len(language) == 3 or language in _LANGUAGES) and (len(region) != 2 or region in _REGIONS)


def meant(tag: str) -> str | None:
    """The tag that a wrong one stands for, if that is beyond doubt: "zh_CN" is "zh-CN", "en-UK" is "en-GB"."""
    language, *rest = tag.strip().replace("_", "-").split("-")
    language = _MEANT.get(language.lower(), language)
    tag = "-".join([language, *(_MEANT_REGIONS.get(part.upper(), part) for part in rest)])
    return tag if is_language(tag) else None
