"""`make bench`: accuracy on labelled texts, then speed, then speed beside other checkers."""

from . import accuracy, bids, cross_validation, peers, speed

if __name__ == "__main__":
    accuracy.main()
    cross_validation.main()
    cross_validation.by_confidence()
    bids.main()
    speed.main()
    peers.main()
