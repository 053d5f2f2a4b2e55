"""What is handed over of bids: the letter to one bidder, and the matrix as a list. Named members only."""
