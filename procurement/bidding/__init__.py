"""What suppliers bring: bids, their answers and evidence, and who may look at them before the award."""
