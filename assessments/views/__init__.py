"""Pages that show what we think of it: one module a page, or a subject of several."""
