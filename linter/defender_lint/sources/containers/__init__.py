"""Files that hold requests: collections, workflows, pages, logs, descriptions of APIs."""
