"""The page of an evaluation: what a commissioner reads, made from runs and from `page.yaml`."""
