"""Affective trees from observations: ``merge`` puts together what is known of a clip, and keeps what contradicts."""
