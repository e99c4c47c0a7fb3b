"""Each calculator as a paper worksheet: boxes to fill, criteria, formulas and examples, as HTML for site and book."""

from handbook.worksheets.sheet import worksheet_html as worksheet_html
