"""Speed beside the checkers that people use today: `python -m benchmarks.peers`.

proselint, write-good and textlint, each as its makers mean it to be called from a program, with the rules
that it has by itself (textlint has none: its rule set for technical writing, `write-good` left out because
it stands in the comparison already). They are installed here, under `var/bench`, and need node and npm.
One process each, on the same texts, one after the other in one run; processor time without loading.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from assessments.engine import judge
from benchmarks.labels import ROOT
from benchmarks.speed import texts

HERE = Path(__file__).parent
INSTALLED = ROOT / "var" / "bench"
PROSELINT = "proselint==0.16.0"
SCRIPTS = ("write_good.cjs", "textlint.cjs")


class Missing(Exception):
    """A program that the comparison needs is not on this machine; says which."""


def install() -> None:
    """Put the peers under `var/bench`, once. Raises `Missing` without node and npm."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Missing(f"The comparison needs {program}; on Debian: apt install nodejs npm")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    python = INSTALLED / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", INSTALLED / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", PROSELINT], check=True)
    for name in ("package.json", *SCRIPTS):
        shutil.copy(HERE / name, INSTALLED / name)
    if not (INSTALLED / "node_modules").exists():
        npm = ["npm", "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund"]
        subprocess.run(npm, cwd=INSTALLED, check=True, stderr=subprocess.DEVNULL)


def glapp(requirements: list[str]) -> dict[str, float]:
    """Our own figures, in the shape in which the peers' programs print theirs."""
    judge("x", "sv"), judge("x", "en")
    start = process_time()
    found = sum(len(judge(text).signals) for text in requirements)
    return {"seconds": process_time() - start, "found": found}


def measured(requirements: list[str]) -> dict[str, dict[str, float]]:
    """For each checker the processor seconds for all texts, and how many places it marked."""
    install()
    programs = {
        "proselint": [INSTALLED / "venv" / "bin" / "python", HERE / "proselint_program.py"],
        "write-good": ["node", INSTALLED / "write_good.cjs"],
        "textlint": ["node", INSTALLED / "textlint.cjs"],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(requirements, file)
        file.flush()
        found = {"Glapp": glapp(requirements)}
        for name, program in programs.items():
            run = subprocess.run([*program, file.name], capture_output=True, text=True, check=True)
            found[name] = json.loads(run.stdout)
    return found


def main() -> None:
    requirements = [text for text, _ in texts()]
    print("\nSpeed beside other checkers (requirements per second, processor time, one process each)")
    try:
        figures = measured(requirements)
    except Missing as missing:
        print(f"  left out: {missing}")
        return
    for name, figure in figures.items():
        print(
            f"  {name:<12} {len(requirements) / figure['seconds']:7.0f}   "
            f"{figure['found']:.0f} places marked in {len(requirements)} texts"
        )
