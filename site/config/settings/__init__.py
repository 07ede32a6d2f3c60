"""One module per way of running: dev (the default, also the demo), test, production."""
