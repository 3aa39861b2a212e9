"""What people see: read the input, call one rule, show the result."""
