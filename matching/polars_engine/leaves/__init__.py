"""One small function per leaf: a Polars classification of the leaf's rows, then a scatter into bit planes."""
