#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Holds the workflow for public CI against the project: it is YAML, each job has what GitHub asks of it, and what its steps
run is there. It has never run, and says so; this sees that it does not fail for the plain reasons.

    workflow.py ROOT

Without Python's yaml (Debian: python3-yaml) it exits with 77: skipped. The last line tells how many checks passed and
failed, for tests/count.py.
"""
import os
import re
import sys
from pathlib import Path

try:
    import yaml
except ImportError:
    if sys.executable != "/usr/bin/python3" and Path("/usr/bin/python3").exists():
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])  # Debian's package is for this one
    print("there is no yaml for this Python")
    sys.exit(77)

# Options of these, by which a step names files of the project.
PATHS = re.compile(r"(?:^|\s)((?:samples|tests|cmake|\.ci)/[\w./-]+)")
LISTS = re.compile(r"\$\{\{ *matrix\.(\w+)")


def faults_of_job(name, job, root):
    """Yields a line for each thing that is wrong with a job."""
    yield from (f"{name} has no {key}" for key in ("runs-on", "steps", "timeout-minutes") if key not in job)
    matrix = job.get("strategy", {}).get("matrix", {})
    yield from (f"{name}: matrix.{word} is not defined" for word in LISTS.findall(str(job)) if word not in matrix)
    for step in job.get("steps", []):
        if ("run" in step) == ("uses" in step):
            yield f"{name}: a step needs either run or uses: {step}"
        if "uses" in step and not re.fullmatch(r"[\w.-]+/[\w.-]+@v\d+", step["uses"]):
            yield f"{name}: {step['uses']} names no version"
        for path in PATHS.findall(step.get("run", "")):
            if not (root / path).exists():
                yield f"{name}: there is no {path}"


def main():
    root = Path(sys.argv[1])
    passed = failed = 0
    for path in sorted((root / ".github/workflows").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        checks = {"is marked as not yet run": [] if "NOT YET RUN" in text else ["the mark is missing"]}
        # YAML 1.1 reads the key "on" as true.
        checks["says when it runs"] = [] if True in workflow or "on" in workflow else ["the key on is missing"]
        for name, job in workflow["jobs"].items():
            checks[name] = list(faults_of_job(name, job, root))
        for what, faults in checks.items():
            passed += not faults
            failed += bool(faults)
            for fault in faults:
                print(f"{path.name}: {what}: {fault}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
