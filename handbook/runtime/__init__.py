"""What a page loads to calculate: Pyodide, and one archive of bytecode with the modules that the calculators need."""
