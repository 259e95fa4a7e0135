"""What is stored of the evidence: sources, imports, the manifest of segments, measures, saved verdicts, marks."""
