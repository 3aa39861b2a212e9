"""Where officers type in sheets of paper: our own page, made for keys."""
