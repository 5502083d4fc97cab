"""Mode `setup`: lines of the bank get their categories, transfers their halves, accounts agree."""
