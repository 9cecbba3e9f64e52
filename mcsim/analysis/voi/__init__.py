"""Value of information: what uncertainty costs."""
