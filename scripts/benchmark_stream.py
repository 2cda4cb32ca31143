"""What it costs to audit a memory that is too large to be held.

    python -m scripts.benchmark_stream                      # 100,000 units: minutes
    python -m scripts.benchmark_stream --units 1000000      # some 500 MB: hours on a laptop

A TMX is made of phrases in random order, with what a real memory says beside them, and given to `aligner audit`. The
memory of its processes is looked at twice a second: pages that several of them share are counted once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
UNITS = 100_000
EVERY = 0.5

_PHRASES = (
    ("以太阳能、风能等可再生能源为主体", "with renewable energy such as solar and wind power at the core"),
    ("加快推进能源生产和消费模式变革", "speed up the change of energy production and consumption"),
    ("第{}项工程如期完成", "project No. {} was finished on time"),
    ("由县人民政府和交通局共同负责", "county governments and the transport bureau are jointly responsible"),
    ("到{}年完成主要道路改造", "by {} the rebuilding of main roads will be finished"),
    ("鼓励企业参与农村电子商务发展", "enterprises are encouraged to take part in rural electronic commerce"),
    ("完善有关法律法规", "relevant laws and regulations are to be improved"),
    ("严禁超载运输", "overloaded transport is strictly forbidden"),
    ("提高公共服务水平", "the level of public service will rise"),
    ("培育新型农业经营主体", "new kinds of farming businesses will be fostered"),
)
_LOST = 0.05
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header creationtool="benchmark" '
    'creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="zh-CN" datatype="plaintext"/>\n'
    "<body>\n"
)
_UNIT = (
    '<tu tuid="{id}" creationdate="20240101T120000Z" creationid="translator" usagecount="1">\n'
    '<prop type="x-project">a project, with a name of the usual length</prop>\n'
    '<prop type="x-document">document-{id}.docx</prop>\n'
    '<tuv xml:lang="zh-CN"><seg>{zh}</seg></tuv>\n<tuv xml:lang="en-US"><seg>{en}</seg></tuv>\n</tu>\n'
)


class Run(NamedTuple):
    """What a command took: seconds by the clock and of all processors, and MB of memory at the most."""

    seconds: float
    processor: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a memory, audit it, and print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--units", type=int, default=UNITS, help="units of the memory (%(default)s)")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="aligner-benchmark-") as folder:
        file = Path(folder) / "large.tmx"
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(memory(chosen.units))
        command = [sys.executable, "-m", "aligner", "audit", str(file), "--out", f"{folder}/out"]
        run = watched([*command, "--format", "jsonl,tmx", "--quiet"])
        _say(
            f"audited    {chosen.units} units, {file.stat().st_size / 1e6:.0f} MB: {run.seconds:.0f} s "
            f"({run.processor:.0f} s of processor), at most {run.megabytes:.0f} MB"
        )
    return 0


def memory(units: int, seed: int = 0) -> Iterator[str]:
    """A TMX of so many units; in a twentieth of them the English lacks a phrase."""
    random = Random(seed)
    yield _HEAD
    for number in range(units):
        phrases = random.sample(_PHRASES, random.choice((1, 2, 3)))
        rendered = phrases[:-1] if len(phrases) > 1 and random.random() < _LOST else phrases
        value = random.randrange(2000, 10_000)
        zh = "，".join(zh for zh, _ in phrases).format(*[value] * 3) + "。"
        en = ", ".join(en for _, en in rendered).format(*[value] * 3)
        yield _UNIT.format(id=number, zh=zh, en=f"{en[0].upper()}{en[1:]}.")
    yield "</body>\n</tmx>\n"


def watched(command: Sequence[str]) -> Run:
    """Run a command to its end, and see what it takes.

    Raises:
        CalledProcessError: It did not exit with 0.
    """
    start, most = time.perf_counter(), 0
    process = subprocess.Popen(command, cwd=ROOT)
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        most = max(most, sum(map(_proportional, _family(process.pid))))
        time.sleep(EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    # Workers are counted in only once they have ended and been waited for.
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, most / 1000)


def _family(process: int) -> Iterator[int]:
    """A process and those that it and its children have started."""
    yield process
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = tasks.read_text(encoding="ascii").split()
        except OSError:  # it has just ended
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(process: int) -> int:
    """Kilobytes of a process, a page that it shares with others divided among them; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is the program's output


if __name__ == "__main__":
    sys.exit(main())
