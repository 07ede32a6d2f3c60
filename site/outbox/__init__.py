"""Every letter we send: written with the fact it tells, delivered with retry."""
