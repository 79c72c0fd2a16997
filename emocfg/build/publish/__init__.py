"""What stands beside the rows: card, Croissant file, versions, manifest; and the way to the Hub (``hub``)."""
