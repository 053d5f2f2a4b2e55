"""A version handed out as a file: the user's own workbook with our columns, lists, ReqIF, JSON.

rows          what a file can say of a requirement, read in a fixed number of queries
columns       our columns, and those of a list
workbook      the user's own workbook, given back with our columns at its right
  sheet_scan, sheet_splice, styles   one worksheet's bytes, changed only where we write
listing       a list as xlsx or csv
changes       what differs from the version before, as such a list
reqif, json_file
views         the addresses
"""
