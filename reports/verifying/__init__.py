"""Is a PDF a report of ours, and are its data what they were?

inside    what can be told from the file alone: fingerprints, embedded data, seal, scores computed again
child     a process that does so under limits, since anybody's PDF may be brought
outcome   that, and what this Glapp has on record
views     the page /verify/
"""
