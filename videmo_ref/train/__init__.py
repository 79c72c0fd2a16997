"""One loop for all training: batches in, a loss on their log-probs, one update, a log line, a checkpoint."""
