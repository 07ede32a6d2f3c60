"""The faces of letters: the demo's mailbox, and what staff see of the post."""
