"""The hotline ticket (热线工单): from the call to the filed record."""
