"""Loads a build into a SPARQL server: `fangzhi build … --store URL`."""

from fangzhi.build import Built
from fangzhi.console import Watch
from fangzhi.stopwatch import Stopwatch
from graph.remote.loading import held, load
from graph.remote.store import RemoteStore

QUADS = "graph.nq"


def check_server(url: str, base: str) -> None:
    """Asks the server once, so that a wrong address does not cost a build. Raises StoreError."""
    with RemoteStore(url) as store:
        held(store, base)


def load_into(url: str, built: Built, *, fresh: bool, watch: Watch) -> str:
    """Makes the server hold what the build does; what was done, for people. Raises StoreError."""
    clock = Stopwatch()
    watch.stage("load 载入")
    with RemoteStore(url) as store:
        done = load(store, built.out / QUADS, built.report.base, fresh=fresh, step=watch.step)
        clock.lap("load")
        counts = f"{done.sent} graphs sent, {done.removed} removed, {done.unchanged} unchanged"
        return f"载入 loaded   {store}: {counts}; {clock.seconds['load']:.1f} s"
