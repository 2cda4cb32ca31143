"""A corpus on disk: its catalogue of documents, with what is known of each and where that was seen."""
