"""The fill-in form as an Excel workbook: written from what a pack asks, and read back as a proposal."""
