"""The policy: Qwen2.5-VL from weights or from scratch, and its log-probs of packed trees of tokens."""
