"""Tests: what Lắng Nghe promises, as people would check it."""
