"""The graph over HTTP: the SPARQL 1.1 Protocol, a page and RDF for every IRI, and plain pages for the ready questions."""
