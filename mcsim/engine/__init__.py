"""Blocks of draws run in parallel, kept in shards, resumable after a kill."""
