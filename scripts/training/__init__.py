"""How the built-in model is made: pairs → vocabulary → tokens → vectors and lexicon → the model folder."""
