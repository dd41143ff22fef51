# SPDX-License-Identifier: MIT
"""Runs the benches of one build, whose lines are JSON."""

import json
import subprocess
import tempfile
from pathlib import Path


class Benches:
    """The programs in a folder, and what runs them: nothing, Wine or qemu-i386."""

    def __init__(self, folder, launcher=()):
        self.folder, self.launcher = Path(folder), list(launcher)

    def run(self, name, *options):
        """What bench_NAME prints, line by line."""
        program = self.folder / f"bench_{name}"
        if not program.exists():
            program = program.with_suffix(".exe")
        # Into a file: the end of a pipe would only come when Wine's services end too, which inherit it.
        with tempfile.TemporaryFile() as out:
            subprocess.run([*self.launcher, program, *map(str, options)], stdin=subprocess.DEVNULL, stdout=out,
                           check=True)
            out.seek(0)
            return [json.loads(line) for line in out.read().decode("utf-8").splitlines()]
