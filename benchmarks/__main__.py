"""`make bench`: accuracy on labelled texts, speed, speed beside other checkers, and the site under load."""

from . import accuracy, bids, cross_validation, load, peers, reports, speed

if __name__ == "__main__":
    speed.main()  # first: what the others keep in memory would cost it time
    accuracy.main()
    cross_validation.main()
    bids.main()
    peers.main()
    reports.main()
    load.main()
