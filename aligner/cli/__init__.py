"""The command line: each command is a module that translates its arguments and calls one public function."""

from aligner.cli.app import main

__all__ = ["main"]
