"""What a page loads to calculate: Pyodide, a memory in which the calculators stand ready, and what to fall back on."""
