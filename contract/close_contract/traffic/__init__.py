"""What is needed to judge single requests and answers: messages, compiled schemas, wire rules."""
