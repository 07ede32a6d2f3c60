"""Questionnaires, invitations, sealed answers and their results."""
