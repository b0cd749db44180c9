"""Figures for which a model is needed that lies on this machine: perplexity, BERTScore, embeddings."""
