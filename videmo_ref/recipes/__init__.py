"""What is trained, on what, and how: one commented TOML file each, read with all of its errors at once."""
