"""One small function per leaf: a classification of the leaf's slice of rows, then a scatter into bit planes."""
