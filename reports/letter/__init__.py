"""The clarification letter: open questions to the market or to bidders, requirement by requirement.

snapshot   what is asked, of whom, frozen
words      the letter's standing sentences, and everything that its documents print
forms      what the officer chooses
services   choosing the requirements, and having the letter made
views      the page
"""
