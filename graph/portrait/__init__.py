"""What a graph knows of one resource, as plain values for a page: grouped by meaning, every statement with its sentence."""
