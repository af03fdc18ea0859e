"""Article → Parse: sentences behind one view that hides which treebank a language's model was trained on."""
