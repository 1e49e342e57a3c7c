"""Who must comment, scrutinise and decide, and who may decide alone."""
