"""The look: base page, components, charts, words for the seven verdicts. Owns no tables."""
