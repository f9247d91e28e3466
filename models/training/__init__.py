"""Makes the model: prepare, train, calibrate, evaluate, gate, export (`python -m models.training --help`)."""
