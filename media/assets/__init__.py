"""Images, documents and recordings with their rights, alternative text and consent."""
