"""The media wing: assets and archive: what is shown and kept."""
