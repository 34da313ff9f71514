"""What a translation was made from, and how far it is: segments, alignment, records, status, exchange."""
