"""The verbs of operations: doing the due work, and telling whether it is done."""
