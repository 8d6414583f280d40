"""What a check of a graph against the shapes finds: faults, and the report of them."""

from dataclasses import dataclass
from pathlib import Path

import ontology

SHAPES = Path(ontology.__file__).parent / "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: about which node, at which property, what the shape says, with the value if there is one."""

    node: str
    path: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found; `faults` are sorted."""

    conforms: bool
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        if self.conforms:
            return "conforms"
        return "\n".join(f"{f.node} {f.path} {f.value}: {f.message}".replace("  ", " ") for f in self.faults)
