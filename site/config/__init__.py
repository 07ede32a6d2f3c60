"""Settings, addresses and the server entry points: how the rooms are put together."""
