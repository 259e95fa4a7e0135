"""From a file to evidence rows: recipes, sandboxed readers, the behaviour library, measures, engines. No Django."""
