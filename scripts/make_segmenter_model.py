"""Makes `extract/data/pkuseg/` from the wheel of the PyPI package pkuseg 0.0.25, which carries the `default` model.

    pip download --no-deps --only-binary=:all: --python-version 3.6 --implementation cp --abi cp36m \\
        --platform manylinux1_x86_64 pkuseg==0.0.25
    python scripts/make_segmenter_model.py pkuseg-0.0.25-cp36-cp36m-manylinux1_x86_64.whl

Only features with a weight of at least THRESHOLD are kept. The wheel's pickle holds nothing but plain containers: it is
read by an unpickler that refuses every class. Same wheel, same bytes.
"""

import argparse
import hashlib
import io
import pickle
import zipfile
from pathlib import Path

import msgpack
import numpy as np
from numpy.typing import NDArray

WHEEL_SHA256 = "4f550fe17e452742814dcd9fbc7e4b1497679199e3119730ec887f40a008461a"
THRESHOLD = 0.2
DIGITS = 2
TARGET = Path(__file__).resolve().parents[1] / "extract" / "data" / "pkuseg"
LICENCE = "pkuseg-0.0.25.dist-info/LICENSE"
EPOCH = (1980, 1, 1, 0, 0, 0)
Weights = NDArray[np.float64]


class PlainUnpickler(pickle.Unpickler):
    """Reads containers, numbers and text; any class or function is an error."""

    def find_class(self, module: str, name: str) -> object:
        """Refuses."""
        raise pickle.UnpicklingError(f"the pickle asks for {module}.{name}; only plain containers are read")


def pruned(features: dict[str, int], nodes: Weights) -> tuple[dict[str, int], Weights]:
    """The features with a weight of at least THRESHOLD, numbered anew in the old order, and their rows of `nodes`.

    Feature 0 belongs to every character and stays 0.
    """
    strong = np.abs(nodes).max(axis=1) >= THRESHOLD
    strong[0] = True
    order = sorted((index, name) for name, index in features.items() if strong[index])
    return {name: new for new, (_, name) in enumerate(order)}, nodes[[index for index, _ in order]]


def words(features: dict[str, int]) -> list[str]:
    """The dictionary words that the features still speak of, sorted."""
    found: set[str] = set()
    for name in features:
        kind, _, rest = name.partition(".")
        if kind in ("w1", "w-1"):
            found.add(rest)
        elif kind == "ww":
            found.update(rest.partition(".")[2].split("*"))
    return sorted(found - {""})


def archive(arrays: dict[str, NDArray[np.generic]]) -> bytes:
    """An `.npz` file with a fixed date in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            data = io.BytesIO()
            np.save(data, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", EPOCH), data.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write_model(wheel: Path, target: Path) -> None:
    """Writes features.msgpack and weights.npz into `target`, the licence beside it."""
    if (digest := hashlib.sha256(wheel.read_bytes()).hexdigest()) != WHEEL_SHA256:
        raise SystemExit(f"{wheel}: SHA-256 {digest} is not that of pkuseg 0.0.25; download it as the head of this script says")
    with zipfile.ZipFile(wheel) as file:
        model = PlainUnpickler(io.BytesIO(file.read("pkuseg/models/default/features.pkl"))).load()
        saved = np.load(io.BytesIO(file.read("pkuseg/models/default/weights.npz")), allow_pickle=False)
        licence = file.read(LICENCE)
    tags, size = (int(n) for n in saved["sizes"])
    weights: Weights = saved["w"]
    features, nodes = pruned(model["feature_to_idx"], weights[: tags * size].reshape(size, tags))
    kept = np.round(np.concatenate([nodes.ravel(), weights[tags * size :]]), DIGITS)
    target.mkdir(parents=True, exist_ok=True)
    data = {"unigram": words(features), "bigram": [], "feature_to_idx": features, "tag_to_idx": model["tag_to_idx"]}
    (target / "features.msgpack").write_bytes(msgpack.packb(data))
    (target / "weights.npz").write_bytes(archive({"sizes": np.array([tags, len(features)]), "w": kept}))
    (target.parent / f"{target.name}-LICENSE.txt").write_bytes(licence)


def main() -> None:
    """Reads the wheel's path and the target folder from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    write_model(arguments.wheel, arguments.target)


if __name__ == "__main__":
    main()
