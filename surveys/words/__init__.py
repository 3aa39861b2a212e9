"""From what people wrote to themes that are counted: hide what names somebody, group, publish."""
