#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Every public function is named on some page, in README.md or docs/*.md.

    pages.py ROOT

Prints what is missing, and as its last line how many checks passed and failed; exits 1 when one failed.
"""

import re
import sys
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"^WMI_API\b[^;{]*?\b(wmi_\w+)\s*\(", re.MULTILINE)
CONSTRUCTOR = re.compile(r"^static inline \w+ (wmi_\w+)\(", re.MULTILINE)
NAME = re.compile(r"\bwmi_\w+")


def main(root):
    headers = "\n".join(COMMENT.sub("", file.read_text(encoding="utf-8"))
                        for file in sorted((root / "include" / "wmikit").glob("*.h")))
    functions = set(DECLARATION.findall(headers)) | set(CONSTRUCTOR.findall(headers))
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    named = set(NAME.findall("\n".join(page.read_text(encoding="utf-8") for page in pages)))
    missing = sorted(functions - named)
    for name in missing:
        print(f"{name}: on no page")
    print(f"{len(functions) - len(missing)} passed, {len(missing)} failed")
    return 1 if missing or not functions else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
