"""A real provider of sign-in for the tests."""
