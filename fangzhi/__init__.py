"""fangzhi: a folder of messy Chinese local-government news becomes a knowledge graph whose every fact opens its source."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

try:
    __version__ = version("fangzhi")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"


def _refuse_foreign(*packages: str) -> None:
    """Our top-level packages have everyday names: a `graph.py` in the working folder would hide ours without a word."""
    home = Path(__file__).resolve().parent.parent
    for package in packages:
        spec = find_spec(package)
        origin = spec.origin if spec else None
        if origin is None or Path(origin).resolve().parent.parent != home:
            what = f"{origin or 'nothing'} stands where fangzhi's package {package!r} should be"
            raise ImportError(f"{what}; run fangzhi from another folder or rename that file")


_refuse_foreign("ontology", "extract", "graph")
