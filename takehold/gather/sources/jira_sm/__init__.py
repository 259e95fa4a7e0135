"""Jira Service Management (cloud): requests of chosen projects, as they stand or as they went."""
