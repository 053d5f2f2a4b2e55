"""What we think of bids: answers read against their requirements, what was decided, and the matrix."""
