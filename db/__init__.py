"""What we keep: schema, engine, one file a noun."""
