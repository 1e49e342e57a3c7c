"""What goes with a text to the bodies: comments, assessments, options, consultations."""
