"""ServiceNow: records of one table, as they stand now, in the order of their last change."""
