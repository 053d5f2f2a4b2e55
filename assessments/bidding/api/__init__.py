"""Bids over the API: only to be read, only by those who are named, and every look is written down.

named       who is let in, and the log
suppliers   suppliers and their bids
answers     answers with their verdicts
decisions   what was decided on them
matrix      requirements by bidders

All addresses begin with the procurement's, as on the pages: nothing is searched across procurements.
"""
