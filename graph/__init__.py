"""From extraction to graph: triples, merging, exports, the page and the store."""
