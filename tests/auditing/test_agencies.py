"""The table of agencies, and the names it finds in texts."""

from __future__ import annotations

import re

import pytest

from aligner.auditing.agencies import agencies, chinese_mentions, english_mentions, nearest

ORIGINS = {"plan-2013", "plan-2018", "plan-2023", "site", "own"}
BODIES_2023 = re.findall(
    r"\S+",
    "外交部 国防部 国家发展和改革委员会 教育部 科学技术部 工业和信息化部 国家民族事务委员会 公安部 "
    "国家安全部 民政部 司法部 财政部 人力资源和社会保障部 自然资源部 生态环境部 住房和城乡建设部 "
    "交通运输部 水利部 农业农村部 商务部 文化和旅游部 国家卫生健康委员会 退役军人事务部 应急管理部 "
    "中国人民银行 审计署 国务院国有资产监督管理委员会 海关总署 国家税务总局 国家市场监督管理总局 "
    "国家金融监督管理总局 中国证券监督管理委员会 国家广播电视总局 国家体育总局 国家信访局 国家统计局 "
    "国家知识产权局 国家国际发展合作署 国家医疗保障局 国务院参事室 国家机关事务管理局 新华通讯社 "
    "中国科学院 中国社会科学院 中国工程院 国务院发展研究中心 中国气象局",
)
NATIONAL_BUREAUS_2023 = re.findall(
    r"\S+",
    "国家粮食和物资储备局 国家能源局 国家数据局 国家国防科技工业局 国家烟草专卖局 国家移民管理局 "
    "国家林业和草原局 国家铁路局 中国民用航空局 国家邮政局 国家文物局 国家中医药管理局 "
    "国家疾病预防控制局 国家矿山安全监察局 国家消防救援局 国家外汇管理局 国家药品监督管理局",
)
BODIES_2013 = re.findall(
    r"\S+",
    "监察部 国土资源部 环境保护部 农业部 文化部 国家卫生和计划生育委员会 国家工商行政管理总局 "
    "国家质量监督检验检疫总局 国家新闻出版广电总局 国家安全生产监督管理总局 国家食品药品监督管理总局 "
    "国家林业局 国家旅游局 国务院法制办公室 中国银行业监督管理委员会 中国保险监督管理委员会 "
    "国家粮食局 国家海洋局 国家测绘地理信息局 国家公务员局 国家煤矿安全监察局",
)


@pytest.mark.parametrize(
    ("year", "names"), [(2013, BODIES_2013), (2023, BODIES_2023), (2023, NATIONAL_BUREAUS_2023)], ids=str
)
def test_every_body_of_a_reform_is_in_the_table_for_its_time(year: int, names: list[str]) -> None:
    table = agencies()
    for name in names:
        assert name in table
        assert table[name].since <= year + 1, name
        assert table[name].until is None or table[name].until > year, name


def test_every_row_says_where_its_english_name_is_attested() -> None:
    assert {agency.origin for agency in agencies().values()} <= ORIGINS
    assert len(agencies()) > 130


def test_no_two_bodies_share_a_chinese_name() -> None:
    names = [name for agency in agencies().values() for name in (agency.zh, *agency.short)]
    assert len(names) == len(set(names))


def test_every_name_of_the_table_is_found_as_the_body_it_names() -> None:
    for agency in agencies().values():
        for name in (agency.zh, *agency.short):
            mention = chinese_mentions(f"由{name}负责")
            assert [(m.text, agency.zh in m.keys) for m in mention] == [(name, True)]
        for name in agency.names:
            found = english_mentions(f"by the {name}, in charge")
            assert [agency.zh in m.keys for m in found] == [True], name
        for short in agency.abbreviations:
            assert [agency.zh in m.keys for m in english_mentions(f"by {short} and others")] == [True], short


def test_the_longer_name_wins() -> None:
    assert [m.text for m in chinese_mentions("国务院办公厅转发")] == ["国务院办公厅"]
    found = english_mentions("the Ministry of Agriculture and Rural Affairs")
    assert [m.keys for m in found] == [("农业农村部",)]


@pytest.mark.parametrize("text", ["财政部门", "公安部队", "教育部署", "科技部件", "民政部长"])
def test_a_body_is_not_found_in_a_longer_word(text: str) -> None:
    assert chinese_mentions(text) == ()


@pytest.mark.parametrize("text", ["at most half", "a safe place", "cast aside", "the gas sat there"])
def test_common_words_are_no_abbreviations(text: str) -> None:
    assert english_mentions(text) == ()


@pytest.mark.parametrize(
    ("name", "key", "same_rank"),
    [
        ("Ministry of Energy", "国家能源局", False),
        ("Energy Bureau", "国家能源局", True),
        ("Ministry of Industry and Informatization", "工业和信息化部", True),
        ("Food and Drug Supervision Administration", "国家食品药品监督管理总局", True),
        ("Administration of Taxation", "国家税务总局", True),
        ("Transport Administration", "交通运输部", False),
    ],
)
def test_the_nearest_body_of_a_free_name(name: str, key: str, same_rank: bool) -> None:
    guess = nearest(name)
    assert guess is not None
    assert (guess.key, guess.same_rank) == (key, same_rank)


def test_a_name_without_a_word_in_common_has_no_nearest_body() -> None:
    assert nearest("Ministry of Magic", ["财政部"]) is None
