"""The HTML file around the data: scripts, styles and policy inside it, vis-network and the data deflated."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graph.page_packing import as_json, columns, deflated
from graph.page_sparql import VENDOR, Sparql

if TYPE_CHECKING:
    from pyvis.network import Network

TEMPLATES = Path(__file__).with_name("templates")
SCRIPTS = (
    "elements.js", "light.js", "saving.js", "data.js", "shown.js", "canvas.js", "moving.js", "labels.js", "panel.js", "search.js", "legend.js", "table.js",
    "picture.js", "ask.js", "answer.js", "address.js", "page.js",
)  # fmt: skip
"""Our scripts in the order in which they are joined."""
WORKER = "ask-worker.js"


def rendered(network: "Network", data: Mapping[str, object], sparql: Sparql | None = None) -> str:
    """The page of a drawing and its data, and of SPARQL where that is wanted, through pyvis's own template hook."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    css = (TEMPLATES / "page.css").read_text("utf-8")
    script = "(async () => {\n'use strict';\n" + "\n".join((TEMPLATES / s).read_text("utf-8") for s in SCRIPTS) + "})();\n"
    library = vis_network()

    def packed(nodes: Sequence[Mapping[str, object]], edges: Sequence[Mapping[str, object]], options: str) -> str:
        return deflated(f'{{"nodes":{as_json(columns(nodes))},"edges":{as_json(columns(edges))},"options":{options},"details":{as_json(data)}}}')

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, keep_trailing_newline=True)
    environment.globals |= {"css": Markup(css), "script": Markup(script), "policy": _policy([css], [script, library], asks=sparql is not None)}
    environment.globals |= {"packed": packed, "library": deflated(library), "blocks": _blocks(sparql) if sparql else {}}
    network.path, network.templateEnv = "page.html.j2", environment
    return str(network.generate_html())


def _blocks(sparql: Sparql) -> dict[str, str]:
    """What a worker needs to answer: Oxigraph, its script with ours behind, and the quads."""
    worker = (VENDOR / "oxigraph.js").read_text("utf-8") + "\n" + (TEMPLATES / WORKER).read_text("utf-8")
    return {"wasm": deflated((VENDOR / "oxigraph.wasm").read_bytes()), "worker": deflated(worker), "triples": deflated(sparql.trig)}


def _policy(styles: Sequence[str], scripts: Sequence[str], *, asks: bool) -> str:
    """The Content-Security-Policy: these very styles and scripts, drawn images, and nothing else; where it asks, a worker and WebAssembly too."""

    def sources(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in texts)

    run, work = (" 'wasm-unsafe-eval'", " worker-src blob:;") if asks else ("", "")
    return f"default-src 'none'; script-src {sources(scripts)}{run};{work} style-src {sources(styles)}; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def vis_network() -> str:
    """vis-network as the pyvis wheel carries it, without the pointer to its source map; of its style sheet the page needs nothing."""
    import pyvis

    path = next(iter(sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"), reverse=True)))
    return path.read_text("utf-8").rpartition("//# sourceMappingURL=")[0]
