"""What figures depend on besides the gold: printed with every table, so that two can be compared."""

from __future__ import annotations

import hashlib
import platform
import subprocess

import numpy as np

from scripts.evaluation.bench import ROOT

_MODEL = ROOT / "aligner/models/builtin/model.safetensors"


def signature() -> str:
    """Commit, model and versions in one line; says so where the package differs from the commit."""
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    changed = "+changes" if _git("status", "--porcelain", "--", "aligner") else ""
    model = hashlib.sha256(_MODEL.read_bytes()).hexdigest()[:12] if _MODEL.exists() else "none"
    return f"commit:{commit}{changed} model:{model} python:{platform.python_version()} numpy:{np.__version__}"


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
