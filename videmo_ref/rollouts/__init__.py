"""What a policy writes: sampled level by level, so that continuations share what they continue."""
