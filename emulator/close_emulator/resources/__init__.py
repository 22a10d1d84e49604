"""What the API offers, one module for each resource: functions from a call to a JSON answer."""
