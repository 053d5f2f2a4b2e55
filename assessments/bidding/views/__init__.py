"""Pages of bids. Every one but the door itself is for named members only, and leaves a line in the log."""
