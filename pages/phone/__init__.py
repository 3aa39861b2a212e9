"""The workers' side: plain HTML that works on a bad line and without script."""
