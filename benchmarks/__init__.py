"""Speed, reproducible: ``python -m benchmarks`` lists what there is and runs what is named. Results stand beside each."""
