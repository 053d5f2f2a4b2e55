"""Report templates of an organisation: its logo, name, colour, sections and own words.

logo      a picture somebody uploaded, made into a small PNG of our own
forms     what can be chosen, and the sentences where it cannot
preview   a report with its looks on an invented specification
views     the pages
"""
