"""From text to extraction: reading, cleaning, the spaCy pipeline, places, organisations, people, programmes and figures."""
