"""The merged graph as GEXF, for Gephi: labels on nodes and edges, an edge as heavy as it has pieces of evidence, no date."""

import json
from xml.etree.ElementTree import tostring

from networkx.readwrite.gexf import GEXFWriter

from graph.export import flat
from graph.merge import Net


def gexf(net: Net) -> bytes:
    """The merged graph as GEXF 1.2; collections are JSON text, as in GraphML."""
    plain = flat(net)
    for _, _, attributes in plain.edges(data=True):
        attributes["label"] = attributes["label"] or attributes["relation"]
        attributes["weight"] = max(1, len(json.loads(attributes["evidence"])))
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iter("creator"):
            creator.text = "fangzhi"
    writer.add_graph(plain)
    writer.indent(writer.xml)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(writer.xml, encoding="unicode").encode()
