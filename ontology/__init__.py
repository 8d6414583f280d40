"""What may be said: the vocabulary, the shapes of a sound graph, units, identifiers and errors."""
