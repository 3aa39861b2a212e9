"""Speed and soundness, measured: `make bench` prints a table and writes bench.json."""
