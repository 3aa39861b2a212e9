"""Routes for sign-in, set-up and machines."""
