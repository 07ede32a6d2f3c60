"""Staff: who they are, which branches they act for, in which role."""
