"""GLPI: tickets by its search and its log, through the API that it calls legacy."""
